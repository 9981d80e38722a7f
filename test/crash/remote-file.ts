import type { DownloadTarget } from '../../shared/download/download';
import { FileBytes } from '../faults/file-bytes';

/** One state of a file at the storage. */
export interface Content {
  readonly bytes: Uint8Array;
  /** Upper-case hex, as Civitai publishes it. */
  readonly sha256: string;
  readonly etag: string;
}

const known = new Map<string, Content>();

function contentOf(seed: number, length: number): Content {
  const key = `${seed}/${length}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const file = new FileBytes(length, seed);
  const sha256 = file.sha256();
  const content = { bytes: file.slice(0, length), sha256, etag: `"${sha256.slice(0, 16)}"` };
  known.set(key, content);
  return content;
}

/** A file at Civitai and its storage, which its creator may replace. */
export class RemoteFile {
  private readonly states: Content[];

  constructor(
    readonly number: number,
    private readonly lengths: { readonly bytes: number; readonly hasEtag: boolean },
  ) {
    this.states = [contentOf(number * 1_000, lengths.bytes)];
  }

  get hasEtag(): boolean {
    return this.lengths.hasEtag;
  }

  get content(): Content {
    const last = this.states.at(-1);
    if (last === undefined) throw new Error('A file has at least one content.');
    return last;
  }

  /** Every content it ever had, the first one first. */
  get history(): readonly Content[] {
    return this.states;
  }

  replace(length: number): void {
    this.states.push(contentOf(this.number * 1_000 + this.states.length, length));
  }

  /** What Civitai says of it now. */
  target(): DownloadTarget {
    const { sha256, bytes } = this.content;
    return {
      modelId: 100 + this.number,
      versionId: 200 + this.number,
      fileId: 300 + this.number,
      modelName: `Model ${this.number}`,
      versionName: 'v1',
      modelType: 'LORA',
      baseModel: 'SDXL 1.0',
      creator: 'somebody',
      file: {
        // Two files with one name, so that the second has to find another.
        untrustedName: `model-${this.number % 3}.safetensors`,
        type: 'Model',
        format: 'SafeTensor',
        precision: null,
        sizeClass: null,
        approximateBytes: bytes.length,
      },
      hashes: { sha256, blake3: null, crc32: null, autoV1: null, autoV2: null, autoV3: null },
      pictureUrl: null,
      pictureMaturity: null,
      blurhash: null,
    };
  }
}
