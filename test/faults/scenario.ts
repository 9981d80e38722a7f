import type { FailureCode } from '../../shared/failure';
import type { FileBytes } from './file-bytes';
import type { Rule } from './server/answer';
import type { World } from './world';

export const KIB = 1024;
export const MIB = 1024 * KIB;
/** The engine's unit of truth. */
export const PIECE = 8 * MIB;
/** Less than a piece, and no round number. */
export const SMALL = 3 * MIB + 123;
/** Three pieces and the beginning of a fourth. */
export const LARGE = 24 * MIB + 1_234;
/** How far a resumed body may reach back to be compared with the disk (P6). */
export const OVERLAP = 64 * KIB;

/** Sections of the table of cases. */
export const SECTIONS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;
export type Section = (typeof SECTIONS)[number];

export interface FileWishes {
  readonly size?: number;
  /** Replaces the content altogether. */
  readonly bytes?: FileBytes;
  readonly name?: string;
  readonly etag?: string | null;
  readonly mirrorEtag?: string | null;
  readonly lastModified?: string | null;
  readonly contentType?: string;
  /** What Civitai publishes; `wrong` is a hash of other bytes. */
  readonly hash?: 'right' | 'wrong' | 'none';
  /** What Civitai says of the size: exact, null for nothing, or a number of bytes. */
  readonly approximateBytes?: number | null;
}

export interface LinkWishes {
  readonly lifeMs?: number;
  /** Where links lead, by their number from 1; `storage` when it does not say. */
  readonly leadTo?: (generation: number, world: World) => 'storage' | 'mirror' | 'vault' | URL;
  readonly path?: string;
  readonly query?: string;
  readonly fileIdOf?: (asked: number, generation: number) => number;
  /** How far the storage's and the API's clocks are ahead of ours, in milliseconds. */
  readonly serverAheadMs?: number;
}

/** What an earlier run of Civet has left. */
export interface DiskWishes {
  /** Claimed bytes as [start, end); a number stands for a beginning of that length. */
  readonly claimed: number | readonly (readonly [number, number])[];
  /** Strong entity tag of the storage; null when none was sent. The file's own when it does not say. */
  readonly etag?: string | null;
  /** What an earlier answer has told about the length; the truth when it does not say. */
  readonly totalBytes?: number | null;
  /** Bytes at these places are not what was claimed. */
  readonly damagedAt?: readonly number[];
  /** Length of the part file when it is not the end of the last claim; null for no part file. */
  readonly partBytes?: number | null;
  /** The bytes on disk belong to this file. */
  readonly bytesOf?: FileBytes;
}

export interface WorldWishes {
  readonly file?: FileWishes;
  readonly links?: LinkWishes;
  readonly disk?: DiskWishes;
  readonly token?: string | null;
  /** The user's choice; 1 when it does not say, so that requests come one after the other. */
  readonly connections?: number;
  /** How many downloads may run at once. */
  readonly simultaneous?: number;
  /** Bytes on disk may be asked for again, because nothing else is left (a storage without ranges). */
  readonly mayRefetch?: boolean;
  /** Starts an https storage that the engine's names and certificates lead to. */
  readonly vault?: 'trusted' | 'unknown' | 'otherName' | 'expired';
  /** The server's bytes are wrong on purpose: what is claimed is compared with its CRC-32 alone. */
  readonly isPoisoned?: boolean;
  /** The disk does not keep what it is given, so a claim may be false until that is found. */
  readonly isLyingDisk?: boolean;
  /** What is not kept on a disk: a file of many gigabytes of which only offsets and bytes are checked. */
  readonly isVirtual?: boolean;
}

export type Ending =
  | 'completed'
  | 'unverified'
  | 'paused'
  /** The scenario has looked for itself. */
  | 'any'
  | { readonly failed: FailureCode | readonly FailureCode[] }
  | { readonly waiting: FailureCode | readonly FailureCode[] };

type Rules = readonly Rule[] | ((world: World) => readonly Rule[]);

/** One way in which a fault shows itself. */
export interface Scenario extends WorldWishes {
  readonly name: string;
  readonly api?: Rules;
  readonly storage?: Rules;
  readonly mirror?: Rules;
  readonly vaultRules?: Rules;
  /** In how many worlds, each with another order of events. */
  readonly seeds?: number;
  /** Waits for time limits of the network that no clock of ours drives. */
  readonly isSlow?: true;
  /** Add or resume, then wait until nothing more happens, unless it says otherwise. */
  readonly run?: (world: World) => Promise<unknown>;
  readonly ends: Ending;
  readonly check?: (world: World) => unknown;
}

export interface FaultCase {
  readonly id: number;
  /** As in the table. */
  readonly fault: string;
  /** As in the table. */
  readonly expect: string;
  /** Where the expectation is met in another way than it says, or what this run leaves out. */
  readonly note?: string;
  /** Why the case cannot run on this machine; null when it can. */
  readonly cannotRun?: () => string | null;
  readonly scenarios: readonly Scenario[];
}
