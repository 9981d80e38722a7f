import type { FileHashes, MaturityLevel, ModelFile } from '../civitai/model';
import type { DownloadId, PictureId } from '../ids';
import type { DownloadState } from './state';

/** What is being fetched, as Civitai described it when the download was added. */
export interface DownloadTarget {
  readonly modelId: number;
  readonly versionId: number;
  readonly fileId: number;
  readonly modelName: string;
  readonly versionName: string;
  readonly modelType: string;
  readonly baseModel: string | null;
  readonly creator: string | null;
  readonly file: Pick<
    ModelFile,
    'untrustedName' | 'type' | 'format' | 'precision' | 'sizeClass' | 'approximateBytes'
  >;
  readonly hashes: FileHashes;
  /** Address of the preview at Civitai; stays in main. */
  readonly pictureUrl: string | null;
  readonly pictureMaturity: MaturityLevel | null;
  readonly blurhash: string | null;
}

/** A download as the page sees it. Paths are words to read here, never something to send back. */
export interface DownloadView {
  readonly id: DownloadId;
  readonly modelId: number;
  readonly versionId: number;
  readonly fileId: number;
  readonly modelName: string;
  readonly versionName: string;
  readonly modelType: string;
  readonly baseModel: string | null;
  readonly creator: string | null;
  /** The name the file has, or will have unless it is taken by then. */
  readonly fileName: string;
  readonly format: string | null;
  readonly precision: string | null;
  readonly picture: PictureId | null;
  /** Stands for the picture until it is there. */
  readonly blurhash: string | null;
  /** For example "ComfyUI › loras". */
  readonly placeLabel: string;
  /** The folder's path, to be read by a person. */
  readonly placePath: string;
  readonly state: DownloadState;
  /** On disk for certain. */
  readonly durableBytes: number;
  readonly totalBytes: number | null;
  /** Whether Civitai publishes a hash that this file can be proven with. */
  readonly hasPublishedHash: boolean;
  readonly addedAtMs: number;
  /** Whether the queue shows it; the library shows every placed file. */
  readonly isListed: boolean;
}

/** Never stored: what moves while a download runs, at most four times a second. */
export interface DownloadProgress {
  readonly id: DownloadId;
  readonly receivedBytes: number;
  readonly totalBytes: number | null;
  /** Null until it can be told. */
  readonly bytesPerSecond: number | null;
  readonly remainingMs: number | null;
}
