import type { Failure } from '../../../shared/failure';
import type { WeightsFinding } from '../../../shared/placement';
import type { Result } from '../../../shared/result';

/** What the user let go of over the window, or chose in the system's dialog. */
export interface DroppedPaths {
  readonly folders: readonly string[];
  readonly files: readonly string[];
  /** Texts that may hold links, ids or hashes, and lock files. */
  readonly lists: readonly string[];
  readonly unreadable: readonly { readonly path: string; readonly cause: Failure }[];
}

/** The first look at a file, before it is read as a whole. */
export interface FileGlance {
  /** The first eight digits of SHA-256 of the 64 KiB at 1 MiB, upper-case; null for a smaller file. */
  readonly autoV1: string | null;
  /** The JSON in front of the weights of a safetensors file. */
  readonly header: string | null;
  /** What kind of weights the names of the tensors are; null for no kind that is known. */
  readonly weights: WeightsFinding | null;
}

export interface DroppedFiles {
  sort(paths: readonly string[]): Promise<DroppedPaths>;
  glance(path: string): Promise<Result<FileGlance, Failure>>;
}
