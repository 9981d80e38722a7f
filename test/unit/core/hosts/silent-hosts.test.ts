import { describe, expect, it } from 'vitest';
import { HOST, MINUTE_MS, setUpGates as setUp } from '../../../support/host-gates-rig';

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
    among.gates.onSuccess(HOST);
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

  it('tries at once when the user wants it, with one connection', () => {
    const { world, gates, lendMany, fail, failUntilClosed } = setUp();
    failUntilClosed();
    gates.urge(HOST);
    expect(lendMany(6)).toBe(1);
    fail('failed');
    expect(gates.nextTryAt(HOST) - world.nowMs).toBe(60_000);
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
    gates.onSuccess(HOST);
    fail('refused');
    expect(gates.limitConnections(HOST)).toBe(1);
  });
});
