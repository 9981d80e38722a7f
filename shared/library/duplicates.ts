import type { Failure } from '../failure';

/** By what files are the same: all of their bytes, or their weights alone, behind another header. */
export const LIKENESSES = ['bytes', 'weights'] as const;
export type Likeness = (typeof LIKENESSES)[number];

/** What can be done with files that are the same. */
export const DUPLICATE_ACTS = ['link', 'trash'] as const;
/** `link`: the others become further names of the one that is kept. `trash`: they go into the trash. */
export type DuplicateAct = (typeof DUPLICATE_ACTS)[number];

/** One file on disk, under one name or several; paths are words to read. */
export interface DuplicateCopy {
  /** Of the index: the first one of its names. */
  readonly id: number;
  readonly fileName: string;
  readonly folderPath: string;
  /** Further names of the very same file, which take no space. */
  readonly otherNames: readonly { readonly fileName: string; readonly folderPath: string }[];
  /** Null while it is not known what the file is, or no folder has been chosen. */
  readonly isInRightFolder: boolean | null;
  readonly hasSidecars: boolean;
  /** When it was written last; milliseconds since 1970. */
  readonly writtenAtMs: number;
  readonly isOldest: boolean;
  /** Civet would keep this one: it lies where it belongs, else has sidecars, else was there first. */
  readonly isProposed: boolean;
  /** It has further names outside of the library, so that nothing is free without this one. */
  readonly hasFurtherNames: boolean;
  /** A link is possible only between copies of the same letter. */
  readonly volume: string;
}

export interface DuplicateGroup {
  /** Of the index: the smallest one in it. */
  readonly id: number;
  /** Null for what nobody knows. */
  readonly modelName: string | null;
  readonly versionName: string | null;
  readonly modelId: number | null;
  readonly versionId: number | null;
  /** Of one copy; of the largest, where only the weights are the same. */
  readonly bytes: number;
  /** What would be free with one copy; 0 where only the weights are the same, for nobody knows which to keep. */
  readonly costBytes: number;
  readonly copies: readonly DuplicateCopy[];
  /** Was the same, and has other bytes since, though nobody wrote to it: no copy, and left out of everything. */
  readonly damaged: readonly {
    readonly id: number;
    readonly fileName: string;
    readonly folderPath: string;
    readonly sinceMs: number | null;
  }[];
  /** The user has said that these shall stay. */
  readonly isLeft: boolean;
}

export interface DuplicateTotals {
  /** Without those that are left alone. */
  readonly groupCount: number;
  readonly costBytes: number;
  readonly leftCount: number;
}

export interface DuplicatePage {
  readonly totals: DuplicateTotals;
  /** How many groups there are on all pages. */
  readonly total: number;
  readonly offset: number;
  readonly groups: readonly DuplicateGroup[];
}

/**
 * Why a copy stays as it is. `perhapsOneFile`: it looks like the very file that is kept, reached by another way, as a
 * folder that is connected twice.
 */
export type DuplicateObstacle = 'otherVolume' | 'linkedName' | 'perhapsOneFile';

/** Which copy the user wants to keep, against what is proposed. */
export interface DuplicateChoice {
  readonly groupId: number;
  /** A name of that copy. */
  readonly keptId: number;
}

/** Far more than anybody presses by hand. */
export const MOST_CHOICES = 5_000;

/** What would happen, before it does. */
export interface DuplicatePlan {
  /** Minted by main; the next plan makes it worthless. */
  readonly id: string;
  readonly act: DuplicateAct;
  readonly groupCount: number;
  /** Copies that would become links, or go into the trash. */
  readonly copyCount: number;
  readonly freedBytes: number;
  /** Copies among them that free nothing: they have further names that Civet does not know. */
  readonly sharedCount: number;
  /** So much is read before anything happens, to compare it once more. */
  readonly readBytes: number;
  /** Copies that stay, and why. */
  readonly staying: Readonly<Record<DuplicateObstacle, number>>;
  /** The first ones: which file is kept, and what happens to which. */
  readonly rows: readonly {
    readonly kept: string;
    readonly others: readonly string[];
  }[];
}

/** How far planning or comparing has come; null when nothing is looked at. */
export type DuplicateProgress =
  | { readonly kind: 'looking'; readonly doneCount: number; readonly totalCount: number }
  | { readonly kind: 'comparing'; readonly readBytes: number; readonly totalBytes: number };

/** What came of it. */
export interface DuplicateOutcome {
  /** Copies that were linked or trashed. */
  readonly doneCount: number;
  /** Copies that stayed because they were not the same any more, or could not be read; the first cause. */
  readonly leftCount: number;
  readonly cause: Failure | null;
}

/** Rows that a plan shows; the rest is counted. */
export const MOST_PLANNED_ROWS = 100;
