import type { HashKind } from '../../shared/download/state';
import type { Failure } from '../../shared/failure';
import type { Result } from '../../shared/result';
import type { MeasuredHashes } from '../core/download/verify';
import type { PieceClaim } from '../core/ports';

/** What is said between the thread that fetches and the thread that hashes. Both are ours. */
export type ToHasher =
  | {
      readonly kind: 'begin';
      readonly session: number;
      readonly path: string;
      readonly proof: HashKind | null;
      readonly claims: readonly PieceClaim[];
      /** Somebody wants to hear how far it is read. */
      readonly isWatched: boolean;
    }
  | { readonly kind: 'advance'; readonly session: number; readonly frontier: number; readonly epoch: number }
  | { readonly kind: 'finish'; readonly session: number; readonly totalBytes: number }
  | { readonly kind: 'end'; readonly session: number };

export type FromHasher =
  | { readonly kind: 'read'; readonly session: number; readonly bytes: number }
  | { readonly kind: 'damage'; readonly session: number; readonly start: number; readonly epoch: number }
  | {
      readonly kind: 'finished';
      readonly session: number;
      readonly result: Result<MeasuredHashes | 'damaged', Failure>;
    }
  | { readonly kind: 'ended'; readonly session: number };
