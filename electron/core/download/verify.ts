import type { FileHashes } from '../../../shared/civitai/model';
import { HASH_KINDS, type HashKind, type Verification } from '../../../shared/download/state';
import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';

/** Upper-case hex. SHA-256 is always measured, others only when they are needed as proof. */
export type MeasuredHashes = Readonly<Partial<Record<HashKind, string>>> & { readonly sha256: string };

/** The strongest hash that Civitai publishes for a file; null when it publishes none. */
export function strongestPublished(published: FileHashes): HashKind | null {
  return HASH_KINDS.find((kind) => published[kind] !== null) ?? null;
}

/** Whether a hash of this kind covers every byte, with enough digits to tell any two files apart. */
export function provesWholeFile(kind: HashKind): boolean {
  return kind === 'sha256' || kind === 'blake3' || kind === 'autoV2';
}

/**
 * Compares what was measured with what Civitai publishes, by the strongest hash there is.
 *
 * @returns `integrity.hash` with both values when they differ; `unverified` when there is nothing to
 * compare with, which is never called a success of verification
 */
export function judgeHashes(published: FileHashes, measured: MeasuredHashes): Result<Verification, Failure> {
  const by = strongestPublished(published);
  if (by === null) return ok({ kind: 'unverified', sha256: measured.sha256 });
  const expected = published[by];
  const actual = measured[by];
  if (actual === undefined || expected === null) throw new Error(`The ${by} hash was not measured.`);
  if (expected.toUpperCase() !== actual.toUpperCase()) {
    return err(failure('integrity.hash', { kind: by, expected, actual }));
  }
  return ok({ kind: 'verified', by, sha256: measured.sha256 });
}
