import { describe, expect, it } from 'vitest';
import { taskbarProgress, trayLook } from '../../../../electron/core/presence/tray-look';
import { WorkBoard } from '../../../../electron/core/presence/work';
import type { DownloadState } from '../../../../shared/download/state';
import { failure } from '../../../../shared/failure';
import { download, downloadId, progress } from '../../renderer/stores/builders';

const RUNNING: DownloadState = { kind: 'transferring' };
const PLACED: DownloadState = {
  kind: 'completed',
  verification: { kind: 'unverified', sha256: '' },
  finalName: 'placed.safetensors',
  atMs: 1,
};
const FAILED: DownloadState = { kind: 'failed', cause: failure('http.notFound') };
const LOCKED: DownloadState = { kind: 'failed', cause: failure('access.loginNeeded') };
const FULL: DownloadState = { kind: 'waiting', untilMs: null, cause: failure('disk.full'), attempt: 1 };

function board(...states: readonly DownloadState[]) {
  const made = new WorkBoard();
  const tell = (number: number, state: DownloadState) =>
    made.note({ upserts: [download(number, state)], removed: [] }).map(({ kind }) => kind);
  for (const [at, state] of states.entries()) tell(at, state);
  return { board: made, tell };
}

describe('WorkBoard', () => {
  it('tells nothing of what it hears of for the first time', () => {
    const { board: made } = board();
    const upserts = [PLACED, FAILED, LOCKED, RUNNING].map((state, at) => download(at, state));
    expect(made.note({ upserts, removed: [] })).toEqual([]);
  });

  it.each([
    ['placed', PLACED, ['completed']],
    ['failed', FAILED, ['failed']],
    ['in want of a login', LOCKED, ['loginNeeded']],
    ['stopped by a full disk', FULL, ['failed']],
    ['cancelled', { kind: 'cancelled' } as const, []],
    ['paused', { kind: 'paused' } as const, []],
  ])('running → %s is told of as it is, once', (_, state, kinds) => {
    const { tell } = board(RUNNING);
    expect(tell(0, state)).toEqual(kinds);
    expect(tell(0, state)).toEqual([]);
  });

  it('lets the share of a batch never fall because a file is done, and begins anew with the next batch', () => {
    const { board: made, tell } = board(RUNNING, { kind: 'queued' });
    made.noteProgress([progress(0, 500)]);
    expect(made.work().share).toBe(0.25);
    tell(0, PLACED);
    expect(made.work().share).toBe(0.5);
    tell(1, PLACED);
    expect(made.work().share).toBeNull();
    tell(2, { kind: 'queued' });
    tell(2, RUNNING);
    expect(made.work().share).toBe(0);
  });

  it('knows what needs the user until they have looked, or it goes on', () => {
    const { board: made, tell } = board(RUNNING, RUNNING);
    tell(0, FAILED);
    tell(1, LOCKED);
    expect(made.work().unseenCount).toBe(2);
    tell(1, { kind: 'queued' });
    expect(made.work().unseenCount).toBe(1);
    made.noteSeen();
    tell(0, FAILED);
    expect(made.work().unseenCount).toBe(0);
  });

  it('names the one that has run longest first, and forgets what is removed', () => {
    const { board: made, tell } = board({ kind: 'queued' }, RUNNING);
    tell(0, RUNNING);
    tell(1, RUNNING);
    expect(made.work().running.map(({ id }) => id)).toEqual([downloadId(1), downloadId(0)]);
    made.note({ upserts: [], removed: [downloadId(1)] });
    expect(made.work().running.map(({ id }) => id)).toEqual([downloadId(0)]);
  });
});

describe('trayLook and taskbarProgress', () => {
  const rows: readonly [string, readonly DownloadState[], number, string, string][] = [
    ['nothing', [], 0, 'idle', 'none'],
    ['queued only', [{ kind: 'queued' }], 0, 'idle', 'none'],
    ['running at 10 %', [RUNNING], 100, 'working-0', 'normal'],
    ['running at 60 %', [RUNNING], 600, 'working-2', 'normal'],
    ['running at 100 %', [RUNNING], 1_000, 'working-3', 'normal'],
    ['running, and one failed before anybody looked', [RUNNING, FAILED], 100, 'attention', 'normal'],
    ['one failed', [FAILED], 0, 'attention', 'error'],
  ];
  it.each(rows)('%s', (_, states, received, icon, mode) => {
    const { board: made } = board(...states);
    made.noteProgress([progress(0, received)]);
    expect(trayLook(made.work()).icon).toBe(icon);
    expect(taskbarProgress(made.work()).mode).toBe(mode);
  });

  it('without a known size the bar moves without saying how far', () => {
    const made = new WorkBoard();
    made.note({ upserts: [{ ...download(1, RUNNING), totalBytes: null }], removed: [] });
    expect(taskbarProgress(made.work()).mode).toBe('indeterminate');
    expect(trayLook(made.work())).toEqual({ icon: 'working-0', tooltip: 'Civet: 1 download' });
  });

  it('everything paused shows the bar where it stands', () => {
    const { board: made, tell } = board(RUNNING);
    made.noteProgress([progress(0, 400)]);
    made.note({ upserts: [{ ...download(0, { kind: 'paused' }), durableBytes: 400 }], removed: [] });
    expect(taskbarProgress(made.work())).toEqual({ mode: 'paused', share: 0.4 });
    tell(0, { kind: 'cancelled' });
    expect(taskbarProgress(made.work()).mode).toBe('none');
  });
});
