import type { FileHashes, MaturityLevel, ModelFile } from '../civitai/model';
import type { DownloadId, PictureId } from '../ids';
import type { PlaceReason } from '../placement';
import type { HoldCause } from './hold';
import type { Priority } from './priority';
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
  /** What the user wants it to be, whatever Civitai publishes under this id later; part of `hashes`. */
  readonly lockedHashes?: FileHashes | undefined;
  /** Where it was before it was lost, and shall be again; otherwise its kind decides. Absolute. */
  readonly backTo?: { readonly folder: string; readonly fileName: string } | undefined;
  /** Address of the preview at Civitai; stays in main. */
  readonly pictureUrl: string | null;
  readonly pictureMaturity: MaturityLevel | null;
  readonly blurhash: string | null;
  /** Of the version, in milliseconds since 1970. Downloads of earlier versions of Civet do not have it. */
  readonly publishedAtMs?: number | null | undefined;
  /** The first that the model's creator gave it. As `publishedAtMs`. */
  readonly firstTag?: string | null | undefined;
  /** As the model's creator gave them. As `publishedAtMs`. */
  readonly tags?: readonly string[] | undefined;
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
  /** Null when there is no picture, or nobody has said. */
  readonly pictureMaturity: MaturityLevel | null;
  /** Stands for the picture until it is there. */
  readonly blurhash: string | null;
  /** For example "ComfyUI › loras". */
  readonly placeLabel: string;
  /** The folder's path, to be read by a person. */
  readonly placePath: string;
  readonly placeReason: PlaceReason;
  readonly state: DownloadState;
  /** On disk for certain. */
  readonly durableBytes: number;
  readonly totalBytes: number | null;
  /** Whether Civitai publishes a hash that this file can be proven with. */
  readonly hasPublishedHash: boolean;
  readonly addedAtMs: number;
  readonly priority: Priority;
  /** Place in the user's order: compare as plain text, lower first. Says nothing by itself. */
  readonly rank: string;
  /** It ran, and goes on by itself as soon as this has passed. Only while queued. */
  readonly heldBy: HoldCause | null;
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
  /** Open to the storage right now. */
  readonly connections: number;
  /** False when the storage gives only the whole file: after a pause it is sent again from its beginning. */
  readonly canResume: boolean;
  /** How long no byte has come; 0 while they do. */
  readonly silentMs: number;
}
