import type { HoldCause } from './download/hold';

/** How fast all downloads together may be. */
export interface LimitInForce {
  /** Null is full speed; 0 while a quiet hour fetches nothing. */
  readonly bytesPerSecond: number | null;
  readonly source: 'none' | 'manual' | 'schedule';
  /** When the schedule next changes it, in milliseconds since 1970; null when it does not. */
  readonly untilMs: number | null;
}

/** What the status bar shows beside the queue's own numbers. */
export interface SystemStatus {
  readonly isOnline: boolean;
  /** Free bytes on the volume of the model folder; null when there is no folder. */
  readonly freeBytes: number | null;
  /** For example "/mnt/models"; to be read by a person. */
  readonly volumeLabel: string | null;
  readonly limit: LimitInForce;
  /** Why nothing is fetched at all just now; null in the ordinary case. */
  readonly heldBy: HoldCause | null;
}

export interface AppInfo {
  readonly version: string;
  readonly electron: string;
  readonly platform: string;
  readonly apiOrigin: string;
  /** Whether it is another one than Civitai's own, which the page then says at all times. */
  readonly isCustomOrigin: boolean;
  readonly hasKeychain: boolean;
}
