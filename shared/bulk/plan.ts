import type { AccessState } from '../civitai/access';
import type { SearchWish } from '../civitai/search';
import type { Failure } from '../failure';
import type { DownloadId } from '../ids';
import type { FolderKind, PlaceReason } from '../placement';
import type { OldFate } from '../updates/updates';

/** More than anybody reads; few enough to be shown and asked about in one go. */
export const MOST_PLANNED = 5_000;
/** More lines than anybody mends by hand; one more says that there were others. */
export const MOST_PLAN_PROBLEMS = 2_000;
/** A list that somebody pastes: 40,000 links of usual length, or a lock file of a full plan. */
export const LONGEST_PASTED_LIST = 4_000_000;

/** What a plan is made of. What it names already is not planned twice. */
export type PlanSource =
  /** The newest version of each, with the file that suits the user's preference. */
  | { readonly kind: 'models'; readonly modelIds: readonly number[] }
  /** Links, ids, AIRs and hashes, one or several a line, or the text of a lock file. */
  | { readonly kind: 'list'; readonly text: string }
  /** Everything that a search finds: all of a creator's, the account's favorites. */
  | { readonly kind: 'search'; readonly wish: SearchWish; readonly versions: 'newest' | 'all' };

/** What stands in the way of a download that is neither a price nor a login. */
export type PlanObstacle =
  /** The version has no file. */
  | 'noFile'
  /** The file is gone from the service, or hidden. */
  | 'gone'
  /** What Civitai publishes under this file's id now is not what the lock file wants. */
  | 'otherContent';

/** What happens at the destination; a file that is there is never overwritten. */
export type NameConflict =
  /** Another entry of the plan wants the same name in the same folder: this one gets a suffix. */
  | 'inPlan'
  /** A file of this name is there: this one gets a suffix, unless it is the same file. */
  | 'onDisk';

export type PlanOwnership =
  /** `probablyAt`: where a file is that somebody else says is this one, and that nobody has read yet. */
  | { readonly kind: 'none'; readonly probablyAt?: string }
  /** Placed already, also when it came as part of another version. */
  | { readonly kind: 'installed'; readonly downloadId: DownloadId }
  /** The same bytes lie in one of the user's folders; see `LibraryEntry`. */
  | { readonly kind: 'inLibrary'; readonly entryId: number; readonly path: string }
  | { readonly kind: 'queued'; readonly downloadId: DownloadId };

/** One file that would be downloaded. Paths are words to read here, never something to send back. */
export interface PlanItem {
  /** Minted by main; holds as long as the item is in the plan, whatever is changed of it. */
  readonly id: string;
  readonly modelId: number;
  readonly versionId: number;
  /** Null for a version without files. */
  readonly fileId: number | null;
  readonly modelName: string;
  readonly versionName: string;
  readonly modelType: string;
  readonly baseModel: string | null;
  readonly creator: string | null;
  /** Clean; what it would be called unless the name is taken. */
  readonly fileName: string | null;
  readonly format: string | null;
  readonly precision: string | null;
  readonly sizeClass: string | null;
  readonly approximateBytes: number | null;
  /** How many files and versions there are to choose another from. */
  readonly choiceCount: number;
  /** Null until a folder has been chosen. */
  readonly place: PlanPlace | null;
  readonly ownership: PlanOwnership;
  readonly access: AccessState;
  readonly obstacle: PlanObstacle | null;
  readonly conflict: NameConflict | null;
  /** A scan calls it dangerous; it is included only when the user has accepted that. */
  readonly isDangerous: boolean;
  /** Loading it can run code that its author put there. */
  readonly isPickle: boolean;
  /** From a lock file: what is fetched has to be exactly this. Null for everything else. */
  readonly lockedHash: string | null;
  /** The number that may mean this model or another's version; the user says which. */
  readonly ambiguousId: number | null;
  /** More mature than what the user wants to see; it came by a link, an id or a lock file. */
  readonly isAboveLevel: boolean;
  /** Files that give way to this one once it is placed and verified; null for none. */
  readonly oldFiles: {
    readonly fate: Exclude<OldFate, 'keep'>;
    /** The first ones, to be read by a person. */
    readonly names: readonly string[];
    readonly count: number;
    readonly bytes: number;
  } | null;
  readonly isIncluded: boolean;
}

export interface PlanPlace {
  readonly kind: FolderKind;
  /** The user has chosen another kind than Civet would. */
  readonly isOwnChoice: boolean;
  readonly reason: PlaceReason;
  /** For example "ComfyUI › loras". */
  readonly label: string;
  readonly path: string;
  /** Of `PlanHead.volumes`; null while the volume is being looked at. */
  readonly volumeId: string | null;
}

/** What the included items need on one volume, and what it has. Bytes. */
export interface PlanVolume {
  readonly id: string;
  /** Where it is mounted, for example "/mnt/models"; to be read by a person. */
  readonly label: string;
  readonly state: 'ready' | 'missing' | 'unknown';
  /** Null while it cannot be asked. */
  readonly freeBytes: number | null;
  /** Kept free for the system and for others. */
  readonly reserveBytes: number;
  /** What downloads that are in the queue already still have to fetch. */
  readonly promisedBytes: number;
  readonly includedCount: number;
  readonly includedBytes: number;
  /** Included items whose size nobody has told. */
  readonly unknownSizeCount: number;
  /** How much more room the included ones need than there is; 0 when they fit. */
  readonly missingBytes: number;
}

/** Something that was asked for and could not be planned. */
export interface PlanProblem {
  readonly id: string;
  /** Written by the user or by a stranger: the line, the link, the name. */
  readonly untrustedText: string;
  /** In what was pasted, from 1; null for everything else. */
  readonly line: number | null;
  readonly cause: Failure;
}

export interface PlanHead {
  /** What is being asked for right now; null when everything has been. */
  readonly collecting: {
    /** Things that were named and are answered for. */
    readonly doneCount: number;
    /** Null while nobody knows how many there will be. */
    readonly totalCount: number | null;
  } | null;
  /** One a volume that included items are meant for. */
  readonly volumes: readonly PlanVolume[];
  readonly isFolderChosen: boolean;
  readonly isSignedIn: boolean;
  /** Models that a search found and that are more mature than what the user wants to see. */
  readonly aboveLevelCount: number;
}

export interface Plan {
  readonly revision: number;
  readonly head: PlanHead;
  readonly items: readonly PlanItem[];
  readonly problems: readonly PlanProblem[];
}

/** New items come behind the old ones; a changed one keeps its place. */
export interface PlanDelta {
  readonly revision: number;
  readonly head: PlanHead;
  readonly upserts: readonly PlanItem[];
  readonly removed: readonly string[];
  /** All of them, or null when they are as before. */
  readonly problems: readonly PlanProblem[] | null;
}

/** Another version or file that an item may be changed to. */
export interface PlanChoice {
  readonly versionId: number;
  readonly versionName: string;
  readonly baseModel: string | null;
  readonly files: readonly PlanFileChoice[];
}

export interface PlanFileChoice {
  readonly fileId: number;
  readonly fileName: string;
  readonly type: string;
  readonly format: string | null;
  readonly precision: string | null;
  readonly sizeClass: string | null;
  readonly approximateBytes: number | null;
  readonly isDangerous: boolean;
}

export interface PlanQueued {
  readonly queuedCount: number;
  /** Included items that could not be queued; they stay in the plan. */
  readonly refused: readonly { readonly id: string; readonly cause: Failure }[];
  /** Why old files that were to go once these are proven stay after all; null when they go. */
  readonly promiseTrouble: Failure | null;
}

/** Whether an item can be ticked at all, now or after a login. */
export function canBeIncluded(item: Pick<PlanItem, 'obstacle' | 'ownership' | 'access' | 'fileId'>): boolean {
  if (item.obstacle !== null || item.fileId === null) return false;
  if (item.ownership.kind !== 'none') return false;
  return item.access.kind !== 'archived' && item.access.kind !== 'downloadsDisabled';
}

/** Whether it is ticked unless the user says otherwise: nothing to pay, to sign in for or to be afraid of. */
export function isIncludedAtFirst(item: Omit<PlanItem, 'isIncluded'>): boolean {
  const isHarmless = !item.isDangerous && !item.isAboveLevel && item.ambiguousId === null;
  return canBeIncluded(item) && item.access.kind === 'free' && isHarmless;
}
