import type { DownloadId } from '../ids';
import type { PlaceReason } from '../placement';

/** How a download ended. `removed`: taken off the list before it was placed. */
export type HistoryOutcome = 'completed' | 'cancelled' | 'removed';

/** A download that has ended, also when the queue knows nothing of it any more. */
export interface HistoryEntry {
  readonly id: DownloadId;
  readonly outcome: HistoryOutcome;
  /** When it ended; milliseconds since 1970. */
  readonly atMs: number;
  readonly modelId: number;
  readonly versionId: number;
  readonly fileId: number;
  readonly modelName: string;
  readonly versionName: string;
  readonly modelType: string;
  readonly baseModel: string | null;
  readonly creator: string | null;
  readonly fileName: string;
  /** The folder it went to, or was meant for; to be read by a person. */
  readonly placePath: string;
  /** Why there; null for entries of earlier versions of Civet. */
  readonly placeReason: PlaceReason | null;
  readonly totalBytes: number | null;
  /** Upper-case hex, measured by Civet; null unless it was completed. */
  readonly sha256: string | null;
}

/** Newest first. */
export interface HistoryPage {
  readonly entries: readonly HistoryEntry[];
  /** Asks for the entries after these; null on the last page. */
  readonly nextCursor: string | null;
}
