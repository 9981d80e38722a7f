import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../../../shared/failure';
import { ok } from '../../../shared/result';
import { QueueBench } from '../../support/queue-bench';
import { settle } from '../../support/steered-clock';

const HOUR_MS = 3_600_000;
const SMALL = 2_000_000;
let bench: QueueBench;
beforeEach(async () => {
  bench = await QueueBench.open();
});
afterEach(() => bench.close());

const HASHED = ok({ totalBytes: 3, hashes: { sha256: 'A'.repeat(64) }, hashTailMs: 0 });

describe('the order of the queue', () => {
  it('starts in the order of adding, as many at once as the user wants, and the next by itself', async () => {
    const [a] = bench.addAll('a', 'b', 'c', 'd');
    await settle();
    expect(bench.running()).toBe('a b');
    await bench.finish(a);
    expect(bench.running()).toBe('b c');
    bench.limit(3);
    await settle();
    expect(bench.running()).toBe('b c d');
  });

  it('is the one that the user has made, also after a restart', async () => {
    bench.limit(1);
    const [, b, , d] = bench.addAll('a', 'b', 'c', 'd', 'e');
    await settle();
    bench.queue.move([d], { kind: 'top' });
    bench.queue.move([b], { kind: 'bottom' });
    expect(bench.order()).toBe('d a c e b');
    await bench.restart();
    expect(bench.order()).toBe('d a c e b');
    expect(bench.running(), 'the first in that order').toBe('d');
  });

  it('writes one record to move one download, and tells the page of that one alone', async () => {
    bench.limit(1);
    const [, b, , d] = bench.addAll('a', 'b', 'c', 'd');
    await settle();
    bench.deltas.length = 0;
    bench.queue.move([d], { kind: 'before', id: b });
    expect(bench.order()).toBe('a d b c');
    expect(bench.deltas.map(({ upserts }) => upserts.map(({ modelName }) => modelName))).toEqual([['d']]);
  });

  it('takes important ones first, and keeps the user’s order within a priority', async () => {
    bench.limit(1);
    const [a, b, c, d, e] = bench.addAll('a', 'b', 'c', 'd', 'e');
    await settle();
    bench.queue.setPriority([d, e], 'high');
    bench.queue.setPriority([b], 'low');
    bench.queue.move([e], { kind: 'up' });
    for (const id of [a, e, d, c, b]) await bench.finish(id);
    expect(bench.started()).toBe('a e d c b');
  });

  it('gives those that run their new share at once', async () => {
    const [a, , c] = bench.addAll('a', 'b', 'c');
    await settle();
    expect(bench.running()).toBe('a b');
    bench.queue.setPriority([a, c], 'high');
    expect(bench.transfers.weights).toEqual([{ id: a, weight: 4 }]);
    bench.queue.setPriority([a], 'high');
    bench.queue.setPriority([a], 'low');
    expect(bench.transfers.weights.at(-1)).toEqual({ id: a, weight: 1 });
    expect(bench.transfers.weights).toHaveLength(2);
  });

  it('lets an unimportant one go after others were preferred for an hour, across a restart', async () => {
    bench.limit(1);
    const first = bench.add('first');
    await settle();
    const low = bench.add('low');
    bench.queue.setPriority([low], 'low');
    const high = bench.add('high');
    bench.queue.setPriority([high], 'high');
    await bench.pass(HOUR_MS);
    await bench.restart();
    expect(bench.running()).toBe('high');
    await bench.finish(high);
    await bench.finish(first);
    const second = bench.add('second');
    await settle();
    expect(bench.running()).toBe('low');
    await bench.finish(low);
    await bench.finish(second);
  });

  it('remembers over a restart whose turns went on, so that a new important one is still next', async () => {
    bench.limit(1);
    const [first] = bench.addAll('first', 'second', 'third');
    await settle();
    await bench.pass(3 * HOUR_MS);
    await bench.finish(first);
    expect(bench.running()).toBe('second');
    bench.queue.setPriority([bench.add('urgent')], 'high');
    await bench.restart();
    expect(bench.running()).toBe('urgent');
  });

  it('puts the smallest first by what is still missing, and leaves the order to the user again', async () => {
    bench.limit(1);
    const [first] = [bench.add('first', 9_000_000_000)];
    await settle();
    bench.add('large', 8_000_000_000);
    bench.add('unknown', null);
    const middle = bench.add('middle', 3_000_000_000);
    bench.add('small', 1_000_000_000);
    await bench.receive(first, 7_500_000_000);
    bench.queue.smallestFirst();
    expect(bench.order()).toBe('small first middle large unknown');
    bench.queue.move([middle], { kind: 'top' });
    await bench.restart();
    expect(bench.order()).toBe('middle small first large unknown');
  });
});

describe('a new download', () => {
  it('comes last, also behind what is placed, so that no two have the same rank', async () => {
    const [a, b] = bench.addAll('a', 'b');
    await settle();
    await bench.finish(a);
    await bench.finish(b);
    const c = bench.add('c');
    await settle();
    await bench.finish(c);
    await bench.restart();
    bench.add('d');
    const ranks = bench.queue.snapshot().downloads.map(({ modelName, rank }) => ({ modelName, rank }));
    const names = ranks.toSorted((x, y) => (x.rank < y.rank ? -1 : 1)).map(({ modelName }) => modelName);
    expect(names).toEqual(['a', 'b', 'c', 'd']);
    expect(new Set(ranks.map(({ rank }) => rank)).size).toBe(4);
  });
});

describe('the lane for small files', () => {
  it('lets a small file pass a large one that holds the only place', async () => {
    bench.limit(1);
    const large = bench.add('large', 30_000_000_000);
    bench.add('next', 30_000_000_000);
    const small = bench.add('small', SMALL);
    bench.add('tiny', SMALL);
    await settle();
    expect(bench.running()).toBe('large small');
    await bench.finish(small);
    expect(bench.running(), 'one lane, one file at a time').toBe('large tiny');
    await bench.finish(large);
    expect(bench.running(), 'the lane is no second place for large ones').toBe('tiny');
  });

  it('does not open while a place is free or held by a small file: one at a time is one', async () => {
    bench.limit(1);
    for (const name of ['a', 'b', 'c']) bench.add(name, SMALL);
    await settle();
    expect(bench.running()).toBe('a');
  });

  it('goes by the size that Civitai publishes: 100 MB is small, a byte more is not, and unknown is not', async () => {
    bench.limit(1);
    bench.add('large');
    await settle();
    bench.add('more', 100_000_001);
    bench.add('unknown', null);
    bench.add('small', 100_000_000);
    await settle();
    expect(bench.running()).toBe('large small');
  });
});

describe('a place in the queue', () => {
  it('is given up while a download waits for its next try, and taken again in turn', async () => {
    bench.limit(1);
    const a = bench.add('a');
    const b = bench.add('b');
    await settle();
    await bench.fail(a, failure('network.reset'));
    expect(bench.view(a).state.kind).toBe('waiting');
    expect(bench.running()).toBe('b');
    await bench.pass(60_000);
    expect(bench.view(a).state.kind).toBe('queued');
    await bench.finish(b);
    expect(bench.running()).toBe('a');
  });

  it('is kept by a paused download until it has let go of its file, and only then given on', async () => {
    bench.limit(1);
    const a = bench.add('a');
    bench.add('b');
    await settle();
    bench.queue.pause(a);
    await settle();
    expect(bench.running()).toBe('b');
    bench.queue.resume(a);
    await settle();
    expect(bench.running()).toBe('b');
  });
});

describe('orders to many at once', () => {
  it('pauses all and resumes all in one delta each, and all of it survives a restart', async () => {
    const ids = bench.addAll('a', 'b', 'c', 'd');
    await settle();
    bench.deltas.length = 0;
    bench.queue.pauseAll();
    expect(bench.deltas.map(({ upserts }) => upserts.length)).toEqual([4]);
    await bench.restart();
    expect(ids.map((id) => bench.view(id).state.kind)).toEqual(['paused', 'paused', 'paused', 'paused']);
    expect(bench.running()).toBe('');
    bench.queue.resumeAll();
    await settle();
    expect(bench.running()).toBe('a b');
  });

  it('tries all failed ones again, but asks about those whose file has changed', async () => {
    const [a, b, c, d] = bench.addAll('a', 'b', 'c', 'd');
    bench.limit(4);
    await settle();
    await bench.fail(a, failure('http.notFound'));
    await bench.fail(b, failure('integrity.hash'));
    await bench.fail(c, failure('access.paid'));
    await bench.fail(d, failure('http.badAnswer'));
    await bench.pass(1_000);
    await bench.fail(d, failure('http.badAnswer'));
    expect(bench.queue.retryAllFailed()).toEqual([b, d]);
    expect(bench.transfers.urges, 'nobody waits for a host').toEqual([]);
    await settle();
    expect(bench.running()).toBe('a c');
    expect([b, d].map((id) => bench.view(id).state.kind)).toEqual(['failed', 'failed']);
    expect(bench.queue.wantsFreshTarget(d)).toMatchObject({ modelName: 'd' });
    expect(bench.queue.wantsFreshTarget(a)).toBeNull();
  });

  it('tries again, once somebody has signed in, what waited for that, in one delta', async () => {
    const [a, b, c] = bench.addAll('a', 'b', 'c');
    bench.limit(3);
    await settle();
    for (const id of [a, b]) await bench.fail(id, failure('access.loginNeeded'));
    await bench.fail(c, failure('access.paid'));
    bench.deltas.length = 0;
    bench.queue.retryAfterLogin();
    expect(bench.deltas.map(({ upserts }) => upserts.map(({ modelName }) => modelName))).toEqual([
      ['a', 'b'],
    ]);
    await settle();
    expect(bench.running()).toBe('a b');
  });

  it('takes all that is placed off the list in one delta, and counts them', async () => {
    const [a, b, c] = bench.addAll('a', 'b', 'c');
    await settle();
    for (const id of [a, b]) await bench.finish(id);
    bench.deltas.length = 0;
    expect(bench.queue.clearDone()).toEqual({ ok: true, value: 2 });
    expect(bench.deltas.map(({ upserts }) => upserts.length)).toEqual([2]);
    expect(bench.queue.clearDone()).toEqual({ ok: true, value: 0 });
    await bench.restart();
    expect([a, b, c].map((id) => bench.view(id).isListed)).toEqual([false, false, true]);
  });

  it('passes over what is not there any more', async () => {
    const a = bench.add('a');
    const b = bench.add('b');
    await settle();
    await bench.queue.remove(a);
    expect(bench.queue.move([a, b], { kind: 'top' }).ok).toBe(true);
    expect(bench.queue.setPriority([a], 'high').ok).toBe(true);
    expect(bench.order()).toBe('b');
  });
});

describe('a hold', () => {
  it('sends what runs back into the queue with its bytes, starts nothing, and lets all go on', async () => {
    const a = bench.add('a');
    const b = bench.add('b');
    bench.add('c');
    await settle();
    await bench.accept(a, 1_000_000_000);
    await bench.receive(a, 4_000);
    bench.queue.setHeld('battery', true);
    await settle();
    expect(bench.running()).toBe('');
    expect(bench.view(a)).toMatchObject({
      state: { kind: 'queued' },
      heldBy: 'battery',
      durableBytes: 4_000,
    });
    expect(bench.view(b).heldBy).toBe('battery');
    bench.queue.setHeld('metered', true);
    bench.queue.setHeld('battery', false);
    await settle();
    expect([bench.running(), bench.view(a).heldBy]).toEqual(['', 'metered']);
    bench.queue.setHeld('metered', false);
    await settle();
    expect(bench.running()).toBe('a b');
    expect(bench.view(a)).toMatchObject({ heldBy: null, durableBytes: 4_000 });
    expect(bench.held).toEqual(['battery', 'metered', null]);
  });

  it('lets the user pause and cancel meanwhile, and that stays', async () => {
    const a = bench.add('a');
    const b = bench.add('b');
    await settle();
    bench.queue.setHeld('schedule', true);
    bench.queue.pause(a);
    bench.queue.cancel(b);
    bench.queue.setHeld('schedule', false);
    await settle();
    expect([bench.view(a).state.kind, bench.view(b).state.kind]).toEqual(['paused', 'cancelled']);
    expect(bench.running()).toBe('');
  });

  it('lets a whole file be hashed to its end, and is not lost when something of it has to come again', async () => {
    const [a, b] = bench.addAll('a', 'b');
    await settle();
    for (const id of [a, b]) {
      await bench.accept(id, 3);
      await bench.receive(id, 3);
      bench.transfers.runs.get(id)?.observer.onComplete(3);
    }
    bench.queue.setHeld('metered', true);
    await settle();
    expect([bench.view(a).state.kind, bench.view(b).state.kind]).toEqual(['verifying', 'verifying']);
    bench.transfers.runs.get(a)?.observer.onReceived(3, 1);
    bench.transfers.runs.get(b)?.observer.onReceived(2, 1);
    await settle();
    expect(bench.view(b)).toMatchObject({ state: { kind: 'queued' }, heldBy: 'metered' });
    bench.transfers.runs.get(a)?.end(HASHED);
    await settle();
    expect(bench.view(a).state.kind).toBe('completed');
    expect(bench.running()).toBe('');
    bench.queue.setHeld('metered', false);
    await settle();
    expect(bench.running()).toBe('b');
  });

  it('does not make the machine’s sleep wait for a hash', async () => {
    const a = bench.add('a');
    await settle();
    await bench.accept(a, 3);
    bench.transfers.runs.get(a)?.observer.onComplete(3);
    await bench.queue.onSleep();
    expect(bench.view(a).state.kind).toBe('verifying');
    bench.transfers.runs.get(a)?.end(HASHED);
    await settle();
    expect(bench.view(a).state.kind).toBe('completed');
  });

  it('counts nobody’s tries around a sleep, drops old connections, and waits a moment after waking', async () => {
    const a = bench.add('a');
    await settle();
    await bench.queue.onSleep();
    expect([bench.running(), bench.view(a).heldBy]).toEqual(['', 'sleep']);
    bench.queue.onWake();
    expect(bench.transfers.drops).toBe(1);
    await bench.pass(3_000);
    expect(bench.running(), 'with jitter').toBe('');
    await bench.pass(2_000);
    expect(bench.running()).toBe('a');
    await bench.fail(a, failure('network.reset'));
    expect(bench.view(a).state).toMatchObject({ kind: 'waiting', attempt: 1 });
  });

  it('goes on although it was announced, when the machine did not sleep at all', async () => {
    bench.add('a');
    await settle();
    await bench.queue.onSleep();
    await bench.pass(59_000);
    expect(bench.running()).toBe('');
    await bench.pass(6_000);
    expect(bench.running()).toBe('a');
  });

  it('begins with a waking that nobody announced', async () => {
    const a = bench.add('a');
    await settle();
    bench.queue.onWake();
    await settle();
    expect([bench.running(), bench.view(a).heldBy, bench.transfers.drops]).toEqual(['', 'sleep', 1]);
    await bench.pass(5_000);
    expect(bench.running()).toBe('a');
  });

  it('holds from the start on what ran when Civet was closed', async () => {
    bench.add('a');
    await settle();
    await bench.stop();
    await bench.start('battery');
    expect([bench.running(), bench.queue.heldBy()]).toEqual(['', 'battery']);
    bench.queue.setHeld('battery', false);
    await settle();
    expect(bench.running()).toBe('a');
  });
});
