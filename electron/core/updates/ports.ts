import type { Failure } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import type { Result } from '../../../shared/result';
import type { IgnoredUpdate, OldFate, UpdateOutcome } from '../../../shared/updates/updates';
import type { UpdateModel } from './update-model';

/** When a model was asked about; milliseconds since 1970. */
export interface AskedModel {
  readonly modelId: number;
  readonly askedAtMs: number;
  /** When no list showed it, so that it was asked for by itself; null when lists show it. */
  readonly aloneAtMs: number | null;
}

export interface KeptModel extends AskedModel {
  /** Civitai says that there is no such model. What was told of it before stays. */
  readonly isGone: boolean;
  /** Null when nothing was ever told of it. */
  readonly model: UpdateModel | null;
}

/** An old file as it was when the user said what shall become of it. */
export interface PromisedFile {
  /** Of the index. */
  readonly id: number;
  /** That it was proven to be. */
  readonly versionId: number;
  readonly folder: string;
  readonly fileName: string;
  readonly bytes: number;
  /** Nanoseconds since 1970; too large for a number. */
  readonly mtimeNs: string;
}

/** What the user wants of old files once a download is placed and verified. */
export interface ReplacementPromise {
  readonly fate: Exclude<OldFate, 'keep'>;
  readonly modelName: string;
  readonly files: readonly PromisedFile[];
}

export interface KeptPromise extends ReplacementPromise {
  readonly downloadId: DownloadId;
  /** Of the operation that carries it out; null before there is one. */
  readonly operationId: string | null;
}

/**
 * Small facts about the checks: when the user asked for one, when one came to its end, and how many models it left to
 * later ones.
 */
export type UpdatesNote = 'wantedSinceMs' | 'checkedAtMs' | 'leftCount';

/**
 * What Civitai said of the models of the library, what the user ignores, and what they want of old files; kept from
 * run to run. When a change has answered `ok`, it is on disk for certain.
 */
export interface UpdatesStore {
  asked(): Result<readonly AskedModel[], Failure>;
  /** Those of them that were asked about; what cannot be read any more counts as never asked. */
  models(modelIds: readonly number[]): Result<readonly KeptModel[], Failure>;
  keepModels(models: readonly KeptModel[]): Result<null, Failure>;
  ignored(): Result<readonly IgnoredUpdate[], Failure>;
  ignore(ignored: IgnoredUpdate): Result<null, Failure>;
  takeBack(kind: IgnoredUpdate['kind'], id: number): Result<null, Failure>;
  promises(): Result<readonly KeptPromise[], Failure>;
  promise(promises: readonly KeptPromise[]): Result<null, Failure>;
  /** @param outcome null when there is nothing to tell of it; not told where nothing was promised any more */
  endPromise(downloadId: DownloadId, outcome: Omit<UpdateOutcome, 'id'> | null): Result<null, Failure>;
  /**
   * Keeps a promise as it is by now, and tells what became of the files that are no more in it.
   *
   * @param before as it was read
   * @returns false, with nothing changed, when it was taken back or is another one since
   */
  narrowPromise(
    before: KeptPromise,
    now: KeptPromise,
    outcomes: readonly Omit<UpdateOutcome, 'id'>[],
  ): Result<boolean, Failure>;
  /** The last ones, the newest first. */
  outcomes(): Result<readonly UpdateOutcome[], Failure>;
  note(name: UpdatesNote): number | null;
  keepNote(name: UpdatesNote, value: number | null): void;
  close(): void;
}
