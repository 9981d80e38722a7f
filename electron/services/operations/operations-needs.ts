import type { OperationsView, OperationView } from '../../../shared/operations/operations';
import type { OperationBook, OperationFiles } from '../../core/operations/ports';
import type { Clock, Places, Volumes } from '../../core/ports';
import type { PlacedRoot } from '../placement';

export interface OperationsNeeds {
  readonly book: OperationBook;
  readonly files: OperationFiles;
  readonly places: Pick<Places, 'join' | 'isInside' | 'relative'>;
  readonly volumes: Volumes;
  readonly clock: Clock;
  readonly roots: () => readonly PlacedRoot[];
  /** Paths that a download is writing, or about to give to a file. */
  readonly inUse: () => ReadonlySet<string>;
  /** Sixteen hex digits by chance. */
  readonly newId: () => string;
  readonly publish: (view: OperationsView) => void;
  /** Something the user asked for has happened, or was taken back. */
  readonly onEnded: (view: OperationView) => void;
  /** Whoever was told of new names has thrown; the files are as they should be. */
  readonly onBug: (error: unknown) => void;
}
