import type { Seen } from './seen';

export interface CreatorSummary {
  readonly username: string;
  /** Null where the service does not say; it leaves the count out for creators without models. */
  readonly modelCount: number | null;
}

export interface CreatorPage {
  readonly items: readonly CreatorSummary[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
  /** Entries of the answer that could not be understood and were left out. */
  readonly skippedCount: number;
  readonly seen: Seen;
}
