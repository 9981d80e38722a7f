import type { MaturityLevel } from '../../../shared/civitai/model';
import type { DownloadProgress } from '../../../shared/download/download';
import type { DownloadsDelta } from '../../../shared/ipc/contract';
import type { Chance, Clock, Journal, PictureBook } from '../../core/ports';
import type { Placement } from '../placement';
import type { RunNeeds } from './run-download';

export interface QueueNeeds extends RunNeeds {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly journal: Journal;
  readonly pictures: PictureBook;
  readonly placement: Placement;
  readonly limit: () => number;
  /** Pictures above this level are not shown. */
  readonly maturity: () => MaturityLevel;
  readonly publish: (delta: DownloadsDelta) => void;
  readonly publishProgress: (progress: readonly DownloadProgress[]) => void;
  /** A bug inside a run: told once, the download waits for the user. */
  readonly report: (error: unknown) => void;
}
