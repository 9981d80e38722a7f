const FAILURES_IN_ROW = 5;
const CONNECTIONS_AT_LEAST = 2;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 10 * 60_000;
/** Connections that end together have heard of one thing. */
const ONE_EVENT_MS = 1_000;

/**
 * Stops asking a host that does not answer, and then asks with one connection until it does.
 *
 * Five failures in a row over two connections or more close it for 30 s; those of one second are one. Then one probe: a success opens
 * it, a failure closes it for twice as long, up to ten minutes. Times are milliseconds of a steady clock.
 */
export class HostBreaker {
  private failures = 0;
  private countedAtMs = Number.NEGATIVE_INFINITY;
  private readonly connections = new Set<string>();
  private closed: { untilMs: number; readonly pauseMs: number; hasProbe: boolean } | null = null;

  /** Whether a connection may be opened now. After a closure, the one that is let in is the probe. */
  admit(nowMs: number): boolean {
    if (this.closed === null) return true;
    if (nowMs < this.closed.untilMs || this.closed.hasProbe) return false;
    this.closed.hasProbe = true;
    return true;
  }

  succeeded(): void {
    this.failures = 0;
    this.countedAtMs = Number.NEGATIVE_INFINITY;
    this.connections.clear();
    this.closed = null;
  }

  failed(connection: string, nowMs: number): void {
    if (this.closed !== null) {
      // A failure without a probe comes from a connection that is older than the closure.
      if (this.closed.hasProbe) this.close(Math.min(LONGEST_PAUSE_MS, this.closed.pauseMs * 2), nowMs);
      return;
    }
    this.connections.add(connection);
    if (nowMs - this.countedAtMs >= ONE_EVENT_MS) {
      this.failures += 1;
      this.countedAtMs = nowMs;
    }
    if (this.failures >= FAILURES_IN_ROW && this.connections.size >= CONNECTIONS_AT_LEAST)
      this.close(FIRST_PAUSE_MS, nowMs);
  }

  /** The probe was given up before it could tell: the next one may try. */
  probeEnded(): void {
    if (this.closed !== null) this.closed.hasProbe = false;
  }

  /** The next connection is let in as the probe, although the pause is not over. */
  cutPause(nowMs: number): void {
    if (this.closed !== null) this.closed.untilMs = Math.min(this.closed.untilMs, nowMs);
  }

  /** In the past when it does not stand in the way. */
  closedUntilMs(): number {
    return this.closed?.untilMs ?? Number.NEGATIVE_INFINITY;
  }

  private close(pauseMs: number, nowMs: number): void {
    this.closed = { untilMs: nowMs + pauseMs, pauseMs, hasProbe: false };
  }
}
