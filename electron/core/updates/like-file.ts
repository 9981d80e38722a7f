import { chooseFile, groupFiles, preferenceFor } from '../../../shared/civitai/choose-file';
import type { FilePreference } from '../../../shared/settings/schema';
import type { UpdateFile, UpdateVersion } from './update-model';

/** A file of the user's, as far as it tells which file of its version it is. */
export interface OwnedBytes {
  readonly fileName: string;
  readonly bytes: number;
  /** Upper-case hex; null where nobody has measured it. */
  readonly sha256: string | null;
}

/** "model" for the weights themselves, else the type of what accompanies them: a VAE is updated by a VAE. */
export type FileRole = string;

/** A size on the service is off by some bytes for a few files. */
const NEAR_BYTES = 2_048;

export function roleOf(file: UpdateFile, { files }: Pick<UpdateVersion, 'files'>): FileRole {
  return groupFiles(files).own.includes(file) ? 'model' : file.type;
}

/**
 * Which file of its version a file on disk is: by its hash, else by its name, else by its size, else the only one there
 * is; null when that cannot be told.
 */
export function fileOfOwned(
  { files }: Pick<UpdateVersion, 'files'>,
  { fileName, bytes, sha256 }: OwnedBytes,
): UpdateFile | null {
  const byHash = sha256 === null ? undefined : files.find((file) => file.sha256 === sha256);
  if (byHash !== undefined) return byHash;
  const named = files.filter(({ untrustedName }) => untrustedName === fileName);
  if (named.length === 1) return named[0] ?? null;
  const near = files.filter(
    ({ approximateBytes }) => approximateBytes !== null && Math.abs(approximateBytes - bytes) <= NEAR_BYTES,
  );
  if (near.length === 1) return near[0] ?? null;
  return files.length === 1 ? (files[0] ?? null) : null;
}

/**
 * The file of a version that stands for an old one: of the same role, then as alike in quantization, format, precision
 * and size as there is, and as the user prefers where the old one tells nothing.
 *
 * @param old null when it cannot be told which file of its version the user has
 * @returns null when the version has nothing of this role
 */
export function fileLike(
  version: Pick<UpdateVersion, 'files'>,
  role: FileRole,
  old: UpdateFile | null,
  preference: FilePreference,
): UpdateFile | null {
  const suiting = version.files.filter((file) => roleOf(file, version) === role);
  const quantization = old?.quantization?.toLowerCase() ?? null;
  const alike = suiting.filter((file) => file.quantization?.toLowerCase() === quantization);
  const among = quantization !== null && alike.length > 0 ? alike : suiting;
  const choice = chooseFile(among, old === null ? preference : preferenceFor(old, preference));
  return among.find(({ id }) => id === choice?.fileId) ?? null;
}
