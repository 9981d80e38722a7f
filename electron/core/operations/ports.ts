import type { Failure } from '../../../shared/failure';
import type { OperationKind } from '../../../shared/operations/operations';
import type { Result } from '../../../shared/result';
import type { FileStamp } from '../library/ports';
import type { DeedFinding, FileLook, OperationState } from './recovery';
import type { PlannedOperation } from './steps';

/** What operations ask of the disk. Nothing here ever writes over a file. */
export interface OperationFiles {
  /** What stands under a name, without following a link; null when nothing does. */
  look(path: string): Promise<Result<FileLook | null, Failure>>;
  /**
   * What stands under two names. Where they differ in capitals or accents alone, and the system takes them for one,
   * only that which is really written there finds something.
   */
  lookBoth(source: string, target: string): Promise<Result<DeedFinding, Failure>>;
  /** Where a path leads once every link is followed; of what is not there, the nearest folder that is. */
  realPath(path: string): Promise<string>;
  /** Every name in a folder, as it is written there; empty when there is no such folder. */
  namesIn(folder: string): Promise<readonly string[]>;
  folderOf(path: string): string;
  nameOf(path: string): string;
  /** Makes folders, the outer ones first; those that are there already stay. */
  makeFolders(folders: readonly string[]): Promise<Result<null, Failure>>;
  /** Takes folders away that are empty, the inner ones first. */
  dropFolders(folders: readonly string[]): Promise<void>;
  /**
   * Gives a file another name, by copying, syncing and comparing it where that lies on another volume. When it
   * answers, the names are on disk for certain. When it fails, the file may have one of the names, or both; it is
   * never without one.
   *
   * @param temporary a name beside the target for what is not whole yet
   * @param stamp the file as it must be; null when any file will do
   * @param watch of the copy, where it takes one
   * @returns the stamp of the file as it is now; `disk.nameTaken`, `disk.notThere` and `disk.isLink` before anything
   * was done; `disk.changedSince`, `input.cancelled` after the signal, or what the disk refused
   */
  move(
    from: string,
    to: string,
    temporary: string,
    stamp: FileStamp | null,
    watch: CopyWatch,
  ): Promise<Result<FileStamp, Failure>>;
  /** A second name for the same bytes; `disk.noLinks` where the file system has no such thing. */
  link(
    existing: string,
    at: string,
    temporary: string,
    stamp: FileStamp | null,
    watch: CopyWatch,
  ): Promise<Result<FileStamp, Failure>>;
  /** Gives up a name that was held for a file, where an earlier life has ended before the file got it. */
  release(path: string, forFile: string): Promise<void>;
  /** Takes a name away that is Civet's own, or that the user wants gone for good; nothing when it is not there. */
  drop(path: string): Promise<Result<null, Failure>>;
  /**
   * Takes a name away whose bytes have another one, which is proven right before: both are names of one file, or two
   * files with the same bytes.
   *
   * @returns `differs` when they are not the same, and nothing was done; `disk.changedSince` when it cannot be told;
   * `input.cancelled` after the signal
   */
  dropTwin(path: string, other: string, signal: AbortSignal): Promise<Result<'dropped' | 'differs', Failure>>;
  /** Reads both. @returns `disk.changedSince` when one of them has changed meanwhile; `input.cancelled` after the signal */
  isSameContent(first: string, second: string, signal: AbortSignal): Promise<Result<boolean, Failure>>;
  /** Takes a name away from a file that has a further one somewhere. @returns `disk.changedSince` when it has none */
  dropLink(path: string, stamp: FileStamp): Promise<Result<null, Failure>>;
}

/** Whoever waits for a copy to another volume. */
export interface CopyWatch {
  /** Ends the copy: what there is of it goes, and the file stays where it is. */
  readonly signal: AbortSignal;
  /** Told of the bytes of the file that are done; each counts once it was copied and read again. */
  readonly onBytes: (bytes: number) => void;
  /** Told of the whole copy before it gets its name. @returns what the journal refused; then nothing happens */
  readonly onArrived: (stamp: FileStamp) => Result<null, Failure>;
}

/** What the trash has of an operation. */
export const TRASH_STATES = ['none', 'kept', 'emptying', 'emptied'] as const;
export type TrashState = (typeof TRASH_STATES)[number];

export interface OperationRecord {
  readonly id: string;
  readonly kind: OperationKind;
  readonly atMs: number;
  readonly state: OperationState;
  readonly trash: TrashState;
  readonly plan: PlannedOperation;
  /** By the place of the deed; null for what is not done. */
  readonly marks: readonly (FileStamp | null)[];
  /** Whole copies on other volumes that may have no mark yet, by the place of the deed. */
  readonly arrivals: ReadonlyMap<number, FileStamp>;
  readonly failure: Failure | null;
  /** Whoever knows files by their paths has taken up the new ones. */
  readonly isTold: boolean;
}

export type OperationStanding = Pick<OperationRecord, 'id' | 'state' | 'trash' | 'failure' | 'isTold'>;

/**
 * So many marks at the most are lost when the power goes: each of them costs more than the change of a name that it is
 * about, if the disk has to confirm it.
 */
export const MOST_LOST_MARKS = 32;

/** When a change has answered `ok`, it is on disk for certain. */
export interface OperationBook {
  /** False when it could not be opened and is kept in memory: then nothing may be done. */
  readonly isKept: boolean;
  /** The newest first. */
  load(): readonly OperationRecord[];
  /** Everything that is going to be done, before any of it is. */
  begin(record: OperationRecord): Result<null, Failure>;
  change(record: OperationStanding): Result<null, Failure>;
  /** @param stamp of the target; null takes the mark back */
  mark(id: string, at: number, stamp: FileStamp | null): Result<null, Failure>;
  /** A mark that is on disk with the next change only, or with the last of `MOST_LOST_MARKS`. */
  markSoon(id: string, at: number, stamp: FileStamp): Result<null, Failure>;
  /** Keeps what a copy is known by until the deed has its mark. */
  arrive(id: string, at: number, stamp: FileStamp): Result<null, Failure>;
  close(): void;
}
