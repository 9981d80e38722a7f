import { expect } from 'vitest';
import { type HostFailureKind, HostGates } from '../../electron/core/hosts/host-gates';

export const HOST = 'storage.example';
export const MINUTE_MS = 60_000;

/** Gates on a clock and a chance of the test. */
export function setUpGates() {
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
