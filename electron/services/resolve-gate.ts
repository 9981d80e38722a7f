import { type Failure, failure } from '../../shared/failure';
import type { Clock } from '../core/ports';
import { pause } from './pause';

const MOST_AT_ONCE = 2;
/** Questions saved up by a quiet time; one more comes with each second. */
const BURST = 5;
const PER_QUESTION_MS = 1_000;
/** How long Civitai is left alone after it said "too many" without saying for how long. */
const BARE_PAUSES_MS = [1_000, 30_000, 60_000] as const;
/** A longer pause is told to the asker, who has a better place to wait. */
const LONGEST_WAIT_MS = 5_000;

/**
 * The way to Civitai's download address, for all files together. Each question counts as a download there,
 * and too many are answered with 429 (transfer notes 3.2, case 78). Transfers that run are not touched.
 */
export class ResolveGate {
  private running = 0;
  private saved = BURST;
  /** Steady milliseconds, as are the others; when `saved` was last reckoned. */
  private savedAtMs: number;
  private closedUntilMs = Number.NEGATIVE_INFINITY;
  private throttlesInRow = 0;
  private readonly line: (() => void)[] = [];

  constructor(private readonly clock: Clock) {
    this.savedAtMs = clock.steadyMs();
  }

  /**
   * Waits for a place; whoever got one gives it back with `leave`.
   *
   * @returns null once there is a place; `http.rateLimited` with the time that is left when Civitai wants to
   *   be left alone for longer than a moment, `input.cancelled` after an abort
   */
  async enter(signal: AbortSignal): Promise<Failure | null> {
    for (;;) {
      const nowMs = this.clock.steadyMs();
      const closedMs = this.closedUntilMs - nowMs;
      if (signal.aborted || closedMs > LONGEST_WAIT_MS) {
        // Whoever was woken and leaves wakes the next.
        this.line.shift()?.();
        return signal.aborted
          ? failure('input.cancelled')
          : failure('http.rateLimited', {}, Math.ceil(closedMs));
      }
      if (closedMs > 0) await pause(this.clock, closedMs, signal);
      else if (this.running >= MOST_AT_ONCE) await this.waitForPlace(signal);
      else if (this.refill(nowMs) < 1) await pause(this.clock, this.nextQuestionMs(nowMs), signal);
      else break;
    }
    this.saved -= 1;
    this.running += 1;
    return null;
  }

  leave(): void {
    this.running -= 1;
    this.line.shift()?.();
  }

  /** Civitai has answered, with whatever but "too many". */
  onAnswer(): void {
    this.throttlesInRow = 0;
  }

  /**
   * Civitai has said "too many".
   *
   * @param retryAfterMs what it asked for; null when it asked for nothing
   * @returns how long it is left alone from now on
   */
  onThrottled(retryAfterMs: number | null): number {
    const step = Math.min(this.throttlesInRow, BARE_PAUSES_MS.length - 1);
    const pauseMs = retryAfterMs ?? BARE_PAUSES_MS[step] ?? BARE_PAUSES_MS[0];
    this.throttlesInRow += 1;
    const nowMs = this.clock.steadyMs();
    this.closedUntilMs = Math.max(this.closedUntilMs, nowMs + pauseMs);
    return this.closedUntilMs - nowMs;
  }

  /** The user wants a try now: what Civitai asked for holds nobody back until it says so again. */
  urge(): void {
    this.closedUntilMs = Number.NEGATIVE_INFINITY;
  }

  private waitForPlace(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        const at = this.line.indexOf(go);
        if (at >= 0) this.line.splice(at, 1);
        resolve();
      };
      this.line.push(go);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  private refill(nowMs: number): number {
    this.saved = Math.min(BURST, this.saved + (nowMs - this.savedAtMs) / PER_QUESTION_MS);
    this.savedAtMs = nowMs;
    return this.saved;
  }

  private nextQuestionMs(nowMs: number): number {
    return Math.max(1, Math.ceil((1 - this.refill(nowMs)) * PER_QUESTION_MS));
  }
}
