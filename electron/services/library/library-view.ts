import type { MaturityLevel } from '../../../shared/civitai/model';
import type { LibraryDetails, LibraryEntry } from '../../../shared/library/library';
import { countsAsOwned, type OwnedFile } from '../../../shared/library/owned';
import type { NewerVersion } from '../../../shared/updates/updates';
import { realHash } from '../../core/civitai/hash-of-nothing';
import type { IndexedFile } from '../../core/library/ports';
import { pictureWithin } from '../../core/library/version-facts';
import type { PictureBook } from '../../core/ports';

export interface ViewNeeds {
  readonly pictures: PictureBook;
  readonly maturity: () => MaturityLevel;
  /** A newer version of what a file is; null where none is known. */
  readonly newerOf: (fileId: number) => NewerVersion | null;
}

/** A row of the index as the page sees it. */
export function toEntry(file: IndexedFile, { pictures, maturity, newerOf }: ViewNeeds): LibraryEntry {
  const { facts, claim } = file;
  const picture = pictureWithin(facts?.pictures ?? [], maturity());
  return {
    id: file.id,
    fileName: file.fileName,
    folderPath: file.folder,
    bytes: file.bytes,
    addedAtMs: file.addedAtMs,
    use: file.use,
    standing: file.standing,
    flaw: file.flaw,
    formerBytes: file.formerBytes,
    modelId: file.modelId,
    versionId: file.versionId,
    modelName: facts?.modelName ?? claim?.modelName ?? null,
    versionName: facts?.versionName ?? null,
    modelType: facts?.modelType ?? null,
    baseModel: facts?.baseModel ?? null,
    creator: facts?.creator ?? null,
    picture: picture === null ? null : pictures.idOf(picture.url),
    pictureMaturity: picture?.maturity ?? null,
    blurhash: picture?.blurhash ?? null,
    trashId: file.trashId ?? null,
    newer: newerOf(file.id),
  };
}

export function toDetails(file: IndexedFile, needs: ViewNeeds): LibraryDetails {
  const { sha256, claim } = file;
  return {
    ...toEntry(file, needs),
    triggerWords: file.facts?.triggerWords ?? [],
    tags: file.facts?.tags ?? [],
    hashes: {
      sha256,
      autoV1: realHash(file.autoV1),
      autoV2: sha256?.slice(0, 10) ?? null,
      autoV3: realHash(file.autoV3),
      crc32: file.crc32,
      blake3: null,
    },
    claimedSha256: sha256 === null ? (claim?.sha256 ?? null) : null,
    claimSource: file.match === 'claim' ? (claim?.source ?? null) : null,
    readAtMs: file.readAtMs,
    askedAtMs: file.askedAtMs,
    missingSinceMs: file.missingSinceMs,
    damagedSinceMs: file.damagedSinceMs,
    readFailure: file.readFailure,
  };
}

/** Nothing for what is not the version that it may have been once. */
export function toOwned(file: IndexedFile): readonly OwnedFile[] {
  const { id, fileName, folder, modelId, versionId, sha256, claim, standing } = file;
  if (modelId === null || versionId === null || !countsAsOwned(standing)) return [];
  const claimedSha256 = sha256 === null ? (claim?.sha256 ?? null) : null;
  return [{ id, fileName, folderPath: folder, modelId, versionId, sha256, claimedSha256 }];
}
