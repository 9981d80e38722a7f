import type { DownloadTarget } from '../../../shared/download/download';
import type { NamedTarget } from '../naming/template';
import type { IndexedFile } from './ports';

/** What the index alone says of a file, for rules and templates; null for one that nobody knows. */
export function toNamedTarget({ facts, fileName, sha256 }: IndexedFile): NamedTarget | null {
  if (facts === null) return null;
  const { modelId, versionId, modelName, versionName, modelType, baseModel, creator, tags } = facts;
  const file: DownloadTarget['file'] = {
    untrustedName: fileName,
    // The index does not keep it; nearly all are this.
    type: 'Model',
    format: /\.gguf$/i.test(fileName) ? 'GGUF' : null,
    precision: null,
    sizeClass: null,
    approximateBytes: null,
  };
  const hashes = { sha256, blake3: null, crc32: null, autoV1: null, autoV2: null, autoV3: null };
  const known = { modelId, versionId, fileId: 0, modelName, versionName, modelType, baseModel, creator };
  return { ...known, file, hashes, tags, firstTag: tags[0] ?? null };
}
