import type { ModelFile } from '../../../shared/civitai/model';

/** Digits of a SHA-256 that AutoV2 is made of: forty bits, which two files may share by chance. */
const SHORT_DIGITS = 10;

export function shortHashOf(sha256: string): string {
  return sha256.slice(0, SHORT_DIGITS);
}

/**
 * What it proves that a version has a file with the short hash of ours: all where its full hash is ours as well, little
 * where it has none, and nothing where it has another one.
 *
 * @param files all files of the version that was found
 * @param sha256 measured, upper-case hex
 */
export function provenByShort(
  files: readonly Pick<ModelFile, 'hashes'>[],
  sha256: string,
): 'sha256' | 'autoV2' | null {
  if (files.some(({ hashes }) => hashes.sha256 === sha256)) return 'sha256';
  const isLike = ({ hashes }: Pick<ModelFile, 'hashes'>) =>
    hashes.sha256 === null && hashes.autoV2 === shortHashOf(sha256);
  return files.some(isLike) ? 'autoV2' : null;
}
