import type { HashKind } from '../../shared/download/state';
import type { Failure } from '../../shared/failure';
import type { Result } from '../../shared/result';
import type { MeasuredHashes } from './download/verify';
import type { PartFile, PieceClaim } from './ports';

/** What the services ask of whoever hashes. */

export interface FileHasher {
  update(bytes: Uint8Array): void;
  /** Ends the hasher. */
  digest(): MeasuredHashes;
}

export interface FileHashing {
  /** SHA-256 is always measured; `proof` names the other kind that is needed, if any. */
  begin(proof: HashKind | null): Promise<FileHasher>;
}

export interface FrontierNeeds {
  readonly path: string;
  readonly part: PartFile;
  readonly proof: HashKind | null;
  /** Written in an earlier run; each is compared with its CRC-32 before it is hashed. */
  readonly claims: readonly PieceClaim[];
  /**
   * The bytes that begin here are not what was claimed. The hash waits in front of them until `advance`
   * is called again with the new `epoch`.
   */
  readonly onDamage: (start: number, epoch: number) => void;
}

/** Hashes a file from its beginning, as far as it is written, while the rest is still coming. */
export interface FrontierHash {
  /** Everything below `frontier` may be read now. Ignored when damage was found since `epoch`. */
  advance(frontier: number, epoch: number): void;
  /** Waits until `totalBytes` are hashed; `damaged` when a claim on the way turned out to be wrong. */
  finish(totalBytes: number): Promise<Result<MeasuredHashes | 'damaged', Failure>>;
  /** Stops reading; safe to call at any time and more than once. */
  end(): Promise<void>;
}

export interface FrontierHashing {
  begin(needs: FrontierNeeds): Promise<FrontierHash>;
}

/** Hashes a file that is whole already, away from the thread that answers the user. */
export interface FileMeasuring {
  /**
   * @param bytes its length; a longer file is measured so far only
   * @param proof the hash that is needed besides SHA-256, if any
   * @param onRead told now and then how far it is read
   * @returns `disk.fileVanished` when it is shorter; `input.cancelled` after the signal
   */
  measure(
    path: string,
    bytes: number,
    proof: HashKind | null,
    signal: AbortSignal,
    onRead?: (bytes: number) => void,
  ): Promise<Result<MeasuredHashes, Failure>>;
}
