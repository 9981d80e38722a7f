import type { FileHashes, MaturityLevel } from '../civitai/model';
import type { Failure } from '../failure';
import type { PictureId } from '../ids';
import type { FileFlaw } from '../library/flaw';
import type { WeightsFinding } from '../placement';
import type { SidecarProblem, SidecarTally } from '../sidecars';

/** So many are looked at at one time; of more, the rest is left out and said. */
export const MOST_INSPECTED = 5_000;
/** So many of the files that are the same are named; there may be more. */
export const MOST_TWINS = 5;

export type InspectionStage =
  | { readonly kind: 'waiting' }
  /** Its whole content is being read for its hashes. */
  | { readonly kind: 'reading'; readonly readBytes: number }
  | { readonly kind: 'asking' }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly cause: Failure };

/** What Civitai says of a file, and where such a file belongs; the place is null while no folder has been chosen. */
export interface RecognisedFile {
  readonly version: InspectedVersion;
  readonly place: InspectedPlace | null;
}

/**
 * What a file is, and how sure that is.
 *
 * - `unknown`: nothing leads to a version yet, or, once everything was asked, nobody knows it.
 * - `likely`: a small part of it, what its header says, or another program's word leads there, which answers at
 *   once and may be another file's as well.
 * - `cut`: it begins like this file and ends too early.
 * - `sameBytes`: its bytes are those that were published.
 * - `sameWeights`: the weights are; what stands around them is not.
 * - `uncompared`: Civet downloaded it, and Civitai publishes no hash to compare it with.
 * - `differs`: Civet downloaded it, and Civitai has published another hash since.
 * - `damaged`: it was this version, and has other bytes now that nobody wrote.
 * - `replaced`: it is what its version was, and Civitai publishes other bytes for that version now.
 * - `shortHash`: its AutoV2 is that of a file of which Civitai publishes no full hash; very probably the same.
 */
export type InspectedIdentity =
  | { readonly kind: 'unknown' }
  | ({
      readonly kind:
        | 'likely'
        | 'cut'
        | 'sameBytes'
        | 'sameWeights'
        | 'uncompared'
        | 'differs'
        | 'damaged'
        | 'replaced'
        | 'shortHash';
    } & RecognisedFile);

/** What Civitai says of a file that somebody has asked about. */
export interface InspectedVersion {
  readonly modelId: number;
  readonly versionId: number;
  readonly modelName: string;
  /** Null for a version that the page of its model does not show. */
  readonly versionName: string | null;
  readonly modelType: string;
  readonly baseModel: string | null;
  readonly creator: string | null;
  readonly triggerWords: readonly string[];
  /** At the user's level of maturity, the first ones. */
  readonly pictures: readonly {
    readonly id: PictureId;
    readonly maturity: MaturityLevel;
    readonly blurhash: string | null;
  }[];
  /** Of the same model and base model, published later; null when there is none. */
  readonly newer: { readonly versionId: number; readonly name: string } | null;
  /** Size of the published file in bytes, exact or off by some; null when it is not known. */
  readonly publishedBytes: number | null;
}

/**
 * Where a file lies, seen from where Civet would put it: in that folder or below it; in the folder for such files of the
 * same program, where a template would put it deeper; in that of another program of the user's; or somewhere else.
 */
export type LyingPlace =
  | { readonly kind: 'there' | 'elsewhere' }
  | { readonly kind: 'unsorted' | 'otherProgram'; readonly label: string };

/** What the library says of a file as damaged, and what reading it anew has shown. */
export interface InspectedDamage {
  /** Of the library. */
  readonly fileId: number;
  /** When a check found it; milliseconds since 1970. */
  readonly sinceMs: number;
  /** Whether it still has other bytes than it was known by; null until it was read. */
  readonly isConfirmed: boolean | null;
}

/** Where Civet would put such a file, and how it would call it. */
export interface InspectedPlace {
  readonly folderPath: string;
  readonly label: string;
  readonly fileName: string;
  readonly lies: LyingPlace;
  readonly isOwnName: boolean;
  /** Under which it stands in the right folder as well; null where it does not. */
  readonly secondName: string | null;
  /** In one of the user's folders, right or wrong; else a second name there leaves the file where it is. */
  readonly isInLibrary: boolean;
}

/** How a file gets to where it belongs: away from where it is, or under a second name that takes no space. */
export const MISPLACED_WAYS = ['move', 'link'] as const;
export type MisplacedWay = (typeof MISPLACED_WAYS)[number];

/** What becomes of a broken file once the whole is here. */
export interface WholeOutcome {
  /** False for one that is in none of the user's folders: it stays. */
  readonly isReplaced: boolean;
}

/** What was written beside a file. */
export interface BesideOutcome extends SidecarTally {
  /** False when the user has ticked nothing that could be written. */
  readonly isWanted: boolean;
  /** What could not be written, and why. */
  readonly problems: readonly Pick<SidecarProblem, 'part' | 'cause'>[];
}

/** Another file of the library. Paths are words to read. */
export interface FileTwin {
  readonly fileName: string;
  readonly folderPath: string;
  /** A second name of the very same file, which takes no space of its own. */
  readonly isSameFile: boolean;
}

/** Which files of the library are the same, the first ones of each. */
export interface FileTwins {
  readonly bytes: readonly FileTwin[];
  /** The same weights behind another header. */
  readonly weights: readonly FileTwin[];
}

/** What is known of a file that the user asks about. Paths are words to read, never something to send back. */
export interface InspectedFile {
  /** Minted by main; means nothing after a restart. */
  readonly id: number;
  readonly fileName: string;
  readonly folderPath: string;
  readonly bytes: number;
  readonly stage: InspectionStage;
  /** What its own beginning says is wrong with it; known before anything else of it is. */
  readonly flaw: FileFlaw | null;
  /** Measured; null until the file has been read. */
  readonly hashes: FileHashes | null;
  readonly identity: InspectedIdentity;
  /** When the library read it, for a file that has not changed since; null for one that was read for this. */
  readonly libraryReadAtMs: number | null;
  /** Null for a file that the library does not call damaged. */
  readonly damage: InspectedDamage | null;
  readonly twins: FileTwins;
  /** What the file says of itself, by name; nobody has checked it. */
  readonly header: readonly HeaderFact[];
  /** What kind of weights the names of its tensors are; null while nobody has looked, or for no kind that is known. */
  readonly weights: WeightsFinding | null;
}

export const HEADER_FACTS = [
  'title',
  'author',
  'family',
  'trainer',
  'rank',
  'architecture',
  'baseModel',
  'triggerWords',
  'date',
  'tensors',
  'precision',
] as const;
export interface HeaderFact {
  readonly name: (typeof HEADER_FACTS)[number];
  readonly text: string;
}

export interface InspectionView {
  /** Rises by one with each change that is told. */
  readonly revision: number;
  readonly files: readonly InspectedFile[];
  /** Files that were left out, because there were too many. */
  readonly leftOutCount: number;
}

export interface InspectionDelta {
  readonly revision: number;
  /** What is new, or not as it was. */
  readonly upserts: readonly InspectedFile[];
  /** The ids of all files from top to bottom; null when they are the same as before. */
  readonly order: readonly number[] | null;
  readonly leftOutCount: number;
}

/** What came of what was dropped or chosen. */
export interface DropOutcome {
  /** Files that are looked at now. */
  readonly addedCount: number;
  /** Lists and lock files that went to the plan. */
  readonly listCount: number;
  /** Notes and sidecars of models that were dropped with them: what lies beside a model goes along with it. */
  readonly besideNames: readonly string[];
  /** Texts that no list could be made of, and why. */
  readonly unread: readonly { readonly fileName: string; readonly cause: Failure }[];
}
