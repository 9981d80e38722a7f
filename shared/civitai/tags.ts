import type { Seen } from './seen';

export interface TagSummary {
  readonly name: string;
  /** Null where the service does not say; today it says so of few. */
  readonly modelCount: number | null;
}

export interface TagPage {
  readonly items: readonly TagSummary[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
  /** Entries of the answer that could not be understood and were left out. */
  readonly skippedCount: number;
  readonly seen: Seen;
}
