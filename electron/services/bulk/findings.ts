import type { ModelFile } from '../../../shared/civitai/model';
import type { Failure } from '../../../shared/failure';
import type { LockedFile } from '../../core/bulk/lock-file';
import type { ReplacementPromise } from '../../core/updates/ports';
import { neededBeside, type PlannedModel, type PlannedVersion } from './planned-model';

/** One file that something asked for has led to. */
export interface Find {
  readonly model: PlannedModel;
  readonly versionId: number;
  /** Null when the version has no file. */
  readonly file: ModelFile | null;
  readonly lock: LockedFile | null;
  /** The number that may have meant something else as well. */
  readonly ambiguousId: number | null;
  /** It stands on a list of the account's own, so it goes with the account. */
  readonly isPrivate: boolean;
  /** What becomes of old files afterwards; when it is not said, what was said before holds. */
  readonly promise?: ReplacementPromise | null;
}

/** A version as somebody wants it: the file that was chosen, and what is needed beside it. */
export function findsOfVersion(
  model: PlannedModel,
  version: PlannedVersion,
  file: ModelFile | null,
): readonly Find[] {
  const files = file === null ? [null] : [file, ...neededBeside(version, file)];
  return files.map((each) => ({
    model,
    versionId: version.id,
    file: each,
    lock: null,
    ambiguousId: null,
    isPrivate: false,
  }));
}

/** Something asked for that led nowhere. */
export interface Miss {
  readonly untrustedText: string;
  /** From 1; null for what came without lines. */
  readonly line: number | null;
  readonly cause: Failure;
}

/** Where a search for what was asked for tells how it goes on. */
export interface Finder {
  readonly signal: AbortSignal;
  found(finds: readonly Find[]): void;
  missed(misses: readonly Miss[]): void;
  /** Models that were found and that are more mature than what the user wants to see. */
  leftOut(modelIds: readonly number[]): void;
  /** @param totalCount null while nobody knows */
  went(doneCount: number, totalCount: number | null): void;
  /** False once the plan holds all it can. */
  hasRoom(): boolean;
}
