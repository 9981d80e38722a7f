import { describe, expect, it } from 'vitest';
import { KeepAwake } from '../../../electron/shell/keep-awake';
import type { DownloadState } from '../../../shared/download/state';
import { failure } from '../../../shared/failure';
import { SteeredClock } from '../../support/steered-clock';
import { download } from '../renderer/stores/builders';

const transferring: DownloadState = { kind: 'transferring' };
const waiting: DownloadState = {
  kind: 'waiting',
  untilMs: 1_000,
  cause: failure('network.reset'),
  attempt: 1,
};

/** A machine of which is known whether it may sleep. */
function machine() {
  const clock = new SteeredClock();
  const started = new Set<number>();
  let [next, isWanted] = [0, true];
  const awake = new KeepAwake({
    clock,
    isWanted: () => isWanted,
    blocker: {
      start: (type) => {
        expect(type).toBe('prevent-app-suspension');
        started.add(next);
        next += 1;
        return next - 1;
      },
      stop: (id) => started.delete(id),
    },
  });
  const want = (wanted: boolean) => {
    isWanted = wanted;
    awake.look();
  };
  const become = (n: number, state: DownloadState) =>
    awake.note({ upserts: [download(n, state)], removed: [] });
  return { awake, clock, become, want, blockers: () => started.size };
}

describe('KeepAwake', () => {
  it.each<[DownloadState['kind'], DownloadState, number]>([
    ['transferring', transferring, 1],
    ['verifying', { kind: 'verifying' }, 1],
    ['queued', { kind: 'queued' }, 0],
    ['probing', { kind: 'probing' }, 0],
    ['waiting', waiting, 0],
    ['paused', { kind: 'paused' }, 0],
    ['failed', { kind: 'failed', cause: failure('access.paid') }, 0],
  ])('%s', (_kind, state, blockers) => {
    const { become, blockers: count } = machine();
    become(1, state);
    expect(count()).toBe(blockers);
  });

  it('holds one blocker for any number of downloads, until the last has ended and a minute has passed', async () => {
    const { clock, become, blockers } = machine();
    become(1, transferring);
    become(2, transferring);
    become(1, { kind: 'paused' });
    await clock.advance(600_000);
    expect(blockers()).toBe(1);
    become(2, waiting);
    await clock.advance(59_999);
    expect(blockers()).toBe(1);
    await clock.advance(1);
    expect(blockers()).toBe(0);
  });

  it('goes on holding when the next try comes within the minute', async () => {
    const { clock, become, blockers } = machine();
    become(1, transferring);
    become(1, waiting);
    await clock.advance(30_000);
    become(1, { kind: 'probing' });
    become(1, transferring);
    await clock.advance(600_000);
    expect(blockers()).toBe(1);
  });

  it('counts the minute from the end of the work, whatever else is told meanwhile', async () => {
    const { clock, become, blockers } = machine();
    become(1, transferring);
    become(1, { kind: 'paused' });
    await clock.advance(30_000);
    become(2, { kind: 'queued' });
    await clock.advance(30_000);
    expect(blockers()).toBe(0);
  });

  it('lets go of a download that was removed', async () => {
    const { awake, clock, become, blockers } = machine();
    become(1, transferring);
    awake.note({ upserts: [], removed: [download(1, transferring).id] });
    await clock.advance(60_000);
    expect(blockers()).toBe(0);
  });

  it('follows the setting at once, in both directions', () => {
    const { become, want, blockers } = machine();
    become(1, transferring);
    want(false);
    expect(blockers()).toBe(0);
    want(true);
    expect(blockers()).toBe(1);
  });

  it('holds nothing after its end', async () => {
    const { awake, clock, become, blockers } = machine();
    become(1, transferring);
    become(1, { kind: 'paused' });
    awake.release();
    await clock.advance(60_000);
    expect(blockers()).toBe(0);
  });
});
