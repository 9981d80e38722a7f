import type { Clock, StorageAnswer } from '../../core/ports';
import type { Lease } from '../../core/segments/piece-map';

/** A body slower than 4 KiB/s over a minute is given up; another connection may be better. */
const SLOW_MS = 60_000;
const SLOW_BYTES = 4 * 1024 * 60;
/** The speed is an average over about this long. */
const SPEED_MS = 2_000;
/** So many bytes tell a speed, however short they took. */
const MEASURED_BYTES = 1024 * 1024;
/** Whoever has waited so long for the first byte of a run is not as fast as before. */
const STALE_MS = 1_000;

/** One question that has not been answered yet. */
export interface Asking {
  readonly lease: Lease;
  readonly controller: AbortController;
  /** When the storage itself was asked, steady milliseconds; null while there is no link or no place yet. */
  askedAtMs: number | null;
}

/** One place at the storage's table: what it fetches just now, and how well. */
export class Connection {
  lease: Lease | null = null;
  /** Another connection took over the end of its present run. */
  isHedged = false;
  private readonly controller = new AbortController();
  private answer: StorageAnswer | null = null;
  private speed: number | null = null;
  private bytes = 0;
  private sinceMs = 0;
  /** Since when bytes are wanted and have not come; null while nobody waits for the network. */
  private wantedSinceMs: number | null = null;
  private wantedMs = 0;
  private wantedBytes = 0;
  private gaveUpFor: 'others' | 'speed' | null = null;
  private beganAtMs = 0;
  /** Its present body has brought something. */
  hasDelivered = false;
  private readonly askings = new Set<Asking>();

  constructor(
    readonly serial: number,
    private readonly clock: Clock,
  ) {}

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get isEnded(): boolean {
    return this.controller.signal.aborted;
  }

  /** Null until it has been measured. */
  get bytesPerSecond(): number | null {
    const spanMs = this.clock.steadyMs() - this.sinceMs;
    if (this.lease === null || spanMs < 50) return this.speed;
    if (this.bytes === 0) return this.silentMs(this.clock.steadyMs()) > STALE_MS ? 0 : this.speed;
    return (this.bytes * 1000) / spanMs;
  }

  /** Since its present body began. */
  get bodyMs(): number {
    return this.lease === null ? 0 : this.clock.steadyMs() - this.beganAtMs;
  }

  /** It is being served, or waits for an answer; not so while it rests. */
  get isWorking(): boolean {
    return this.lease !== null || this.askings.size > 0;
  }

  /** A run is asked for; `settled` once there is an answer, or none will come. */
  ask(lease: Lease): Asking {
    const asking: Asking = { lease, controller: new AbortController(), askedAtMs: null };
    this.askings.add(asking);
    if (this.isEnded) asking.controller.abort();
    return asking;
  }

  settled(asking: Asking): void {
    this.askings.delete(asking);
  }

  /**
   * Calls off a question about the bytes at `frontier` that the storage has not answered for so long.
   *
   * @returns the age of what was called off, in milliseconds; 0 when nothing was
   */
  callOff(frontier: number, limitMs: number): number {
    const nowMs = this.clock.steadyMs();
    let oldestMs = 0;
    for (const { lease, askedAtMs, controller } of this.askings) {
      const ageMs = askedAtMs === null ? 0 : nowMs - askedAtMs;
      if (lease.position > frontier || ageMs <= limitMs || controller.signal.aborted) continue;
      controller.abort();
      oldestMs = Math.max(oldestMs, ageMs);
    }
    return oldestMs;
  }

  begin(lease: Lease, answer: StorageAnswer): void {
    const nowMs = this.clock.steadyMs();
    this.lease = lease;
    this.answer = answer;
    this.isHedged = false;
    this.gaveUpFor = null;
    this.hasDelivered = false;
    this.beganAtMs = nowMs;
    this.startSpan(nowMs);
    this.wantedSinceMs = null;
    this.wantedMs = 0;
    this.wantedBytes = 0;
  }

  finish(): void {
    const spanMs = Math.max(1, this.clock.steadyMs() - this.sinceMs);
    // A whole run may be over before a speed would be looked at.
    this.speed = this.bytes >= MEASURED_BYTES ? (this.bytes * 1000) / spanMs : this.bytesPerSecond;
    this.lease = null;
    this.answer = null;
    this.wantedSinceMs = null;
  }

  /** From here on it is the network that is waited for, not the disk and not a bandwidth limit. */
  want(): void {
    this.wantedSinceMs = this.clock.steadyMs();
  }

  count(bytes: number): void {
    const nowMs = this.clock.steadyMs();
    this.bytes += bytes;
    this.hasDelivered = true;
    if (this.wantedSinceMs !== null) this.wantedMs += nowMs - this.wantedSinceMs;
    this.wantedSinceMs = null;
    this.wantedBytes += bytes;
    if (nowMs - this.sinceMs < SPEED_MS) return;
    this.speed = this.bytesPerSecond;
    this.startSpan(nowMs);
  }

  silentMs(nowMs: number): number {
    return this.wantedSinceMs === null ? 0 : nowMs - this.wantedSinceMs;
  }

  isTooSlow(nowMs: number): boolean {
    if (this.wantedMs + this.silentMs(nowMs) < SLOW_MS) return false;
    const isSlow = this.wantedBytes < SLOW_BYTES;
    this.wantedMs = 0;
    this.wantedBytes = 0;
    return isSlow;
  }

  /**
   * Drops what it fetches now; it may fetch something else.
   *
   * @param why others wait for these bytes, or it is too slow by itself
   */
  giveUp(why: 'others' | 'speed'): void {
    this.gaveUpFor ??= why;
    this.answer?.discard();
  }

  /** Whether its present or last body was ended by us, so that the host is not to blame. */
  get wasGivenUp(): boolean {
    return this.gaveUpFor !== null || this.isEnded;
  }

  /** It was, and only because others wait: then it has failed in nothing. */
  get wasGivenUpForOthers(): boolean {
    return this.gaveUpFor === 'others';
  }

  end(): void {
    this.controller.abort();
    for (const { controller } of this.askings) controller.abort();
    this.answer?.discard();
  }

  private startSpan(nowMs: number): void {
    this.bytes = 0;
    this.sinceMs = nowMs;
  }
}
