import { describe, expect, it } from 'vitest';
import { BandwidthLimiter } from '../../../../electron/services/bandwidth/bandwidth-limiter';
import { pause } from '../../../../electron/services/pause';
import { SteeredClock, settle } from '../../../support/steered-clock';

const KIB = 1024;
const MIB = 1024 * KIB;
const LOW = 1;
const NORMAL = 2;
const HIGH = 4;
const never = new AbortController().signal;

interface Grant {
  readonly id: string;
  readonly atMs: number;
  readonly bytes: number;
}

/** A limiter, a clock, and everything that was admitted. */
function setUp(limit: number | null) {
  const clock = new SteeredClock();
  const limiter = new BandwidthLimiter(clock, limit);
  const grants: Grant[] = [];
  const closing = new AbortController();

  /** Connections that read as fast as they may until `end`, with a pause of `busyMs` after each read. */
  function reads(id: string, weight: number, { connections = 1, wantedBytes = MIB, busyMs = 0 } = {}): void {
    for (let connection = 0; connection < connections; connection += 1)
      void (async () => {
        while (!closing.signal.aborted) {
          const bytes = await limiter.admit(id, weight, wantedBytes, closing.signal);
          grants.push({ id, atMs: clock.steadyMs(), bytes });
          if (busyMs > 0) await pause(clock, busyMs, closing.signal);
        }
      })();
  }
  const bytesOf = (id: string, sinceMs = 0) =>
    grants.reduce((sum, grant) => (grant.id === id && grant.atMs > sinceMs ? sum + grant.bytes : sum), 0);
  async function end(): Promise<void> {
    closing.abort();
    await settle();
  }
  return { clock, limiter, grants, reads, bytesOf, end };
}

/** Times between two reads of one download, in milliseconds. */
function waits(grants: readonly Grant[], id: string): number[] {
  const times = grants.filter((grant) => grant.id === id).map((grant) => grant.atMs);
  return times.slice(1).map((atMs, index) => atMs - (times[index] ?? atMs));
}

describe('BandwidthLimiter', () => {
  it('answers at once, without a promise, when there is no limit', () => {
    const { clock, limiter } = setUp(null);
    expect(limiter.admit('a', NORMAL, 5 * MIB, never)).toBe(5 * MIB);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('answers without a promise under a limit, while there is something saved up', async () => {
    const { clock, limiter } = setUp(10 * MIB);
    await clock.advance(1_000);
    expect(limiter.admit('a', NORMAL, 50 * KIB, never)).toBe(50 * KIB);
    expect(limiter.admit('a', NORMAL, MIB, never)).toBe(128 * KIB - 50 * KIB);
  });

  it.each([20 * KIB, 300 * KIB, 5 * MIB, 100 * MIB])('keeps an average of %i B/s', async (limit) => {
    const { clock, reads, bytesOf, end } = setUp(limit);
    reads('a', NORMAL, { connections: 4, wantedBytes: 256 * KIB });
    await clock.advance(20_000);
    expect(bytesOf('a') / 20).toBeGreaterThan(limit * 0.98);
    expect(bytesOf('a') / 20).toBeLessThan(limit * 1.02);
    await end();
  });

  it('shares equally between two of one weight, within 5 % after ten seconds', async () => {
    const { clock, reads, bytesOf, end } = setUp(2 * MIB);
    reads('a', NORMAL);
    reads('b', NORMAL);
    await clock.advance(10_000);
    expect(bytesOf('a') / bytesOf('b')).toBeGreaterThan(0.95);
    expect(bytesOf('a') / bytesOf('b')).toBeLessThan(1.05);
    await end();
  });

  it.each([
    [HIGH, LOW, 4],
    [HIGH, NORMAL, 2],
    [NORMAL, LOW, 2],
  ])('shares by weight: %i to %i', async (heavy, light, ratio) => {
    for (const limit of [40 * KIB, 2 * MIB, 80 * MIB]) {
      const { clock, reads, bytesOf, end } = setUp(limit);
      reads('light', light);
      reads('heavy', heavy);
      await clock.advance(10_000);
      expect(bytesOf('heavy') / bytesOf('light') / ratio).toBeGreaterThan(0.9);
      expect(bytesOf('heavy') / bytesOf('light') / ratio).toBeLessThan(1.1);
      await end();
    }
  });

  it('gives four connections no more than one, though the one is busy between its reads', async () => {
    for (const limit of [MIB, 50 * MIB]) {
      const { clock, reads, bytesOf, end } = setUp(limit);
      reads('many', NORMAL, { connections: 4, wantedBytes: 128 * KIB });
      reads('one', NORMAL, { connections: 1, wantedBytes: 128 * KIB, busyMs: 1 });
      await clock.advance(10_000);
      expect(bytesOf('many') / bytesOf('one')).toBeGreaterThan(0.95);
      expect(bytesOf('many') / bytesOf('one')).toBeLessThan(1.05);
      await end();
    }
  });

  it('lets the others have what one does not use', async () => {
    const { clock, reads, bytesOf, end } = setUp(10 * MIB);
    reads('slow', HIGH, { wantedBytes: 64 * KIB, busyMs: 62 }); // a line of about 1 MiB/s
    reads('fast', LOW);
    await clock.advance(10_000);
    expect(bytesOf('slow')).toBeGreaterThan(9 * MIB);
    expect(bytesOf('slow') + bytesOf('fast')).toBeGreaterThan(98 * MIB);
    await end();
  });

  it('gives a download that has ended to those who go on', async () => {
    const { clock, limiter, reads, bytesOf, end } = setUp(MIB);
    const leaving = new AbortController();
    void (async () => {
      while (!leaving.signal.aborted) await limiter.admit('gone', HIGH, MIB, leaving.signal);
    })();
    reads('a', LOW);
    await clock.advance(5_000);
    leaving.abort();
    await clock.advance(1_000);
    const since = clock.steadyMs();
    await clock.advance(4_000);
    expect(bytesOf('a', since)).toBeGreaterThan(3.9 * MIB);
    await end();
  });

  it.each([16 * KIB, 64 * KIB, 200 * KIB, MIB])(
    'is smooth at %i B/s: nobody waits longer than a quarter of a second',
    async (limit) => {
      const { clock, grants, reads, end } = setUp(limit);
      reads('low', LOW);
      reads('normal', NORMAL);
      reads('high', HIGH);
      await clock.advance(10_000);
      for (const id of ['low', 'normal', 'high']) {
        // A round takes 250 ms; where it begins and ends is rounded up to whole milliseconds.
        expect(Math.max(...waits(grants, id)), id).toBeLessThanOrEqual(260);
      }
      await end();
    },
  );

  it('shares a slow limit among the connections of one download too', async () => {
    const { clock, limiter, end } = setUp(256 * KIB);
    const lastAt = [0, 0, 0, 0];
    let longestMs = 0;
    const closing = new AbortController();
    for (const index of lastAt.keys())
      void (async () => {
        while ((await limiter.admit('a', NORMAL, MIB, closing.signal)) > 0) {
          longestMs = Math.max(longestMs, clock.steadyMs() - (lastAt[index] ?? 0));
          lastAt[index] = clock.steadyMs();
        }
      })();
    await clock.advance(10_000);
    expect(longestMs).toBeLessThanOrEqual(500);
    closing.abort();
    await end();
  });

  it.each([
    ['up', MIB, 20 * MIB],
    ['down', 20 * MIB, 100 * KIB],
    ['to nothing and from it', 0, 5 * MIB],
    ['from no limit', null, MIB],
  ])('follows a limit that is changed %s, within a quarter of a second', async (_name, before, after) => {
    const { clock, limiter, reads, bytesOf, grants, end } = setUp(before);
    reads('a', NORMAL, { connections: 2, wantedBytes: 256 * KIB, busyMs: before === null ? 10 : 0 });
    await clock.advance(3_000);
    const changedMs = clock.steadyMs();
    limiter.setLimit(after);
    await clock.advance(250);
    const seen = grants.filter((grant) => grant.atMs >= changedMs);
    expect(seen.length).toBeGreaterThan(0);
    const burst = Math.max(64 * KIB, after / 4);
    expect(bytesOf('a', changedMs)).toBeLessThanOrEqual(after / 4 + burst);
    const settledMs = clock.steadyMs();
    await clock.advance(4_000);
    expect(bytesOf('a', settledMs) / 4).toBeGreaterThan(after * 0.9);
    expect(bytesOf('a', settledMs) / 4).toBeLessThan(after * 1.1);
    await end();
  });

  it('lets everybody go at once when the limit is lifted', async () => {
    const { clock, limiter } = setUp(0);
    const waiting = Promise.all([
      limiter.admit('a', LOW, 3 * MIB, never),
      limiter.admit('a', LOW, 1, never),
      limiter.admit('b', HIGH, 7, never),
    ]);
    await clock.advance(60_000);
    limiter.setLimit(null);
    expect(await waiting).toEqual([3 * MIB, 1, 7]);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('leaves no timer behind when the limit is lifted', async () => {
    const { clock, limiter } = setUp(1_000);
    const waiting = limiter.admit('a', LOW, MIB, never);
    expect(clock.pendingTimers()).toBe(1);
    limiter.setLimit(null);
    expect(await waiting).toBe(MIB);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('follows a weight that is changed while it reads', async () => {
    const { clock, limiter, reads, bytesOf, end } = setUp(2 * MIB);
    const calledOff = new AbortController();
    let weight = LOW;
    let received = 0;
    void (async () => {
      while (!calledOff.signal.aborted)
        received += await limiter.admit('changing', weight, MIB, calledOff.signal);
    })();
    reads('a', LOW);
    await clock.advance(5_000);
    weight = HIGH;
    const [before, beforeMs] = [received, clock.steadyMs()];
    await clock.advance(10_000);
    expect((received - before) / bytesOf('a', beforeMs)).toBeGreaterThan(3.6);
    calledOff.abort();
    await end();
  });

  it('does not let a newcomer overtake those who wait, when the timer comes late', async () => {
    let nowMs = 0;
    const late = { nowMs: () => nowMs, steadyMs: () => nowMs, after: () => () => {} };
    const limiter = new BandwidthLimiter(late, 100 * KIB);
    const order: string[] = [];
    const first = Promise.resolve(limiter.admit('a', NORMAL, MIB, never)).then(() => order.push('first'));
    nowMs = 5;
    const second = Promise.resolve(limiter.admit('a', NORMAL, MIB, never)).then(() => order.push('second'));
    nowMs = 2_000;
    limiter.giveBack('a', 1);
    await Promise.all([first, second]);
    expect(order).toEqual(['first', 'second']);
  });

  it('lets nobody pass at a limit of 0, and arms no timer for it', async () => {
    const { clock, limiter } = setUp(MIB);
    const waiting = limiter.admit('a', NORMAL, MIB, never);
    limiter.setLimit(0);
    await clock.advance(3_600_000);
    expect(clock.pendingTimers()).toBe(0);
    limiter.setLimit(MIB);
    await clock.advance(250);
    expect(await waiting).toBeGreaterThan(0);
  });

  it('does not let through more than a burst after hours of rest', async () => {
    const { clock, limiter } = setUp(MIB);
    await clock.advance(3_600_000);
    let sum = 0;
    for (let answer = limiter.admit('a', HIGH, MIB, never); typeof answer === 'number'; ) {
      sum += answer;
      answer = limiter.admit('a', HIGH, MIB, never);
    }
    expect(sum).toBeGreaterThanOrEqual(MIB / 4);
    expect(sum).toBeLessThanOrEqual(MIB / 4 + 256 * KIB);
  });

  it('wakes who waits when it is called off, and takes nothing for it', async () => {
    const { clock, limiter } = setUp(MIB);
    const calledOff = new AbortController();
    const waiting = limiter.admit('a', NORMAL, MIB, calledOff.signal);
    calledOff.abort();
    expect(await waiting).toBe(0);
    expect(await limiter.admit('a', NORMAL, MIB, calledOff.signal)).toBe(0);
    expect(clock.pendingTimers()).toBe(0);
    await clock.advance(1);
    expect(limiter.admit('b', NORMAL, 1_000, never)).toBe(1_000);
  });

  it('keeps the timer for those who still wait when one is called off', async () => {
    const { clock, limiter } = setUp(MIB);
    const calledOff = new AbortController();
    const first = limiter.admit('a', NORMAL, MIB, calledOff.signal);
    const second = limiter.admit('b', NORMAL, MIB, never);
    calledOff.abort();
    expect(await first).toBe(0);
    await clock.advance(10);
    expect(await second).toBeGreaterThan(0);
  });

  it('leaves no listener on a signal that outlives many reads', async () => {
    const { clock, limiter } = setUp(MIB);
    const controller = new AbortController();
    const calls: string[] = [];
    const signal: AbortSignal = Object.assign(Object.create(controller.signal), {
      addEventListener: () => calls.push('added'),
      removeEventListener: () => calls.push('removed'),
    });
    Object.defineProperty(signal, 'aborted', { value: false });
    for (let read = 0; read < 50; read += 1) {
      const answer = limiter.admit('a', NORMAL, MIB, signal);
      await clock.advance(1_000);
      await answer;
      while (typeof limiter.admit('a', NORMAL, MIB, never) === 'number');
      await clock.advance(1_000);
    }
    const added = calls.filter((call) => call === 'added').length;
    expect(added).toBeGreaterThan(0);
    expect(calls.length).toBe(2 * added);
  });

  it('hands out again what was given back', async () => {
    const { clock, limiter } = setUp(MIB);
    await clock.advance(1);
    const admitted = limiter.admit('a', NORMAL, MIB, never);
    expect(admitted).toBe(128 * KIB);
    const waiting = limiter.admit('b', NORMAL, 1_000, never);
    limiter.giveBack('a', 128 * KIB);
    expect(await waiting).toBe(1_000);
  });

  it('serves connections of one download in the order in which they came', async () => {
    const { clock, limiter } = setUp(MIB);
    const order: number[] = [];
    for (const connection of [1, 2, 3])
      void Promise.resolve(limiter.admit('a', NORMAL, 1_000, never)).then(() => order.push(connection));
    await clock.advance(500);
    expect(order).toEqual([1, 2, 3]);
    expect(clock.pendingTimers()).toBe(0);
  });
});
