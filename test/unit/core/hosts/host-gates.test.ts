import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HostFailureKind, HostGates } from '../../../../electron/core/hosts/host-gates';

const HOST = 'storage.example';
const MINUTE_MS = 60_000;

function setUp() {
  const world = { nowMs: 1_000, random: 0 };
  const gates = new HostGates({ steadyMs: () => world.nowMs }, { fraction: () => world.random });
  let nextConnection = 0;

  function lendMany(wanted: number, host = HOST): number {
    let lent = 0;
    while (lent < wanted && gates.lend(host)) lent += 1;
    return lent;
  }
  /** A connection that was lent goes wrong and ends. */
  function fail(kind: HostFailureKind, retryAfterMs: number | null = null, host = HOST): void {
    nextConnection += 1;
    gates.onFailure(host, { kind, connection: nextConnection, retryAfterMs });
    gates.giveBack(host);
  }
  /** One after the other on connections of their own; ends with the breaker closed. */
  function failUntilClosed(): void {
    for (let failures = 0; failures < 5; failures += 1) {
      expect(gates.lend(HOST)).toBe(true);
      world.nowMs += 1_000;
      fail('failed');
    }
    expect(gates.closedUntil(HOST)).not.toBe(null);
  }
  return { world, gates, lendMany, fail, failUntilClosed };
}

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
    fail(kind);
    expect(gates.limitConnections(HOST)).toBe(2);
    expect(gates.lend(HOST)).toBe(false);
    expect(gates.closedUntil(HOST)).toBe(null);
    expect(gates.limitConnections('other.example')).toBe(6);
  });

  it('when four of six are refused, two are left', () => {
    const { gates, lendMany, fail } = setUp();
    lendMany(6);
    for (let refused = 0; refused < 4; refused += 1) fail('refused');
    expect(gates.limitConnections(HOST)).toBe(2);
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

describe('HostGates, a host that does not answer', () => {
  it('closes for 30 s after five failures in a row', () => {
    const { world, gates, fail } = setUp();
    for (let failures = 0; failures < 4; failures += 1) {
      gates.lend(HOST);
      world.nowMs += 1_000;
      fail('failed');
    }
    expect(gates.closedUntil(HOST)).toBe(null);
    gates.lend(HOST);
    world.nowMs += 1_000;
    fail('failed');
    expect(gates.closedUntil(HOST)).toBe(world.nowMs + 30_000);
    expect(gates.lend(HOST)).toBe(false);
    expect(gates.lend('other.example')).toBe(true);
    world.nowMs += 30_000;
    expect(gates.lend(HOST)).toBe(true);
  });

  it('does not close over one connection, however often that fails', () => {
    const { world, gates } = setUp();
    for (let failures = 0; failures < 20; failures += 1) {
      world.nowMs += 1_000;
      gates.onFailure(HOST, { kind: 'failed', connection: 7, retryAfterMs: null });
    }
    expect(gates.closedUntil(HOST)).toBe(null);
    world.nowMs += 1_000;
    gates.onFailure(HOST, { kind: 'failed', connection: 8, retryAfterMs: null });
    expect(gates.closedUntil(HOST)).not.toBe(null);
  });

  it('knows a second connection by its loan, though it has the name of the first', () => {
    const { world, gates } = setUp();
    for (let failures = 0; failures < 5; failures += 1) {
      expect(gates.lend(HOST)).toBe(true);
      world.nowMs += 1_000;
      gates.onFailure(HOST, { kind: 'failed', connection: 1, retryAfterMs: null });
      gates.giveBack(HOST);
    }
    expect(gates.closedUntil(HOST)).toBe(world.nowMs + 30_000);
  });

  it('a success in between begins the count anew', () => {
    const { world, gates, fail } = setUp();
    for (let failures = 0; failures < 12; failures += 1) {
      if (failures % 4 === 0) gates.onSuccess(HOST);
      gates.lend(HOST);
      world.nowMs += 1_000;
      fail('failed');
    }
    expect(gates.closedUntil(HOST)).toBe(null);
  });

  it('forgets with a success also how many connections had failed', () => {
    const { world, gates, fail } = setUp();
    fail('failed');
    world.nowMs += 1_000;
    fail('failed');
    gates.onSuccess(HOST);
    for (let failures = 0; failures < 20; failures += 1) {
      world.nowMs += 1_000;
      gates.onFailure(HOST, { kind: 'failed', connection: 777, retryAfterMs: null });
    }
    expect(gates.closedUntil(HOST)).toBe(null);
  });

  it('a refusal counts as a failure only when nothing else runs', () => {
    const alone = setUp();
    for (let failures = 0; failures < 5; failures += 1) {
      alone.gates.lend(HOST);
      alone.world.nowMs += 1_000;
      alone.fail('refused');
    }
    expect(alone.gates.closedUntil(HOST)).not.toBe(null);

    const among = setUp();
    among.gates.lend(HOST);
    for (let failures = 0; failures < 5; failures += 1) {
      among.world.nowMs += 60 * MINUTE_MS;
      expect(among.gates.lend(HOST)).toBe(true);
      among.fail('refused');
    }
    expect(among.gates.closedUntil(HOST)).toBe(null);
  });

  it('tries with one connection, and for twice as long up to ten minutes when that fails', () => {
    const { world, gates, lendMany, fail, failUntilClosed } = setUp();
    failUntilClosed();
    const waits: number[] = [];
    for (let probes = 0; probes < 7; probes += 1) {
      waits.push(gates.nextTryAt(HOST) - world.nowMs);
      world.nowMs = gates.nextTryAt(HOST);
      expect(lendMany(6)).toBe(1);
      fail('failed');
    }
    expect(waits).toEqual([30_000, 60_000, 120_000, 240_000, 480_000, 600_000, 600_000]);
  });

  it('opens wholly when the probe succeeds, and would wait 30 s again', () => {
    const { world, gates, lendMany, fail, failUntilClosed } = setUp();
    failUntilClosed();
    world.nowMs = gates.nextTryAt(HOST);
    gates.lend(HOST);
    fail('failed');
    world.nowMs = gates.nextTryAt(HOST);
    gates.lend(HOST);
    gates.onSuccess(HOST);
    expect(lendMany(10)).toBe(5);
    for (let ended = 0; ended < 6; ended += 1) gates.giveBack(HOST);
    failUntilClosed();
    expect(gates.nextTryAt(HOST) - world.nowMs).toBe(30_000);
  });

  it('lets another probe try when one was given up before it could tell', () => {
    const { world, gates, failUntilClosed } = setUp();
    failUntilClosed();
    world.nowMs = gates.nextTryAt(HOST);
    expect(gates.lend(HOST)).toBe(true);
    gates.giveBack(HOST);
    expect(gates.closedUntil(HOST)).toBe(null);
    expect(gates.lend(HOST)).toBe(true);
  });

  it('takes connections that end together for one failure', () => {
    const { gates, lendMany, fail } = setUp();
    lendMany(6);
    for (let failures = 0; failures < 6; failures += 1) fail('failed');
    expect(gates.closedUntil(HOST)).toBe(null);
  });

  it('does not punish twice for connections that were open when it closed', () => {
    const { world, gates, lendMany, fail } = setUp();
    lendMany(6);
    for (let failures = 0; failures < 5; failures += 1) {
      world.nowMs += 1_000;
      fail('failed');
    }
    expect(gates.nextTryAt(HOST) - world.nowMs).toBe(30_000);
    fail('failed');
    expect(gates.nextTryAt(HOST) - world.nowMs).toBe(30_000);
  });

  it('forgets failures after sleep or a change of network', () => {
    const { gates, lendMany, failUntilClosed } = setUp();
    failUntilClosed();
    gates.forgetFailures();
    expect(gates.closedUntil(HOST)).toBe(null);
    expect(lendMany(6)).toBe(6);
  });

  it('holds nothing against a host whose connections are cut by the change', () => {
    const { world, gates, lendMany, fail } = setUp();
    lendMany(6);
    gates.forgetFailures();
    world.nowMs += 200;
    for (const kind of ['refused', 'failed', 'failed', 'refused', 'failed', 'failed'] as const) fail(kind);
    expect(gates.closedUntil(HOST)).toBe(null);
    expect(gates.limitConnections(HOST)).toBe(6);
    world.nowMs += 800;
    lendMany(2);
    fail('refused');
    expect(gates.limitConnections(HOST)).toBe(1);
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
