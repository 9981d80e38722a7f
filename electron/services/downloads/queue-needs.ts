import type { DownloadProgress } from '../../../shared/download/download';
import type { HoldCause } from '../../../shared/download/hold';
import type { VolumeSpace } from '../../../shared/download/space';
import type { DownloadRecord, PublishedFiles, Volumes } from '../../core/ports';
import type { DiskMargins } from '../disk/disk-watch';
import type { Placement } from '../placement';
import type { RunNeeds } from './run-download';
import type { StateWriterNeeds } from './state-writer';

export interface QueueNeeds extends RunNeeds, StateWriterNeeds {
  readonly volumes: Volumes;
  /** How much room is left alone; what `core/disk/ledger.ts` calls usual when nothing is given. */
  readonly margins?: DiskMargins;
  readonly placement: Placement;
  readonly published: PublishedFiles;
  /** How many the user wants at once. */
  readonly limit: () => number;
  readonly publishProgress: (progress: readonly DownloadProgress[]) => void;
  readonly publishSpace: (space: readonly VolumeSpace[]) => void;
  /** Nothing is fetched any more, or again, for this reason. */
  readonly onHeld: (cause: HoldCause | null) => void;
  /** A file has got its name, and that is on disk; told once for each. */
  readonly onPlaced?: (record: DownloadRecord) => void;
  /** Whether the user has put the file at a path into the trash after a time; milliseconds since 1970. */
  readonly isTrashed?: (path: string, sinceMs: number) => boolean;
  /** A bug inside a run: told once, the download waits for the user. */
  readonly report: (error: unknown) => void;
}
