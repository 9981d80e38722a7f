import type { MaturityLevel } from '../../../shared/civitai/model';
import type { Failure } from '../../../shared/failure';
import type { FileFlaw } from '../../../shared/library/flaw';
import type { LibraryFacets, LibraryWish, Standing } from '../../../shared/library/library';
import type { SpaceGroup, SpaceReport, SpaceShare } from '../../../shared/library/space';
import type { Result } from '../../../shared/result';
import type { MeasuredHashes } from '../download/verify';
import type { Outcome } from '../operations/steps';
import type { WishedFolders } from './choices';
import type { FileClaim } from './claims';
import type { FileUse } from './last-use';

/** What the library asks of the world. Nothing in it ever changes a file of the user's. */

/** A file as the system tells of it. Texts hold numbers too large for a number. */
export interface FileStamp {
  readonly bytes: number;
  /** Nanoseconds since 1970. */
  readonly mtimeNs: string;
  readonly dev: string;
  readonly ino: string;
}

export interface FoundFile extends FileStamp {
  readonly path: string;
  /** The folder of the user's that it was found below; empty for one that is known from its download alone. */
  readonly root: string;
  /** When the system last changed anything of it, its name included, in nanoseconds: nobody can date that back. */
  readonly ctimeNs: string;
  readonly claim: FileClaim | null;
  /** What its beginning says is wrong with it; undefined while nobody has looked, as when it cannot be read. */
  readonly flaw?: FileFlaw | null;
  /** Null where its file system does not tell. */
  readonly use: FileUse | null;
  /** The id of its file system, which tells drives apart that have one number in turn; empty where nobody tells. */
  readonly drive: string;
}

/** A file that is as it was, and was read by another program since, or is the first one told of its drive. */
export interface SeenUse {
  readonly path: string;
  readonly use: FileUse | null;
  readonly drive: string;
}

/** What may be different in the user's folders. Absolute paths. */
export interface ChangedPlaces {
  /** To be looked through as a whole. */
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/** The same, by whoever watches them. */
export interface FolderChange extends ChangedPlaces {
  /** Files that are being written to: neither new nor gone, until they are told of. */
  readonly restless: readonly string[];
}

export interface FolderWatchListener {
  readonly onChanged: (change: FolderChange) => void;
  readonly onTrouble: (cause: Failure) => void;
  /** From now on nothing is missed. */
  readonly onReady: () => void;
  /** It has ended by itself, and tells of nothing any more. */
  readonly onBug: (error: unknown) => void;
}

/** Tells of model files that come, go or change in folders. */
export interface FolderWatch {
  /** Watches these folders from now on, and no others. */
  begin(folders: readonly string[], listener: FolderWatchListener): Promise<void>;
  close(): Promise<void>;
}

export interface WalkOrder {
  /** Absolute. */
  readonly roots: readonly string[];
  /** Only this is looked at, below the roots; null for all that is there. */
  readonly only: FolderChange | null;
  /** Files that are known from elsewhere, wherever they are. */
  readonly files: readonly string[];
  /** Whether to look at sidecars and headers for what they say a new file is. */
  readonly readsClaims: boolean;
  /** Parts of what the index knows, each a JSON array of [path, bytes, mtimeNs, dev, isMissing, usedMs, drive, isJudged]. */
  readonly known: AsyncIterable<string> | Iterable<string>;
}

export interface WalkSummary {
  /** Files that were seen, changed or not. */
  readonly seenCount: number;
  /**
   * Known files that are not there any more. What lies in a folder that could not be read, or on a drive that is
   * away, is not among them.
   */
  readonly gone: readonly string[];
  readonly problems: readonly { readonly path: string; readonly cause: Failure }[];
  /** Links to folders that were followed, as they are called below the roots. */
  readonly links: readonly string[];
  readonly uses: readonly SeenUse[];
}

/** A file that was read from its beginning to its end. */
export type ReadOutcome =
  | {
      readonly kind: 'read';
      readonly hashes: MeasuredHashes;
      /** As it was before and after. */
      readonly stamp: FileStamp;
    }
  /** Somebody wrote to it, or put another one in its place, while it was read. */
  | { readonly kind: 'changed' };

/** Looks through folders and reads files, in threads of their own and at low priority. */
export interface LibraryThreads {
  /** How many files are read at a time. */
  readonly width: number;
  /**
   * Looks through folders. A folder that is reached twice, by a link or a cycle of links, is looked through once.
   *
   * @param onFound files that are new, or not as the index knows them
   * @param onSeen how many files were seen so far
   * @returns `input.cancelled` after the signal
   */
  walk(
    order: WalkOrder,
    onFound: (files: readonly FoundFile[]) => void,
    onSeen: (count: number) => void,
    signal: AbortSignal,
  ): Promise<Result<WalkSummary, Failure>>;
  /** All hashes in one pass. @returns `input.cancelled` after the signal; what the disk refused */
  read(path: string, signal: AbortSignal): Promise<Result<ReadOutcome, Failure>>;
  /** Whoever reads stands still where it is, and goes on from there. */
  setPaused(isPaused: boolean): void;
  /** Bytes that were read for hashes since the start, also of files that are not read to their end yet. */
  readBytes(): number;
  close(): Promise<void>;
}

/** A picture that one of the levels of maturity would choose. */
export interface KeptPicture {
  readonly url: string;
  readonly maturity: MaturityLevel;
  readonly blurhash: string | null;
}

/** What Civitai says of a version, as far as a list needs it. */
export interface VersionFacts {
  readonly versionId: number;
  readonly modelId: number;
  readonly modelName: string;
  readonly versionName: string;
  readonly modelType: string;
  readonly baseModel: string | null;
  readonly creator: string | null;
  readonly tags: readonly string[];
  readonly triggerWords: readonly string[];
  readonly pictures: readonly KeptPicture[];
  /** SHA-256 of all files of the version; null where one of them is not told, or none was asked about. */
  readonly publishedSha256: readonly string[] | null;
}

/** A file that Civet has downloaded and placed. */
export interface PlacedDownload {
  readonly path: string;
  readonly bytes: number;
  /** Nothing of it was written before. */
  readonly addedAtMs: number;
  readonly placedAtMs: number;
  /** Measured. */
  readonly sha256: string;
  /** Whether that is what Civitai publishes: it is, it publishes no hash, or it has published another one since. */
  readonly proof: 'verified' | 'unverified' | 'refuted';
  readonly facts: VersionFacts;
}

export const MATCHES = [
  'download',
  'unverified',
  'refuted',
  'sha256',
  'autoV2',
  'autoV3',
  'claim',
  'former',
] as const;
/**
 * What led to the version of a file: its own download, proven, without a proof or refuted since, a hash of its
 * bytes, the ten first digits of it where Civitai has no more, that of its weights, the word of somebody else, or what it
 * was before its bytes changed.
 */
export type MatchKind = (typeof MATCHES)[number];

/** One row of the index. */
export interface IndexedFile extends FileStamp {
  readonly id: number;
  readonly path: string;
  readonly folder: string;
  readonly fileName: string;
  readonly addedAtMs: number;
  readonly standing: Standing;
  readonly sha256: string | null;
  readonly autoV1: string | null;
  readonly autoV3: string | null;
  readonly crc32: string | null;
  readonly readAtMs: number | null;
  readonly readFailure: Failure | null;
  readonly claim: FileClaim | null;
  readonly match: MatchKind | null;
  readonly modelId: number | null;
  readonly versionId: number | null;
  readonly askedAtMs: number | null;
  readonly missingSinceMs: number | null;
  /** Of what is not on the disk, the file in Civet's trash with these bytes; its own where it lies there. */
  readonly trashId?: number | null;
  readonly damagedSinceMs: number | null;
  readonly flaw: FileFlaw | null;
  /** Upper-case hex, of the bytes that it had while it was known; null for what has not changed since. */
  readonly formerSha256: string | null;
  readonly formerBytes: number | null;
  readonly use: FileUse | null;
  readonly facts: VersionFacts | null;
}

/** A file that belongs to a version, as far as it tells whether there is a newer one. */
export interface OwnedRow {
  readonly id: number;
  readonly fileName: string;
  readonly bytes: number;
  /** Upper-case hex; null where it was not measured. */
  readonly sha256: string | null;
  readonly modelId: number;
  readonly versionId: number;
  readonly baseModel: string | null;
}

export interface IndexTotals {
  readonly fileCount: number;
  readonly bytes: number;
}

/** Whose files are asked for. */
export type OwnedWish = { readonly modelIds: readonly number[] } | { readonly versionIds: readonly number[] };

export interface IndexedPage {
  readonly total: number;
  readonly files: readonly IndexedFile[];
}

/** What a file in the index measured. */
export interface MeasuredFile {
  readonly id: number;
  readonly stamp: FileStamp;
  readonly hashes: MeasuredHashes;
}

/** What is asked about: the word of somebody else, or a measured hash. */
export type AskedKind = 'claim' | 'sha256' | 'autoV2' | 'autoV3';

/** A hash to be asked about, and the files that have it. */
export interface AskedHash {
  readonly fileId: number;
  readonly hash: string;
}

export interface FoundMatch {
  readonly fileId: number;
  readonly match: MatchKind;
  readonly modelId: number;
  readonly versionId: number;
}

/** What the files of the index take, each file once. */
export interface IndexedSpace
  extends Pick<SpaceReport, 'all' | 'types' | 'baseModels' | 'creators' | 'unknown' | 'unused' | 'largest'> {
  /** Of all names, as if each were a file. */
  readonly namedBytes: number;
  /** In the order asked for. */
  readonly folders: readonly SpaceShare[];
  readonly devices: readonly SpaceGroup[];
}

export interface LibrarySpace {
  /**
   * @param roots absolute; none lies in another
   * @param usedBeforeMs what was not used since then counts as unused
   */
  measure(roots: readonly string[], usedBeforeMs: number): Result<IndexedSpace, Failure>;
}

/**
 * The index of the user's files. It is made of what can be had again, so a change that a power cut takes back is
 * found anew by the next scan. What may concern every file is written in parts with turns between, so that a window
 * never waits for it: those answer with a promise, and a crash leaves some parts for the next scan.
 */
export interface LibraryStore {
  /** Parts of what is known, for a walk. @param only no more than what this concerns; null for all */
  known(only: FolderChange | null): Iterable<string>;
  /** Only what lies in these folders, and what Civet placed itself, is listed; the rest is kept for when it is back. */
  listOnly(roots: readonly string[]): Promise<Result<null, Failure>>;
  /**
   * Civet itself has given files other names, or second ones.
   *
   * @param rootOf the folder of the user's that a path lies in; empty for none
   */
  keepMoved(
    outcome: Outcome,
    rootOf: (path: string) => string,
    nowMs: number,
  ): Promise<Result<null, Failure>>;
  keepFound(files: readonly FoundFile[], nowMs: number): Result<null, Failure>;
  keepUses(uses: readonly SeenUse[]): Promise<Result<null, Failure>>;
  keepPlaced(downloads: readonly PlacedDownload[], nowMs: number): Result<null, Failure>;
  /**
   * Marks what is gone, and gives files that were moved, or have two names, what is known of the other.
   *
   * @param isWhole whether everything was looked through, so that what could not be read has its turn again
   */
  endWalk(gone: readonly string[], nowMs: number, isWhole: boolean): Promise<Result<null, Failure>>;
  /** What is missing under one name, and there under another with the same bytes, is not missing. */
  forgetMoved(): Promise<Result<null, Failure>>;
  /** Files to read, the smallest first. @param after the last one that was read */
  waiting(
    most: number,
    after?: { readonly bytes: number; readonly id: number } | null,
  ): Result<readonly { readonly id: number; readonly path: string; readonly bytes: number }[], Failure>;
  waitingTotals(): Result<IndexTotals, Failure>;
  keepRead(read: readonly MeasuredFile[], nowMs: number): Result<null, Failure>;
  /** Other bytes than it had, though nobody wrote to it, under all of its names. What it was stays known. */
  keepDamaged(id: number, sha256: string, stamp: FileStamp, nowMs: number): Result<null, Failure>;
  /** It is tried again with the next scan. */
  keepUnread(id: number, cause: Failure): Result<null, Failure>;
  /**
   * Claimed hashes of files that nobody has read, or measured ones without a version; for AutoV2 the whole SHA-256.
   *
   * @param askedBeforeMs those asked about since are left out
   */
  openHashes(kind: AskedKind, askedBeforeMs: number): Result<readonly AskedHash[], Failure>;
  keepAnswers(
    kind: AskedKind,
    asked: readonly AskedHash[],
    found: readonly FoundMatch[],
    nowMs: number,
  ): Promise<Result<null, Failure>>;
  /** Versions that files belong to and of which nothing was told since then. */
  unnamedVersions(toldBeforeMs: number): Result<readonly number[], Failure>;
  /** @param untold versions that Civitai tells nothing of */
  keepVersions(
    facts: readonly VersionFacts[],
    untold: readonly number[],
    nowMs: number,
  ): Result<null, Failure>;
  list(wish: LibraryWish, offset: number, limit: number, below: WishedFolders): Result<IndexedPage, Failure>;
  /** What is listed and not missing, of models or of versions. */
  ofModels(wanted: OwnedWish): Result<readonly IndexedFile[], Failure>;
  facets(): Result<LibraryFacets, Failure>;
  find(id: number): Result<IndexedFile | null, Failure>;
  /** In the order asked for; what is not there is left out. */
  files(ids: readonly number[]): Result<readonly IndexedFile[], Failure>;
  /** Files that belong to a version, by their ids. @param after the last one that is known; 0 for the first */
  owned(after: number, most: number): Result<readonly OwnedRow[], Failure>;
  totals(): Result<IndexTotals, Failure>;
  /** Small facts about the scan itself. */
  note(name: ScanNote): string | null;
  keepNote(name: ScanNote, value: string | null): void;
  close(): void;
}

/** What the index knows of files that somebody asks about; nothing in it changes the index. */
export interface LibraryTwins {
  /**
   * For each of these files what the index has of it, by its path or as another name of the same file, unless it
   * has changed since.
   */
  known(
    files: readonly (FileStamp & { readonly path: string })[],
  ): Result<readonly (IndexedFile | null)[], Failure>;
  /** Files that are listed and there, and have one of these SHA-256; what is damaged has none of them any more. */
  withBytes(sha256: readonly string[]): Result<readonly IndexedFile[], Failure>;
  /** The same by AutoV3, the hash of the weights. */
  withWeights(autoV3: readonly string[]): Result<readonly IndexedFile[], Failure>;
}

/**
 * Whether scans are wanted, whether one was paused, when the last one came to its end; a check that goes on, what the
 * last one found, and when what only single questions can tell was asked about.
 */
export type ScanNote =
  | 'isWanted'
  | 'isPaused'
  | 'scannedAtMs'
  | 'checkFiles'
  | 'checkSoFar'
  | 'checkEnded'
  | 'askedAloneAtMs';
