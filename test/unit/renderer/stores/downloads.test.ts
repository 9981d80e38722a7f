import { beforeEach, describe, expect, it } from 'vitest';
import {
  forgetDownloads,
  startDownloadsMirror,
  useDownloadsStore,
} from '../../../../renderer/stores/downloads';
import { failure } from '../../../../shared/failure';
import type { CallResult } from '../../../../shared/ipc/contract';
import { ok } from '../../../../shared/result';
import { FakeApi } from '../../../support/fake-api';
import { download, downloadId, snapshot } from './builders';

function shown() {
  const { lists, byId, revision, isLoaded } = useDownloadsStore.getState();
  return { names: lists.upNext.map((id) => byId.get(id)?.modelName), revision, isLoaded };
}

/** A call whose answers the test gives one by one, in the order in which it was made. */
function heldSnapshots(api: FakeApi) {
  const waiting: ((answer: CallResult<'downloads.snapshot'>) => void)[] = [];
  api.answer('downloads.snapshot', () => new Promise((resolve) => waiting.push(resolve)));
  return { answerNext: (answer: CallResult<'downloads.snapshot'>) => waiting.shift()?.(answer) };
}

describe('startDownloadsMirror', () => {
  let api: FakeApi;

  beforeEach(() => {
    forgetDownloads();
    api = new FakeApi();
  });

  async function startLoaded(revision = 5) {
    api.succeed('downloads.snapshot', snapshot(revision, [download(1), download(2)]));
    const stop = startDownloadsMirror(api);
    await expect.poll(() => shown().isLoaded).toBe(true);
    return stop;
  }

  it('shows the snapshot in the order in which downloads start', async () => {
    await startLoaded();
    expect(shown()).toEqual({ names: ['Model 1', 'Model 2'], revision: 5, isLoaded: true });
  });

  it('subscribes before it asks', () => {
    let listenersWhenAsked = 0;
    api.answer('downloads.snapshot', () => {
      listenersWhenAsked = api.listenerCount('downloads.changed');
      return ok(snapshot(1, []));
    });
    startDownloadsMirror(api);
    expect(listenersWhenAsked).toBe(1);
  });

  it('applies the next delta: changes in place, new ones where their rank says, removed ones gone', async () => {
    await startLoaded();
    api.emit('downloads.changed', {
      revision: 6,
      upserts: [download(2, { kind: 'paused' }), download(3)],
      removed: [downloadId(1)],
    });
    expect(shown().names).toEqual(['Model 2', 'Model 3']);
    expect(useDownloadsStore.getState().byId.get(downloadId(2))?.state.kind).toBe('paused');
    expect(useDownloadsStore.getState().byId.get(downloadId(1))).toBeUndefined();
  });

  it('keeps the same list when a row stays in its place, so that lists do not rebuild', async () => {
    await startLoaded();
    const before = useDownloadsStore.getState().lists;
    const changed = { ...download(1, { kind: 'paused' }), durableBytes: 400 };
    api.emit('downloads.changed', { revision: 6, upserts: [changed], removed: [] });
    expect(useDownloadsStore.getState().byId.get(downloadId(1))).toBe(changed);
    expect(useDownloadsStore.getState().lists).toBe(before);
  });

  it('tells what a delta did, row by row', async () => {
    await startLoaded();
    api.emit('downloads.changed', { revision: 6, upserts: [download(3)], removed: [downloadId(1)] });
    const { changes } = useDownloadsStore.getState();
    expect(changes.map(({ id, before, after }) => [id, before?.modelName, after?.modelName])).toEqual([
      [downloadId(3), undefined, 'Model 3'],
      [downloadId(1), 'Model 1', undefined],
    ]);
  });

  it('ignores a delta that the snapshot already contains', async () => {
    await startLoaded();
    api.emit('downloads.changed', { revision: 5, upserts: [], removed: [downloadId(1)] });
    expect(shown().names).toEqual(['Model 1', 'Model 2']);
  });

  it('holds deltas that arrive before the snapshot and applies only the newer ones, in order', async () => {
    const { answerNext } = heldSnapshots(api);
    startDownloadsMirror(api);
    api.emit('downloads.changed', { revision: 7, upserts: [download(4)], removed: [downloadId(3)] });
    api.emit('downloads.changed', { revision: 6, upserts: [download(3)], removed: [] });
    api.emit('downloads.changed', { revision: 5, upserts: [], removed: [downloadId(1)] });
    expect(shown().isLoaded).toBe(false);
    answerNext(ok(snapshot(5, [download(1)])));
    await expect.poll(() => shown().revision).toBe(7);
    expect(shown().names).toEqual(['Model 1', 'Model 4']);
  });

  it('asks again when a delta is missing, and ends up with what main has', async () => {
    await startLoaded();
    api.succeed('downloads.snapshot', snapshot(8, [download(9)]));
    api.emit('downloads.changed', { revision: 8, upserts: [download(9)], removed: [downloadId(1)] });
    expect(shown().revision).toBe(5);
    await expect.poll(() => shown().revision).toBe(8);
    expect(shown().names).toEqual(['Model 9']);
    expect(api.callsTo('downloads.snapshot')).toHaveLength(2);
  });

  it('ignores an answer older than what is shown, and asks once more', async () => {
    await startLoaded();
    const { answerNext } = heldSnapshots(api);
    api.emit('downloads.changed', { revision: 9, upserts: [], removed: [] });
    answerNext(ok(snapshot(3, [])));
    await expect.poll(() => api.callsTo('downloads.snapshot').length).toBe(3);
    expect(shown()).toMatchObject({ names: ['Model 1', 'Model 2'], revision: 5 });
    answerNext(ok(snapshot(9, [download(7)])));
    await expect.poll(() => shown().names).toEqual(['Model 7']);
  });

  it('asks again with the next delta when main could not answer', async () => {
    api.fail('downloads.snapshot', failure('app.bug'));
    startDownloadsMirror(api);
    await Promise.resolve();
    expect(shown().isLoaded).toBe(false);
    api.succeed('downloads.snapshot', snapshot(2, [download(1)]));
    await expect
      .poll(() => {
        api.emit('downloads.changed', { revision: 2, upserts: [], removed: [] });
        return shown().isLoaded;
      })
      .toBe(true);
  });

  it('hears nothing more once it is ended, not even a late answer', async () => {
    const { answerNext } = heldSnapshots(api);
    const stop = startDownloadsMirror(api);
    stop();
    answerNext(ok(snapshot(5, [download(1)])));
    await Promise.resolve();
    await Promise.resolve();
    expect(api.listenerCount('downloads.changed')).toBe(0);
    expect(shown()).toEqual({ names: [], revision: null, isLoaded: false });
  });
});
