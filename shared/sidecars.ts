import type { Failure } from './failure';

/** Files that other programs read beside a model. What each holds is written in `core/sidecars`. */
export const SIDECAR_DIALECTS = ['a1111', 'civitaiInfo', 'cmInfo', 'loraManager', 'swarm'] as const;
export type SidecarDialect = (typeof SIDECAR_DIALECTS)[number];

/** Put behind the model's name in place of its extension. */
export const SIDECAR_SUFFIXES = {
  a1111: '.json',
  civitaiInfo: '.civitai.info',
  cmInfo: '.cm-info.json',
  loraManager: '.metadata.json',
  swarm: '.swarm.json',
} as const satisfies Record<SidecarDialect, string>;

export interface SidecarWishes {
  readonly dialects: readonly SidecarDialect[];
  /** A picture beside the model. */
  readonly hasPreview: boolean;
}

/** What could not be written, and why; the download itself is as good as ever. */
export interface SidecarProblem {
  /** Of the model. */
  readonly fileName: string;
  /** Its folder, to be read by a person. */
  readonly placePath: string;
  /** Null when nothing of it could be written. */
  readonly part: SidecarDialect | 'preview' | null;
  readonly cause: Failure;
}

/** What became of the files beside models. */
export interface SidecarTally {
  /** New ones. */
  readonly writtenCount: number;
  /** Those that were there and say more now; what they said of their own stays. */
  readonly mergedCount: number;
  /** Those that were there and as they should be. */
  readonly sameCount: number;
}

/** What the user has asked for that goes on just now, or has just ended. */
export interface SidecarRun extends SidecarTally {
  /** Of models; fewer than all of them when it was ended. */
  readonly doneCount: number;
  readonly totalCount: number;
  /** Models of which something could not be written, or that need nothing beside them. */
  readonly failedCount: number;
  /** The first ones of this run. */
  readonly problems: readonly SidecarProblem[];
}

export interface SidecarsStatus {
  /** Models that are still to be looked at. */
  readonly waitingCount: number;
  /** Models done since Civet was started. */
  readonly doneCount: number;
  /** Files written since then; what was there and as it should be is not counted. */
  readonly writtenCount: number;
  /** What is written beside downloads as they come is none. */
  readonly run: SidecarRun | null;
  /** Newest first, the last ones since Civet was started. */
  readonly problems: readonly SidecarProblem[];
}
