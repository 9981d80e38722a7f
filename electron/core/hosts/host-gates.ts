import type { FailureCode } from '../../../shared/failure';
import type { Chance, Clock } from '../ports';
import { HostBreaker } from './host-breaker';

/** Connections to one host over all downloads; more is bad manners, and servers punish it. */
export const HOST_CONNECTIONS = 6;
const STEP_UP_AFTER_MS = 10 * 60_000;
const FIRST_THROTTLE_MS = 1_000;
const LONGEST_THROTTLE_MS = 60_000;
/** So long after a change of network, connections still report how the old one ended. */
const FORGIVEN_MS = 1_000;

/**
 * How a request to a host went wrong, as far as the host is concerned.
 *
 * - `throttled`: it answered 429 or 503; it works, and wants less of us.
 * - `refused`: it did not take the connection, or hung up before the first byte of an answer.
 * - `failed`: anything else that may pass: reset, time-out, silence, 5xx, a broken body.
 */
export type HostFailureKind = 'throttled' | 'refused' | 'failed';

export interface HostFailure {
  readonly kind: HostFailureKind;
  /** The caller's own name of the connection, such as its place in a crew; may come again later. */
  readonly connection: number;
  /** What the server asked for. */
  readonly retryAfterMs: number | null;
  /** What it is told as; whoever finds the host closed is told the same. */
  readonly code?: FailureCode;
}

interface Host {
  readonly breaker: HostBreaker;
  lent: number;
  /** Of those, the ones whose bodies have begun to come. */
  served: number;
  /** How many were ever lent. */
  loans: number;
  /** Files without a connection that wait for one. */
  waitingFirsts: number;
  limit: number;
  /** It was asked for by 429 or 503; refused connections may have had another reason. */
  isAskedFor: boolean;
  /** When `limit` last changed, steady. */
  limitChangedMs: number;
  /** Its last wish to be left alone: it serves nobody just now (503), or we asked too often (429). */
  wish: FailureCode;
  /** How it failed last in another way. */
  trouble: FailureCode;
  /** Steady; a server's wish, or our own pause after being throttled. */
  gateUntilMs: number;
  throttlesInRow: number;
}

/**
 * What is known of each storage host, over all downloads: how many connections it bears, and when it
 * may be asked again. Kept in memory for as long as the process lives.
 *
 * All times are milliseconds of the steady clock.
 */
export class HostGates {
  private readonly hosts = new Map<string, Host>();
  private forgivenUntilMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly clock: Pick<Clock, 'steadyMs'>,
    private readonly chance: Pick<Chance, 'fraction'>,
  ) {}

  /**
   * Takes one of the host's connections. True: the caller has it and must give it back. False: not now;
   * `closedUntil` says whether time alone will help.
   *
   * @param isFirst the file has no other connection to this host
   */
  lend(host: string, isFirst = true): boolean {
    const known = this.host(host);
    const nowMs = this.clock.steadyMs();
    // Whoever has nothing goes before whoever wants more.
    if (!isFirst && known.waitingFirsts > 0) return false;
    if (nowMs < known.gateUntilMs || known.lent >= this.limitNow(known, nowMs)) return false;
    if (!known.breaker.admit(nowMs)) return false;
    known.lent += 1;
    known.loans += 1;
    return true;
  }

  /** A file that has no connection at all waits for its first; others do not get more meanwhile. */
  awaitFirst(host: string): () => void {
    const known = this.host(host);
    known.waitingFirsts += 1;
    let isWaiting = true;
    return () => {
      if (isWaiting) known.waitingFirsts -= 1;
      isWaiting = false;
    };
  }

  /**
   * Ends a loan. Tell of a failure first: what the host bears is counted with the failed one included.
   *
   * @param wasServed `onSuccess` was told of it
   */
  giveBack(host: string, wasServed = false): void {
    const known = this.host(host);
    if (wasServed) known.served = Math.max(0, known.served - 1);
    known.lent = Math.max(0, known.lent - 1);
    if (known.lent === 0) known.breaker.probeEnded();
  }

  /** The host answered as it should, and the body comes; to be told once a loan. */
  onSuccess(host: string): void {
    const known = this.host(host);
    known.served += 1;
    known.throttlesInRow = 0;
    known.breaker.succeeded();
  }

  onFailure(host: string, { kind, connection, retryAfterMs, code }: HostFailure): void {
    const known = this.host(host);
    const nowMs = this.clock.steadyMs();
    if (kind !== 'throttled' && nowMs < this.forgivenUntilMs) return;
    const hasOthers = known.lent > 1;
    // Where nobody is served, it is the line that is down, not their number that is refused.
    const isTooMany = hasOthers && (kind === 'throttled' || (kind === 'refused' && known.served > 0));
    if (isTooMany) this.stepDown(known, nowMs, kind === 'throttled');
    if (kind === 'throttled') known.wish = code ?? 'http.rateLimited';
    else known.trouble = code ?? 'network.refused';
    if (kind === 'throttled') this.throttle(known, nowMs, hasOthers, retryAfterMs);
    else if (!isTooMany) known.breaker.failed(connectionKey(known, connection), nowMs);
  }

  /** When new connections may be asked for again; null when no time stands in the way. */
  closedUntil(host: string): number | null {
    const known = this.host(host);
    const untilMs = Math.max(known.gateUntilMs, known.breaker.closedUntilMs());
    return untilMs > this.clock.steadyMs() ? untilMs : null;
  }

  /** The earliest moment at which `lend` may say yes, as far as time is concerned. */
  nextTryAt(host: string): number {
    return this.closedUntil(host) ?? this.clock.steadyMs();
  }

  /** Why the host is closed: how it failed last, or what it said when it asked us for a pause. */
  reason(host: string): FailureCode {
    const known = this.host(host);
    const isSilent = known.breaker.closedUntilMs() > Math.max(this.clock.steadyMs(), known.gateUntilMs);
    return isSilent ? known.trouble : known.wish;
  }

  /** The most connections that the host may have now, over all downloads. */
  limitConnections(host: string): number {
    return this.limitNow(this.host(host), this.clock.steadyMs());
  }

  /**
   * After sleep or a change of network: what failed before says nothing any more, nor does what fails of
   * the connections that are cut now. What servers asked for still holds.
   */
  forgetFailures(): void {
    this.forgivenUntilMs = this.clock.steadyMs() + FORGIVEN_MS;
    for (const known of this.hosts.values()) {
      known.breaker.succeeded();
      if (!known.isAskedFor) known.limit = HOST_CONNECTIONS;
    }
  }

  /**
   * The user wants a try now, of this host or of all, and knows what the pause was for. What comes of it counts as before: a host
   * that says "too many" again is left alone for longer than it was.
   */
  urge(host: string | null): void {
    const nowMs = this.clock.steadyMs();
    for (const [name, known] of this.hosts) {
      if (host !== null && host !== name) continue;
      known.gateUntilMs = Math.min(known.gateUntilMs, nowMs);
      known.breaker.cutPause(nowMs);
    }
  }

  private host(host: string): Host {
    const known = this.hosts.get(host);
    if (known !== undefined) return known;
    const fresh: Host = {
      breaker: new HostBreaker(),
      lent: 0,
      served: 0,
      loans: 0,
      waitingFirsts: 0,
      limit: HOST_CONNECTIONS,
      isAskedFor: false,
      wish: 'http.rateLimited',
      trouble: 'network.refused',
      limitChangedMs: Number.NEGATIVE_INFINITY,
      gateUntilMs: Number.NEGATIVE_INFINITY,
      throttlesInRow: 0,
    };
    this.hosts.set(host, fresh);
    return fresh;
  }

  private stepDown(known: Host, nowMs: number, isAskedFor: boolean): void {
    known.isAskedFor = isAskedFor || (known.isAskedFor && known.limit < HOST_CONNECTIONS);
    known.limit = Math.max(1, known.lent - 1);
    known.limitChangedMs = nowMs;
  }

  /** One step up for every ten quiet minutes, so that a host is not tried out by six at once. */
  private limitNow(known: Host, nowMs: number): number {
    while (known.limit < HOST_CONNECTIONS && nowMs - known.limitChangedMs >= STEP_UP_AFTER_MS) {
      known.limit += 1;
      known.limitChangedMs += STEP_UP_AFTER_MS;
    }
    return known.limit;
  }

  /**
   * Closes the gate. What a server asks for is never shortened; up to half is added, so that downloads
   * do not come back as one wave. Without a wish, fewer connections are the answer while others run, and a
   * doubling pause once the last one is throttled too.
   */
  private throttle(known: Host, nowMs: number, hasOthers: boolean, retryAfterMs: number | null): void {
    const ownMs = hasOthers
      ? 0
      : Math.min(LONGEST_THROTTLE_MS, FIRST_THROTTLE_MS * 2 ** known.throttlesInRow);
    if (!hasOthers) known.throttlesInRow += 1;
    // A server that says "now" again and again is not believed.
    const pauseMs = Math.max(ownMs, retryAfterMs ?? 0) * (1 + this.chance.fraction() / 2);
    known.gateUntilMs = Math.max(known.gateUntilMs, nowMs + Math.round(pauseMs));
  }
}

/**
 * Tells two connections apart, also when the second has the name of the first: a connection ends with its
 * failure, so what was lent since is another one.
 */
function connectionKey(known: Host, connection: number): string {
  return `${known.loans}/${connection}`;
}
