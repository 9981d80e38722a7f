import { join } from 'node:path';
import type { DownloadTarget } from '../../../shared/download/download';
import type { OrderedFile } from './child-orders';

/** The id that the child gives to the download of a file. */
export function idText(number: number): string {
  return number.toString(16).padStart(8, '0').repeat(4);
}

/** Where the child writes a file before it has its name. */
export function partPathOf(models: string, number: number): string {
  return join(models, 'loras', `${nameOf(number)}.${idText(number).slice(0, 8)}.part`);
}

function nameOf(number: number): string {
  return `model-${number}.safetensors`;
}

/** A file of the pattern server as Civitai would describe it. Its id is the number that makes its bytes. */
export function targetOf({ number, bytes, sha256 }: OrderedFile): DownloadTarget {
  return {
    modelId: 100,
    versionId: 200,
    fileId: number,
    modelName: `Model ${number}`,
    versionName: 'v1',
    modelType: 'LORA',
    baseModel: 'SDXL 1.0',
    creator: 'somebody',
    file: {
      untrustedName: nameOf(number),
      type: 'Model',
      format: 'SafeTensor',
      precision: null,
      sizeClass: null,
      approximateBytes: bytes,
    },
    hashes: { sha256, blake3: null, crc32: null, autoV1: null, autoV2: null, autoV3: null },
    pictureUrl: null,
    pictureMaturity: null,
    blurhash: null,
  };
}
