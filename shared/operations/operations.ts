import type { Failure } from '../failure';
import type { FileFlaw } from '../library/flaw';

/** What the user asked for; an operation may do more than one thing to do it. */
export const OPERATION_KINDS = ['move', 'trash', 'link', 'replace', 'restore', 'rename'] as const;
export type OperationKind = (typeof OPERATION_KINDS)[number];

/** A change of the user's files that happens as a whole, or not at all. */
export interface OperationView {
  /** Minted by main. */
  readonly id: string;
  readonly kind: OperationKind;
  /** Milliseconds since 1970. */
  readonly doneAtMs: number;
  /** Of models; what lies beside them is not counted. What is replaced counts, and not what replaces it as well. */
  readonly fileCount: number;
  readonly bytes: number;
  /** The first few. */
  readonly files: readonly ChangedFile[];
  readonly state: 'done' | 'undone' | 'failed' | 'running';
  readonly canUndo: boolean;
  /** Why it did not happen, or cannot be undone; null when nothing is wrong. */
  readonly failure: Failure | null;
}

/** What a change is for one file. Paths are words to read, never something to send back. */
export interface ChangedFile {
  readonly from: string;
  /** Null for what went into the trash. Of a file that was replaced, the one that is there instead. */
  readonly to: string | null;
}

/** How far what happens just now has come. */
export interface OperationProgress {
  readonly id: string;
  readonly kind: OperationKind;
  /**
   * - `takingBack`: it was called off, or something stood in its way.
   * - `undoing`: the user wants it undone.
   * - `redoing`: undoing was called off, or met something, so that what was taken back is done again.
   */
  readonly way: 'doing' | 'takingBack' | 'undoing' | 'redoing';
  /** In names of files that have their new place by now; the way back counts down. */
  readonly doneCount: number;
  readonly totalCount: number;
  /** Of what has to be copied to another drive; null when nothing has. */
  readonly copy: CopyProgress | null;
  readonly canCallOff: boolean;
}

export interface CopyProgress {
  /** Each byte counts once it was copied and compared. */
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** Both null until they can be told. */
  readonly bytesPerSecond: number | null;
  readonly remainingMs: number | null;
}

/** How far Civet has come with looking at many files before it does anything with them. */
export interface PlanningProgress {
  readonly kind: 'move' | 'trash' | 'sidecars';
  /**
   * - `belonging`: what each is and where it belongs, for which Civitai may have to be asked.
   * - `looking`: whether it can be done.
   */
  readonly stage: 'belonging' | 'looking';
  readonly doneCount: number;
  /** 0 as long as nobody knows. */
  readonly totalCount: number;
}

export interface OperationsView {
  /** The newest first. */
  readonly operations: readonly OperationView[];
  readonly progress: OperationProgress | null;
  /** What Civet's own trash holds, on all volumes. */
  readonly trash: { readonly fileCount: number; readonly bytes: number };
}

/**
 * Why a chosen file is not moved.
 *
 * - `right`: it is where it belongs.
 * - `double`: the very bytes are there already.
 * - `missing`: it is not on the disk.
 * - `flawed`: it is cut short, or no model at all.
 * - `unproven`: nothing proves what it is.
 * - `unknown`: Civitai does not tell where it belongs.
 * - `unasked`: Civitai could not be asked.
 * - `blocked`: something stands in the way of moving it.
 */
export const STAY_REASONS = [
  'right',
  'double',
  'missing',
  'flawed',
  'unproven',
  'unknown',
  'unasked',
  'blocked',
] as const;
export type StayReason = (typeof STAY_REASONS)[number];

/** A chosen file that is not moved, to be read by a person. */
export interface StayingChoice {
  readonly fileName: string;
  readonly folderPath: string;
  readonly why: Exclude<StayReason, 'right'>;
  readonly bytes: number;
  /** What is wrong with it; null for other reasons. */
  readonly flaw: FileFlaw | null;
  /** What stands in the way; null for other reasons. */
  readonly cause: Failure | null;
}

/** A folder that chosen files move to, to be read by a person. */
export interface MoveTarget {
  /** For example "ComfyUI › loras". */
  readonly label: string;
  readonly folderPath: string;
  readonly fileCount: number;
  /** The first few of them, where they are now. */
  readonly files: readonly Pick<StayingChoice, 'fileName' | 'folderPath'>[];
}

/** What moving chosen files to the folders of their kinds would do. Sizes in bytes. */
export interface MovePlan {
  /** Null when none of them has to be moved. */
  readonly id: string | null;
  /** Of models that move; what lies beside them goes along. */
  readonly fileCount: number;
  readonly bytes: number;
  /** Whether some of it goes to another drive. */
  readonly copies: boolean;
  /** Where they move to, the folder with the most of them first. */
  readonly targets: readonly MoveTarget[];
  /** All that were chosen: those that move, and those that stay for one of the reasons. */
  readonly chosenCount: number;
  readonly stayCounts: Readonly<Record<StayReason, number>>;
  /** Of each reason the first few that stay, but for those that are where they belong. */
  readonly stays: readonly StayingChoice[];
  /** Why Civitai could not be asked about some; null when it could. */
  readonly trouble: Failure | null;
}

/** What is known of a file of the library that lies in Civet's trash. */
export interface TrashedView {
  /** Where it was, and comes back to; null where there is no record of that. */
  readonly folderPath: string | null;
  /** Of models that went into the trash with it, itself among them, and come back with it. */
  readonly fileCount: number;
}

export interface TrashHoldings {
  /** Of models; of other files where there is no model. */
  readonly fileCount: number;
  /** With what lies beside models. */
  readonly allCount: number;
  /** More than is found, brought back or removed at once. */
  readonly hasMore: boolean;
  readonly bytes: number;
  /** The first few, to be read by a person. */
  readonly fileNames: readonly string[];
}

/** What lies in Civet's trash without a record of how it came there. */
export interface LostTrashView extends TrashHoldings {
  /** What other Civets have put there that work in the same folders; only they bring it back, or delete it. */
  readonly others: TrashHoldings & {
    /** What the machines are called on which they run, as far as that is known. */
    readonly hosts: readonly string[];
  };
}

/** So many are told to the page; older ones stay in the journal. */
export const MOST_OPERATIONS = 200;
