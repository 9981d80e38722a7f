import type { Failure } from '../failure';

/** A newer version of Civet itself, as the release feed tells of it. */
export interface OfferedVersion {
  readonly version: string;
  /** Milliseconds since 1970; null where the feed does not say. */
  readonly releasedAtMs: number | null;
  /** A stranger's words, made plain: paragraphs and lines, nothing that could be obeyed. Empty for none. */
  readonly notes: string;
}

/**
 * How far Civet is with a new version of itself.
 *
 * - `none`: nothing newer is known.
 * - `offered`: it is there, and waits for the user: this package cannot renew itself, or nobody is to fetch by itself.
 * - `held`: it is fetched as soon as downloads may go on too.
 * - `ready`: fetched and proven; it is installed when Civet quits.
 */
export type AppUpdateState =
  | { readonly kind: 'none' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'offered'; readonly offer: OfferedVersion }
  | {
      readonly kind: 'fetching';
      readonly offer: OfferedVersion;
      readonly receivedBytes: number;
      readonly totalBytes: number | null;
    }
  | { readonly kind: 'held'; readonly offer: OfferedVersion }
  | { readonly kind: 'ready'; readonly offer: OfferedVersion }
  | { readonly kind: 'failed'; readonly cause: Failure; readonly offer: OfferedVersion | null };

/**
 * How this copy of Civet becomes a newer one.
 *
 * - `itself`: it fetches and installs.
 * - `byHand`: it tells; the package manager, or the user, installs.
 * - `never`: it was made without a release feed, so it does not even hear of one.
 */
export type RenewalWay = 'itself' | 'byHand' | 'never';

export interface AppUpdatesStatus {
  readonly version: string;
  readonly way: RenewalWay;
  readonly state: AppUpdateState;
  /** When the feed last answered, in milliseconds since 1970; null when it never did. */
  readonly lookedAtMs: number | null;
  /** Whether there is a page of releases that the browser may open. */
  readonly hasReleasePage: boolean;
}
