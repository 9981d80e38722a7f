import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOST, MINUTE_MS, setUpGates as setUp } from '../../../support/host-gates-rig';

describe('HostGates, connections', () => {
  it('lends six to a host, and another six to another', () => {
    const { gates, lendMany } = setUp();
    expect(lendMany(10)).toBe(6);
    expect(lendMany(10, 'other.example')).toBe(6);
    gates.giveBack(HOST);
    expect(lendMany(10)).toBe(1);
  });

  it('gives a free place to a file that has none before one that wants more', () => {
    const { gates, lendMany } = setUp();
    lendMany(6);
    const stopWaiting = gates.awaitFirst(HOST);
    gates.giveBack(HOST);
    expect(gates.lend(HOST, false), 'a second connection of another file').toBe(false);
    expect(gates.lend(HOST, true), 'the one that waits').toBe(true);
    stopWaiting();
    stopWaiting();
    gates.giveBack(HOST);
    expect(gates.lend(HOST, false)).toBe(true);
  });

  it('does not count a connection that is given back twice', () => {
    const { gates, lendMany } = setUp();
    gates.giveBack(HOST);
    gates.giveBack(HOST);
    expect(lendMany(10)).toBe(6);
  });

  it.each(['throttled', 'refused'] as const)('a third that is %s teaches it to stay at two', (kind) => {
    const { gates, lendMany, fail } = setUp();
    lendMany(3);
    gates.onSuccess(HOST);
    fail(kind);
    expect(gates.limitConnections(HOST)).toBe(2);
    expect(gates.lend(HOST)).toBe(false);
    expect(gates.closedUntil(HOST)).toBe(null);
    expect(gates.limitConnections('other.example')).toBe(6);
  });

  it('when four of six are refused, two are left', () => {
    const { gates, lendMany, fail } = setUp();
    lendMany(6);
    gates.onSuccess(HOST);
    gates.onSuccess(HOST);
    for (let refused = 0; refused < 4; refused += 1) fail('refused');
    expect(gates.limitConnections(HOST)).toBe(2);
  });

  it('when all are refused at once, it is not their number', () => {
    const { gates, lendMany, fail } = setUp();
    lendMany(4);
    gates.onSuccess(HOST);
    gates.giveBack(HOST, true);
    for (let refused = 0; refused < 3; refused += 1) fail('refused');
    expect(gates.limitConnections(HOST)).toBe(6);
  });

  it('never steps down below one', () => {
    const { gates, lendMany, fail } = setUp();
    lendMany(2);
    fail('throttled');
    fail('throttled');
    expect(gates.limitConnections(HOST)).toBe(1);
  });

  it('a failure of another kind says nothing about how many it bears', () => {
    const { gates, lendMany, fail } = setUp();
    lendMany(3);
    fail('failed');
    expect(gates.limitConnections(HOST)).toBe(6);
  });

  it('remembers what it learnt when nothing runs any more, and goes up one step every ten minutes', () => {
    const { world, gates, lendMany, fail } = setUp();
    lendMany(3);
    fail('throttled');
    gates.giveBack(HOST);
    gates.giveBack(HOST);
    const seen = [0, 10 * MINUTE_MS - 1, 10 * MINUTE_MS, 19 * MINUTE_MS, 20 * MINUTE_MS, 600 * MINUTE_MS];
    expect(
      seen.map((laterMs) => {
        world.nowMs = 1_000 + laterMs;
        return gates.limitConnections(HOST);
      }),
    ).toEqual([2, 2, 3, 3, 4, 6]);
  });

  it('counts the ten minutes anew when a step up is refused', () => {
    const { world, gates, lendMany, fail } = setUp();
    lendMany(3);
    fail('throttled');
    world.nowMs += 15 * MINUTE_MS;
    expect(lendMany(9)).toBe(1);
    fail('throttled');
    world.nowMs += 10 * MINUTE_MS - 1;
    expect(gates.limitConnections(HOST)).toBe(2);
    world.nowMs += 1;
    expect(gates.limitConnections(HOST)).toBe(3);
  });
});

describe('HostGates, a server that asks for patience', () => {
  it.each([
    [0, 30_000],
    [0.5, 37_500],
    [0.999, 44_985],
  ])('waits what it asks, and %s of a half more', (random, waitMs) => {
    const { world, gates, fail } = setUp();
    world.random = random;
    gates.lend(HOST);
    fail('throttled', 30_000);
    expect(gates.closedUntil(HOST)).toBe(1_000 + waitMs);
    expect(gates.nextTryAt(HOST)).toBe(1_000 + waitMs);
    world.nowMs = 1_000 + waitMs - 1;
    expect(gates.lend(HOST)).toBe(false);
    world.nowMs += 1;
    expect(gates.closedUntil(HOST)).toBe(null);
    expect(gates.nextTryAt(HOST)).toBe(world.nowMs);
    expect(gates.lend(HOST)).toBe(true);
  });

  it('closes for everybody when one of several is asked to wait, and lets the others read on', () => {
    const { gates, lendMany, fail } = setUp();
    lendMany(3);
    fail('throttled', 20_000);
    expect(gates.lend(HOST)).toBe(false);
    expect(gates.closedUntil(HOST)).toBe(21_000);
    expect(gates.limitConnections(HOST)).toBe(2);
  });

  it('never shortens a wait: not by a shorter wish, not by a success, not by a new network', () => {
    const { world, gates, lendMany, fail } = setUp();
    lendMany(2);
    fail('throttled', 7_200_000);
    fail('throttled', 5_000);
    gates.onSuccess(HOST);
    gates.forgetFailures();
    expect(gates.closedUntil(HOST)).toBe(7_201_000);
    world.nowMs += 7_200_000 - 1;
    expect(gates.lend(HOST)).toBe(false);
  });

  it('is tried at once when the user wants it, and then pauses for as long as it would have', () => {
    const { world, gates, fail } = setUp();
    for (let tries = 0; tries < 3; tries += 1) {
      gates.lend(HOST);
      fail('throttled');
      world.nowMs = gates.nextTryAt(HOST);
    }
    gates.lend(HOST);
    fail('throttled', 7_200_000);
    expect(gates.lend(HOST)).toBe(false);
    gates.urge(HOST);
    expect(gates.closedUntil(HOST)).toBe(null);
    expect(gates.lend(HOST)).toBe(true);
    fail('throttled');
    expect(gates.nextTryAt(HOST) - world.nowMs).toBe(16_000);
  });

  it('pauses by itself, twice as long each time, when the only connection is throttled without a word', () => {
    const { world, gates, fail } = setUp();
    const waits: number[] = [];
    for (let tries = 0; tries < 8; tries += 1) {
      expect(gates.lend(HOST)).toBe(true);
      fail('throttled');
      waits.push(gates.nextTryAt(HOST) - world.nowMs);
      world.nowMs = gates.nextTryAt(HOST);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    gates.lend(HOST);
    gates.onSuccess(HOST);
    fail('throttled');
    expect(gates.nextTryAt(HOST) - world.nowMs).toBe(1_000);
  });

  it('does not become a hot loop when it says "now" again and again', () => {
    const { world, gates, fail } = setUp();
    for (let tries = 0; tries < 4; tries += 1) {
      gates.lend(HOST);
      fail('throttled', 0);
      world.nowMs = gates.nextTryAt(HOST);
    }
    expect(world.nowMs).toBe(1_000 + 15_000);
  });

  it('being throttled is no failure: the host works', () => {
    const { world, gates, fail } = setUp();
    for (let tries = 0; tries < 20; tries += 1) {
      world.nowMs = gates.nextTryAt(HOST);
      expect(gates.lend(HOST)).toBe(true);
      fail('throttled', 10);
    }
    expect(gates.nextTryAt(HOST) - world.nowMs).toBeLessThanOrEqual(60_000);
  });
});

describe('HostGates, whatever happens', () => {
  it('lends one to six, never while closed, and is never closed for good', () => {
    const event = fc.oneof(
      fc.record({ kind: fc.constant('lend' as const) }),
      fc.record({ kind: fc.constant('success' as const) }),
      fc.record({
        kind: fc.constantFrom('throttled' as const, 'refused' as const, 'failed' as const),
        retryAfterMs: fc.option(fc.integer({ min: 0, max: 100_000 })),
      }),
      fc.record({ kind: fc.constant('end' as const) }),
      fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 700_000 }) }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 120 }), (events) => {
        const { world, gates, fail } = setUp();
        let lent = 0;
        for (const each of events) {
          if (each.kind === 'pass') world.nowMs += each.ms;
          else if (each.kind === 'lend') {
            const isClosed = gates.closedUntil(HOST) !== null;
            if (gates.lend(HOST)) {
              expect(isClosed).toBe(false);
              lent += 1;
            }
          } else if (lent > 0) {
            if (each.kind === 'success') gates.onSuccess(HOST);
            else if (each.kind === 'end') gates.giveBack(HOST);
            else fail(each.kind, each.retryAfterMs);
            if (each.kind !== 'success') lent -= 1;
          }
          expect(lent).toBeLessThanOrEqual(6);
          expect(gates.limitConnections(HOST)).toBeGreaterThanOrEqual(1);
        }
        for (; lent > 0; lent -= 1) gates.giveBack(HOST);
        world.nowMs = gates.nextTryAt(HOST);
        expect(gates.lend(HOST)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
