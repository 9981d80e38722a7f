import type { FileHashes, MaturityLevel } from '../civitai/model';
import type { Failure } from '../failure';
import type { PictureId } from '../ids';
import type { NewerVersion } from '../updates/updates';
import type { FileFlaw } from './flaw';

/**
 * What is known of a file.
 *
 * - `known`: its bytes were read, and Civitai has a version with exactly these.
 * - `shortHash`: Civitai has a version with a file of the same short hash, AutoV2, and publishes no full one of it.
 * - `claimed`: a sidecar, its own header or its download says what it is; nobody has compared it with a published
 *   hash yet.
 * - `refuted`: Civet downloaded it without a published hash, and it differs from the one that came later.
 * - `edited`: the weights are those of a version, and what stands around them is not.
 * - `changed`: it was known, and has other bytes now that nobody knows.
 * - `damaged`: its bytes are others now though nobody wrote to it: the disk has lost some of them.
 * - `incomplete`: its own header promises more bytes than are there, as after an interrupted download.
 * - `noModel`: something else was saved under its name, such as a web page.
 * - `replaced`: it is what its version was, and Civitai publishes other bytes for that version now.
 * - `unknown`: its bytes were read, and Civitai does not know them.
 * - `unread`: not read, or not asked about, yet.
 * - `unreadable`: the system does not let it be read.
 * - `missing`: it was here, and is not any more.
 * - `trashed`: it lies in Civet's own trash, and is in no list.
 */
export const STANDINGS = [
  'known',
  'shortHash',
  'claimed',
  'refuted',
  'edited',
  'changed',
  'damaged',
  'incomplete',
  'noModel',
  'replaced',
  'unknown',
  'unread',
  'unreadable',
  'missing',
  'trashed',
] as const;
export type Standing = (typeof STANDINGS)[number];

export const LIBRARY_SORTS = ['name', 'size', 'added', 'type', 'used'] as const;
export type LibrarySort = (typeof LIBRARY_SORTS)[number];

export interface LibraryWish {
  /** Every word must stand in a name, the creator, a tag, a trigger word or the file's name. */
  readonly text: string;
  /** Empty means every one of them; so do the others. */
  readonly types: readonly string[];
  readonly baseModels: readonly string[];
  readonly standings: readonly Standing[];
  readonly creators: readonly string[];
  /** As a space report numbers them; a number that means no folder any more leaves nothing. */
  readonly folderIds: readonly number[];
  /** Only what was not used since then, in milliseconds since 1970; null for all. */
  readonly usedBeforeMs: number | null;
  readonly order: { readonly by: LibrarySort; readonly isDescending: boolean };
}

/** A file in one of the user's folders. Paths are words to read, never something to send back. */
export interface LibraryEntry {
  /** Minted by main; means nothing outside the index. */
  readonly id: number;
  readonly fileName: string;
  readonly folderPath: string;
  readonly bytes: number;
  /** When Civet first saw it; milliseconds since 1970. */
  readonly addedAtMs: number;
  /** When another program read it last, to about a day; null where its disk does not tell. */
  readonly use: { readonly atMs: number; readonly isUsed: boolean } | null;
  readonly standing: Standing;
  /** What its own beginning says is wrong with it; null for nothing, or while nobody has looked. */
  readonly flaw: FileFlaw | null;
  /** How many bytes it had while it was known, of one that has changed since; null where that is not known. */
  readonly formerBytes: number | null;
  readonly modelId: number | null;
  readonly versionId: number | null;
  readonly modelName: string | null;
  readonly versionName: string | null;
  readonly modelType: string | null;
  readonly baseModel: string | null;
  readonly creator: string | null;
  readonly picture: PictureId | null;
  readonly pictureMaturity: MaturityLevel | null;
  readonly blurhash: string | null;
  /** Of a file in Civet's trash with these bytes, or of this one where it lies there; null for what is on the disk. */
  readonly trashId: number | null;
  /** For the same base model, and to be had; null where none is known. */
  readonly newer: NewerVersion | null;
}

export interface LibraryPage {
  /** Of the list that this is a part of; see `LibraryStatus`. */
  readonly revision: number;
  /** How many entries suit the wish, on all pages. */
  readonly total: number;
  readonly offset: number;
  readonly entries: readonly LibraryEntry[];
}

/** Who says what a file is, before or besides its bytes. */
export const CLAIM_SOURCES = ['download', 'sidecar', 'header'] as const;
export type ClaimSource = (typeof CLAIM_SOURCES)[number];

export interface LibraryDetails extends LibraryEntry {
  readonly triggerWords: readonly string[];
  readonly tags: readonly string[];
  /** Measured; upper-case hex, null where it was not. */
  readonly hashes: FileHashes;
  /** What somebody else says its SHA-256 is, while nobody has measured it. */
  readonly claimedSha256: string | null;
  readonly claimSource: ClaimSource | null;
  /** Milliseconds since 1970. */
  readonly readAtMs: number | null;
  readonly askedAtMs: number | null;
  readonly missingSinceMs: number | null;
  /** When a check found it damaged; it was as it should be when it was last read before. */
  readonly damagedSinceMs: number | null;
  readonly readFailure: Failure | null;
}

/** A word to filter by, and how many files it would leave. */
export interface LibraryFacet {
  readonly id: string;
  readonly count: number;
}

export interface LibraryFacets {
  readonly types: readonly LibraryFacet[];
  readonly baseModels: readonly LibraryFacet[];
  readonly standings: readonly LibraryFacet[];
  /** Whether it is told of any file when it was used last. */
  readonly tellsUse: boolean;
}

/** What a scan is at. Counts are of files, sizes in bytes. */
export type ScanView =
  | { readonly kind: 'idle' }
  /** Looking through the folders. */
  | { readonly kind: 'looking'; readonly seenCount: number }
  | {
      readonly kind: 'reading';
      readonly readCount: number;
      readonly totalCount: number;
      readonly readBytes: number;
      readonly totalBytes: number;
      readonly bytesPerSecond: number | null;
      readonly remainingMs: number | null;
    }
  /** Asking Civitai what was read. */
  | { readonly kind: 'asking' };

/** What a check has found so far. Counts are of files. */
export interface CheckTally {
  readonly unchangedCount: number;
  /** Other bytes under the same size and date: nobody wrote to these. */
  readonly damagedCount: number;
  /** Somebody wrote to these since they were read: their size or date is another one. */
  readonly changedCount: number;
  readonly missingCount: number;
  readonly unreadableCount: number;
  /** Read for the first time, so that there was nothing to compare with. */
  readonly newCount: number;
  /** Cut short, or no model: seen by their beginning, and not read. */
  readonly brokenCount: number;
}

/** Reading files once more, to see whether they are still what they were. Sizes in bytes. */
export type CheckView =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'checking';
      readonly isPaused: boolean;
      /** A folder of the user's that is not there now, and that the check waits for; null while it reads. */
      readonly awayFolder: string | null;
      readonly doneCount: number;
      readonly totalCount: number;
      readonly readBytes: number;
      readonly totalBytes: number;
      readonly bytesPerSecond: number | null;
      readonly remainingMs: number | null;
      readonly tally: CheckTally;
    }
  /** Shown until somebody puts it away, also after a restart. */
  | {
      readonly kind: 'ended';
      readonly isWhole: boolean;
      readonly tally: CheckTally;
      /** Milliseconds since 1970. */
      readonly endedAtMs: number;
    };

/** Files to download again, and what became of that. */
export interface AgainOutcome {
  readonly queuedCount: number;
  /** Damaged files that give way once their downloads are placed and proven. */
  readonly replacingCount: number;
  /** Of which only a sidecar, or their header, said what they were: nobody had read them. */
  readonly claimedCount: number;
  /** The first ones that Civitai has not, or does not give. */
  readonly failed: readonly { readonly fileName: string; readonly cause: Failure }[];
  readonly failedCount: number;
  /** Why damaged files will not give way after all; null when all is well. */
  readonly promiseTrouble: Failure | null;
}

/** Some files of the library: these, or all that suit a wish but some. */
export type LibraryChoice =
  | { readonly kind: 'files'; readonly ids: readonly number[] }
  | { readonly kind: 'wish'; readonly wish: LibraryWish; readonly exceptIds: readonly number[] };

/** What is chosen, as far as it is still in the index. */
export interface ChosenSummary {
  readonly fileCount: number;
  readonly bytes: number;
  /** Without what is missing. */
  readonly thereCount: number;
  readonly thereBytes: number;
  /** Missing or damaged: what can be downloaded again. */
  readonly lostCount: number;
  /** Known or edited: what Civitai tells the right folder and the sidecars of. */
  readonly recognisedCount: number;
  /** Chosen, and not in the list that is looked at. */
  readonly elsewhereCount: number;
  /** To be sent back with what is to be done: other files have another one. */
  readonly mark: string;
}

/** A choice as it was seen. What suits a wish is meant only as long as its summary has this mark. */
export interface SeenChoice {
  readonly choice: LibraryChoice;
  /** Null for files by their ids, which need none. */
  readonly mark: string | null;
}

/** What can be copied of chosen files, a line each. */
export type CopiedPart = 'paths' | 'triggerWords';

/** What was asked for beside chosen files; they are written one after the other behind it. */
export interface SidecarsAsked {
  /** False while the settings want none; then nothing happens. */
  readonly isWanted: boolean;
  readonly modelCount: number;
  /** Which are not on the disk, or of which nothing proves what they are. */
  readonly unprovenCount: number;
  /** Of which Civitai does not tell what they are. */
  readonly unknownCount: number;
}

/** A folder or file that could not be looked at. */
export interface ScanProblem {
  readonly path: string;
  readonly cause: Failure;
}

/** Whether new files show up by themselves. */
export type WatchView =
  /** Without a cause: nothing was looked through yet, or it is about to begin. */
  | { readonly kind: 'off'; readonly cause: Failure | null; readonly isTriedAgain: boolean }
  /** With trouble, those in some folders only after a while. */
  | { readonly kind: 'on'; readonly trouble: Failure | null };

export interface LibraryStatus {
  /** Counts up whenever the list is another one. */
  readonly revision: number;
  /** Of what is there, without what is missing. */
  readonly fileCount: number;
  readonly bytes: number;
  readonly hasFolders: boolean;
  /** Null until a scan has come to its end. */
  readonly scannedAtMs: number | null;
  readonly scan: ScanView;
  /** Whoever paused it decides when it goes on, also after a restart. */
  readonly isPaused: boolean;
  /** Whether folders have ever been looked through; from then on Civet keeps the index up to date by itself. */
  readonly isWanted: boolean;
  /** The first ones of the last scan. */
  readonly problems: readonly ScanProblem[];
  readonly problemCount: number;
  /** Why the last questions to Civitai led nowhere; null when they did not. */
  readonly trouble: Failure | null;
  readonly watching: WatchView;
  readonly check: CheckView;
  readonly keeping:
    | { readonly kind: 'kept' }
    | { readonly kind: 'putAside'; readonly fileName: string }
    | { readonly kind: 'memory' };
}
