import type { LibraryEntry, Standing } from './library';

/** A file in the user's folders that is a version of a model, and that no download in Civet's list has brought. */
export interface OwnedFile extends Pick<LibraryEntry, 'id' | 'fileName' | 'folderPath'> {
  readonly modelId: number;
  readonly versionId: number;
  /** Measured; upper-case hex, null where it was not. */
  readonly sha256: string | null;
  /** What somebody else says it is, while nobody has measured it. */
  readonly claimedSha256: string | null;
}

/** Whether a file counts as the version that it was found to be. */
export function countsAsOwned(standing: Standing): boolean {
  return ['known', 'shortHash', 'claimed', 'edited'].includes(standing);
}

/** Whether somebody says that these are the bytes of a file of Civitai's, and nobody has looked. */
export function isProbablyFile(owned: OwnedFile, versionId: number, sha256: string | null): boolean {
  return owned.versionId === versionId && sha256 !== null && owned.claimedSha256 === sha256;
}

/** Whether these are the bytes of a file of Civitai's, as they were measured. */
export function isSameFile(owned: OwnedFile, versionId: number, sha256: string | null): boolean {
  return owned.versionId === versionId && sha256 !== null && owned.sha256 === sha256;
}
