import type { AccessState } from '../civitai/access';
import type { MaturityLevel } from '../civitai/model';
import type { Failure } from '../failure';
import type { DownloadId, PictureId } from '../ids';

/** What becomes of the old file, once the new one is placed and verified; never before, and never otherwise. */
export const OLD_FATES = ['keep', 'replace', 'trash'] as const;
/**
 * - `keep`: both stay.
 * - `replace`: the new file goes where the old one is, and the old one to the trash.
 * - `trash`: the new file goes where such files go, and the old one to the trash.
 */
export type OldFate = (typeof OLD_FATES)[number];

export const UPDATE_PARTS = ['updates', 'restricted', 'otherBases', 'gone'] as const;
/**
 * - `updates`: a newer version for the same base model, that can be had.
 * - `restricted`: the same, in early access or paid.
 * - `otherBases`: a newer version for another base model; it replaces nothing.
 * - `gone`: Civitai does not show the version, or the whole model, any more.
 */
export type UpdatePart = (typeof UPDATE_PARTS)[number];

/**
 * Why an old file stays whatever the user wants: nothing proves that it is what the update is for, or its other names
 * would lose it.
 */
export type WhyItStays = 'notProven' | 'severalNames';

/** Old files that would stay although the user wants them replaced or trashed. */
export interface StayingFiles {
  readonly counts: Readonly<Record<WhyItStays, number>>;
  /** The first ones, to be read. */
  readonly names: readonly string[];
}

/** A file of the user's that an update is about. Paths are words to read, never something to send back. */
export interface OldFile {
  /** Of the library; see `LibraryEntry`. */
  readonly id: number;
  readonly fileName: string;
  readonly folderPath: string;
  readonly bytes: number;
  readonly versionId: number;
  readonly versionName: string | null;
  /** Civitai does not show its version any more. */
  readonly isGone: boolean;
  /** Null for one that may give way to the new file. */
  readonly whyItStays: WhyItStays | null;
}

/** The version that is offered, and the file of it that is like the old one. */
export interface NewFile {
  readonly versionId: number;
  readonly versionName: string;
  /** Milliseconds since 1970. */
  readonly publishedAtMs: number | null;
  readonly fileId: number;
  readonly format: string | null;
  readonly precision: string | null;
  readonly sizeClass: string | null;
  readonly approximateBytes: number | null;
  readonly isPickle: boolean;
  readonly isDangerous: boolean;
  readonly access: AccessState;
}

export interface UpdateRow {
  /** Minted by main; the same as long as it is the same file of the same version. */
  readonly id: string;
  readonly part: UpdatePart;
  readonly modelId: number;
  readonly modelName: string;
  readonly modelType: string;
  readonly creator: string | null;
  readonly baseModel: string | null;
  readonly picture: PictureId | null;
  readonly pictureMaturity: MaturityLevel | null;
  readonly blurhash: string | null;
  /** Null for what is gone. */
  readonly newFile: NewFile | null;
  readonly oldFiles: readonly OldFile[];
  /** A still newer version that cannot be had freely yet. */
  readonly ahead: { readonly versionName: string; readonly access: AccessState } | null;
  /** The whole model is gone, or only the version of these files. */
  readonly isModelGone: boolean;
}

/** What a choice about an update relies on. */
export interface OfferedUpdate extends Pick<UpdateRow, 'id'> {
  readonly oldFileIds: readonly number[];
  /** Of the new file; null where that is not known. */
  readonly approximateBytes: number | null;
}

export interface UpdatePage {
  /** Of the list that this is a part of; see `UpdatesStatus`. */
  readonly revision: number;
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly UpdateRow[];
}

/** A version between the old file and the new one, or the new one itself; the newest first. */
export interface ChangedVersion {
  readonly versionId: number;
  readonly versionName: string;
  readonly publishedAtMs: number | null;
  /** HTML written by the creator. Never shown before it has been sanitised. */
  readonly untrustedNotes: string | null;
}

/** What is different between an old file and its update. */
export interface UpdateDetails {
  readonly versions: readonly ChangedVersion[];
  readonly addedWords: readonly string[];
  readonly removedWords: readonly string[];
  /** Null where Civitai does not show the old version any more, so that nothing can be compared. */
  readonly oldVersionName: string | null;
}

/** What the user does not want to hear of. */
export interface IgnoredUpdate {
  readonly kind: 'version' | 'model';
  /** Of the version or the model. */
  readonly id: number;
  readonly modelId: number;
  readonly modelName: string;
  /** Null for a whole model. */
  readonly versionName: string | null;
  readonly atMs: number;
}

/** What became of old files after an update was placed. */
export interface UpdateOutcome {
  readonly id: number;
  readonly atMs: number;
  readonly modelName: string;
  readonly newFileName: string;
  readonly oldFileNames: readonly string[];
  readonly result:
    | { readonly kind: 'replaced' | 'trashed'; readonly operationId: string }
    /** Nothing was touched, for this reason. */
    | { readonly kind: 'kept'; readonly why: KeptReason }
    | { readonly kind: 'failed'; readonly cause: Failure };
}

export const KEPT_REASONS = [
  'unverified',
  'refuted',
  'oldChanged',
  'oldGone',
  'newMissing',
  'notProven',
  'severalNames',
] as const;
/** Why an old file stays: there is no proof of the new one or of the old one, or the old one is not what it was. */
export type KeptReason = (typeof KEPT_REASONS)[number];

/** What the user wants of old files once a download is proven, and has not happened yet. */
export interface WaitingReplacement {
  readonly downloadId: DownloadId;
  readonly fate: Exclude<OldFate, 'keep'>;
  readonly modelName: string;
  readonly newFileName: string;
  readonly oldFileNames: readonly string[];
  /** Whether the new file is there, so that only the old ones are waited for. */
  readonly isPlaced: boolean;
  /** What is in the way by now, and looked at again by itself; null when nothing is. */
  readonly cause: Failure | null;
}

/** What is asked of Civitai right now. Counts are of models. */
export type UpdateCheck =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking'; readonly doneCount: number; readonly totalCount: number };

export interface UpdatesStatus {
  /** Counts up whenever a list is another one. */
  readonly revision: number;
  readonly counts: Readonly<Record<UpdatePart, number>>;
  /** Of all that can be updated. */
  readonly updateBytes: number;
  readonly ignoredCount: number;
  /** Whether the user has asked for updates once; from then on Civet asks by itself. */
  readonly isWanted: boolean;
  readonly check: UpdateCheck;
  /** When the last check has come to its end; milliseconds since 1970. */
  readonly checkedAtMs: number | null;
  /** Models of which no list tells, and that the last check has left to the next ones: it asks about each alone. */
  readonly laterCount: number;
  /** Models of the library that Civitai can be asked about. */
  readonly modelCount: number;
  /** Why the last check led nowhere; null when it did not. */
  readonly trouble: Failure | null;
  /** Downloads after which an old file is to go. */
  readonly waitingCount: number;
  /** Counts up whenever something is different with these. */
  readonly promiseRevision: number;
  /** The last ones, the newest first. */
  readonly outcomes: readonly UpdateOutcome[];
  readonly keeping:
    | { readonly kind: 'kept' }
    | { readonly kind: 'putAside'; readonly fileName: string }
    | { readonly kind: 'memory' };
}

/** A newer version of what a file is, for marks. */
export interface NewerVersion {
  readonly updateId: string;
  readonly versionId: number;
  readonly versionName: string;
}
