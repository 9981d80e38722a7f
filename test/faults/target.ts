import type { DownloadTarget } from '../../shared/download/download';
import { FileBytes } from './file-bytes';
import { type Scenario, SMALL } from './scenario';

export const FILE_ID = 11;
export const VERSION_ID = 1;

const files = new Map<number, FileBytes>();

/** The file of a scenario. All of one size are the same, so that their hash is measured once. */
export function fileOf(scenario: Scenario): FileBytes {
  if (scenario.file?.bytes !== undefined) return scenario.file.bytes;
  const size = scenario.file?.size ?? SMALL;
  const known = files.get(size) ?? new FileBytes(size, 7);
  files.set(size, known);
  return known;
}

/** What Civitai says of the file, as the page would hand it to the queue. */
export function targetOf(
  wishes: NonNullable<Scenario['file']>,
  bytes: FileBytes,
  ids: { readonly fileId: number; readonly versionId: number } = { fileId: FILE_ID, versionId: VERSION_ID },
): DownloadTarget {
  const { size } = bytes;
  return {
    modelId: 1,
    versionId: ids.versionId,
    fileId: ids.fileId,
    modelName: 'A model',
    versionName: 'v1.0',
    modelType: 'LORA',
    baseModel: 'SDXL 1.0',
    creator: 'somebody',
    file: {
      untrustedName: wishes.name ?? 'model.safetensors',
      type: 'Model',
      format: 'SafeTensor',
      precision: 'fp16',
      sizeClass: null,
      approximateBytes: wishes.approximateBytes === undefined ? size : wishes.approximateBytes,
    },
    hashes: {
      sha256: publishedHash(wishes.hash ?? 'right', bytes),
      blake3: null,
      crc32: null,
      autoV1: null,
      autoV2: null,
      autoV3: null,
    },
    pictureUrl: null,
    pictureMaturity: null,
    blurhash: null,
  };
}

function publishedHash(kind: 'right' | 'wrong' | 'none', bytes: FileBytes): string | null {
  if (kind === 'none') return null;
  return kind === 'right' ? bytes.sha256() : new FileBytes(64, 4_711).sha256();
}
