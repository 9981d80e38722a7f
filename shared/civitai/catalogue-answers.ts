import type { ModelDetails, ModelSummary } from './model';
import type { Seen } from './seen';

/** What the catalogue answers the page with. */

export interface SearchPage {
  readonly items: readonly ModelSummary[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
  /** Entries of the answer that could not be understood and were left out. */
  readonly skippedCount: number;
  /** Models that the service found, and that a filter of Civet's own left out. */
  readonly leftOutCount: number;
  readonly seen: Seen;
}

export interface CatalogueEnums {
  readonly types: readonly string[];
  readonly baseModels: readonly string[];
}

/** A model, and how old the answer is that it was read from. */
export interface SeenModel extends ModelDetails {
  readonly seen: Seen;
}

/** `modelId` is null for everything but one model. */
export interface RenewedAnswer {
  readonly modelId: number | null;
}

/** How well the answers that Civet keeps serve, since it was started. */
export interface CacheFacts {
  readonly entries: number;
  readonly bytes: number;
  readonly limitBytes: number;
  /** Answers that were given to the page. */
  readonly answers: number;
  /** Those of them that no request to the service was needed for. */
  readonly hits: number;
  readonly pictures: {
    readonly entries: number;
    readonly bytes: number;
    readonly limitBytes: number;
  };
}

/** A version that holds a file with this hash: SHA-256 in upper-case hex. */
export interface HashMatch extends VersionPlace {
  readonly hash: string;
}

export interface VersionPlace {
  readonly modelId: number;
  readonly versionId: number;
}
