import type { Failure } from '../failure';
import type { PlaceReason } from '../placement';
import type { OperationView } from './operations';

/** A file of the library that lies where no program looks for its kind. Paths are words to read. */
export interface MisplacedFile {
  /** Of the library's index. */
  readonly id: number;
  readonly fileName: string;
  readonly modelName: string | null;
  readonly bytes: number;
  readonly folderPath: string;
  readonly targetPath: string;
  /** In the program's words, for example "ComfyUI › loras". */
  readonly targetLabel: string;
  readonly why: PlaceReason;
  /** Under its own name, and under the one that the user's template makes. */
  readonly keptName: TargetName;
  readonly templateName: TargetName;
  /** It has to be copied to another drive, and takes as long as that takes. */
  readonly isOtherVolume: boolean;
}

/** A file that lies where it belongs, but is not called as the user's template has it. Paths are words to read. */
export interface MisnamedFile {
  /** Of the library's index. */
  readonly id: number;
  readonly fileName: string;
  readonly modelName: string | null;
  readonly bytes: number;
  readonly folderPath: string;
  readonly ownName: TargetName;
}

export interface TargetName {
  readonly name: string;
  /**
   * - `free`: nothing has that name.
   * - `numbered`: something else has the name that was wanted, so this one has a number.
   * - `unread`: something as large has the name that was wanted, and has not been read. It is when the file is moved;
   *   the same bytes are already there then, anything else gets this number.
   * - `alreadyThere`: the same bytes have the name already, so the file stays where it is.
   */
  readonly kind: 'free' | 'numbered' | 'unread' | 'alreadyThere';
}

/** What became of files that were ticked. */
export interface TidyOutcome {
  readonly operation: OperationView;
  /** These stayed: only when they were compared it was found that the same bytes are there already. */
  readonly sameCount: number;
  /** These stayed: they are not what was looked at any more. */
  readonly goneCount: number;
}

/** So many are listed and moved at once; the rest is found with the next look. */
export const MOST_MISPLACED = 5_000;

export interface TidyView {
  readonly stage: 'idle' | 'looking' | 'done';
  readonly lookedCount: number;
  readonly totalCount: number;
  readonly files: readonly MisplacedFile[];
  /** A group of its own: nobody who moves files has asked for other names. */
  readonly misnamed: readonly MisnamedFile[];
  /** What either group has besides. */
  readonly leftOutCount: number;
  /** Files that are where they belong. */
  readonly rightCount: number;
  /** Files of which nobody knows where they belong. */
  readonly unknownCount: number;
  /** Why not all of them could be looked up; null when they could. */
  readonly trouble: Failure | null;
}

export const NOTHING_TIDIED: TidyView = {
  stage: 'idle',
  lookedCount: 0,
  totalCount: 0,
  files: [],
  misnamed: [],
  leftOutCount: 0,
  rightCount: 0,
  unknownCount: 0,
  trouble: null,
};
