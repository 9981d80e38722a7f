import type { Failure } from '../../shared/failure';
import type { Result } from '../../shared/result';
import type { FolderChange, FoundFile, ReadOutcome, WalkSummary } from '../core/library/ports';

/** What is said between main and a thread that looks through folders and reads files. Both are ours. */
export type ToLibraryThread =
  /** One part of what the index knows; sent before `walk`. */
  | { readonly kind: 'known'; readonly rows: string }
  | {
      readonly kind: 'walk';
      readonly roots: readonly string[];
      readonly only: FolderChange | null;
      readonly files: readonly string[];
      readonly readsClaims: boolean;
    }
  | { readonly kind: 'read'; readonly path: string };

/** What a thread is started with. */
export interface LibraryThreadStart {
  readonly memory: SharedArrayBuffer;
  readonly isInBackground: boolean;
}

export type FromLibraryThread =
  | { readonly kind: 'found'; readonly files: readonly FoundFile[]; readonly seenCount: number }
  | { readonly kind: 'walked'; readonly result: Result<WalkSummary, Failure> }
  | { readonly kind: 'read'; readonly result: Result<ReadOutcome, Failure> };

/** Memory that both sides see, so that a thread in the middle of its work hears and tells without a message. */
export interface ThreadControl {
  /** One of `MODES`, at 0. */
  readonly mode: Int32Array;
  /** Bytes read since the start, at 0. */
  readonly bytes: BigInt64Array;
}

export const MODES = { run: 0, pause: 1, cancel: 2 } as const;

export function newControl(): SharedArrayBuffer {
  return new SharedArrayBuffer(16);
}

export function controlOf(memory: SharedArrayBuffer): ThreadControl {
  return { mode: new Int32Array(memory, 0, 1), bytes: new BigInt64Array(memory, 8, 1) };
}

/** Waits while the mode is `pause`. @returns false when it is to be given up */
export function mayGoOn({ mode }: ThreadControl): boolean {
  while (Atomics.load(mode, 0) === MODES.pause) Atomics.wait(mode, 0, MODES.pause);
  return Atomics.load(mode, 0) === MODES.run;
}
