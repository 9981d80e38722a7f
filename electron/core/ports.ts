import type { DownloadTarget } from '../../shared/download/download';
import type { HistoryPage } from '../../shared/download/history';
import type { Priority } from '../../shared/download/priority';
import type { DownloadState, HashKind } from '../../shared/download/state';
import type { Failure } from '../../shared/failure';
import type { DownloadId, PictureId } from '../../shared/ids';
import type { FolderKind, KindDecision, Layout } from '../../shared/placement';
import type { Result } from '../../shared/result';
import type { Settings } from '../../shared/settings/schema';
import type { DiskFinding } from './download/recovery';
import type { MeasuredHashes } from './download/verify';
import type { HistoryChange } from './history/entry';
import type { FolderChoice } from './placement/roots';

/** What the services ask of the world. Adapters answer for real, tests answer by hand. */

export interface Clock {
  /** Milliseconds since 1970; may jump. */
  nowMs(): number;
  /** Milliseconds of a clock that never jumps; for speeds and pauses. */
  steadyMs(): number;
  /** Calls back once after the pause; the answer calls it off. */
  after(delayMs: number, callback: () => void): () => void;
}

export interface Chance {
  downloadId(): DownloadId;
  /** From 0 up to, but not including, 1. */
  fraction(): number;
}

export interface HttpRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case; a header sent twice is joined by ", ". */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Bytes exactly as they came: not decoded, not counted. Ends early without an error when the server does. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Closes the connection. Safe to call at any time. */
  discard(): void;
}

/** HTTP GET without redirects, decoding, cookies or retries. */
export interface HttpTransport {
  get(request: HttpRequest): Promise<Result<HttpAnswer, Failure>>;
}

/** Which file to ask for; the last three only help to find one that Civitai lists under a foreign id. */
export interface FileAddress {
  readonly versionId: number;
  readonly fileId: number;
  readonly fileType: string;
  readonly format: string | null;
  readonly precision: string | null;
  /** Whether a hash over the whole file will tell it from a sibling. */
  readonly canBeProven: boolean;
}

/** Where the bytes of a file are right now. Short-lived, and never stored. */
export interface FileLink {
  readonly url: string;
  /** Asked for just now, not remembered from an attempt before. */
  readonly isFresh: boolean;
}

export interface FileLinks {
  /**
   * Every question counts as a download at Civitai, so a link is used again while it works, and many
   * askers at once cause one question.
   */
  resolve(file: FileAddress, signal: AbortSignal): Promise<Result<FileLink, Failure>>;
  /** This link no longer works. A newer one that is known already stays. */
  forget(file: FileAddress, url: string): void;
  /** The user wants a try now: a pause that Civitai asked for is not in its way. */
  urge(): void;
}

/** A file being written. Offsets and lengths are in bytes. */
export interface PartFile {
  length(): Promise<Result<number, Failure>>;
  /** All of them, one behind the other; what they hold must not change until this has answered. */
  write(chunks: readonly Uint8Array[], offset: number): Promise<Result<null, Failure>>;
  /** Exactly `length` bytes; `disk.fileVanished` when the file ends before. */
  read(offset: number, length: number): Promise<Result<Uint8Array, Failure>>;
  /** When this has answered, everything written before is on disk for certain. */
  sync(): Promise<Result<null, Failure>>;
  truncate(length: number): Promise<Result<null, Failure>>;
  close(): Promise<void>;
}

export interface PartFiles {
  /**
   * Creates missing folders below `root`, never `root` itself. Links that the user made are followed, but not where
   * a template leads: `disk.leadsElsewhere` for one that points out of the folder above the template's own.
   *
   * @param subfolder the end of `folder` that a template made, with `/` between its parts; empty for none
   */
  ensureFolder(root: string, folder: string, subfolder: string): Promise<Result<null, Failure>>;
  /**
   * Opens a part file as it is. Creates it, and makes its name durable, when `mayCreate`;
   * `disk.fileVanished` when it is not there and may not be created.
   */
  open(path: string, mayCreate: boolean): Promise<Result<PartFile, Failure>>;
  /** Fails when the disk does not answer, which is not the same as there being no file. */
  inspect(partPath: string, finalPath: string | null): Promise<Result<DiskFinding, Failure>>;
  /** Every name in a folder, as it is written there; empty when there is no such folder. */
  namesIn(folder: string): Promise<readonly string[]>;
  /**
   * Moves without ever replacing. `taken` when something stands under the final name; when it answers
   * `placed`, that name is on disk for certain.
   */
  place(partPath: string, finalPath: string): Promise<Result<'placed' | 'taken', Failure>>;
  /** When this has answered, the name that a file has is on disk for certain. */
  keepName(path: string): Promise<Result<null, Failure>>;
  remove(path: string): Promise<Result<null, Failure>>;
}

/** Asks Civitai what it says of a file now. */
export interface PublishedFiles {
  look(known: DownloadTarget): Promise<Result<DownloadTarget, Failure>>;
}

/** CRC-32 (ISO-HDLC, as in zip), unsigned; `seed` is the value of the bytes before. */
export type Crc32 = (bytes: Uint8Array, seed: number) => number;

/** Proof that the remote file is still the one that was begun; belongs to one host. */
export interface Validator {
  readonly host: string;
  readonly etag: string;
}

/** One row of the journal: all that must survive a crash. */
export interface DownloadRecord {
  readonly id: DownloadId;
  readonly target: DownloadTarget;
  readonly layout: Layout;
  readonly folderKind: FolderKind;
  /** Null where what Civitai says of the file has decided, and for downloads of earlier versions. */
  readonly kindDecision: KindDecision | null;
  readonly root: string;
  readonly folder: string;
  /** The end of `folder` that the user's template made, with `/` between its parts; empty for none. */
  readonly subfolder: string;
  /** Clean and wished for; the final name may get a suffix. */
  readonly fileName: string;
  readonly partPath: string;
  readonly state: DownloadState;
  /** On disk for certain. Resume from here, not from the part file's length. */
  readonly durableBytes: number;
  readonly totalBytes: number | null;
  /** Tries in a row that brought no new bytes. */
  readonly failedAttempts: number;
  readonly addedAtMs: number;
  /** False once the user took a placed file off the queue; the library still knows it. */
  readonly isListed: boolean;
  readonly priority: Priority;
  /** Place in the user's order; see `core/queue/rank.ts`. */
  readonly rank: string;
  /** When it last became `queued`; how long it waits for its turn is counted from here. */
  readonly queuedAtMs: number;
  /** When a run last began; null before the first one. */
  readonly startedAtMs: number | null;
  /**
   * Where the volume of `folder` was mounted when the first run began, for example "/mnt/usb". Another
   * one now means that the drive is not there, and an empty folder of the system disk shows through.
   */
  readonly mountPath: string | null;
}

/** When a call has answered `ok`, the change is on disk for certain. */
export interface Journal {
  /** In the user's order. */
  load(): readonly DownloadRecord[];
  save(record: DownloadRecord, history?: HistoryChange | null): Result<null, Failure>;
  /** All of them in one transaction, or none. */
  saveAll(records: readonly DownloadRecord[], history?: readonly HistoryChange[]): Result<null, Failure>;
  remove(id: DownloadId, history?: HistoryChange | null): Result<null, Failure>;
}

/** Downloads that have ended. The journal writes it, in the transaction that ends them. */
export interface History {
  /** Newest first. @param cursor where the page before ended; null for the first page */
  search(text: string, cursor: string | null): Result<HistoryPage, Failure>;
  clear(): Result<null, Failure>;
}

/**
 * Bytes of the file that are on disk for certain, with the CRC-32 that they had when they came. A claim
 * never crosses the border of a piece (`PIECE_BYTES`), and claims of one file do not overlap.
 */
export interface PieceClaim {
  /** First byte in the file. */
  readonly start: number;
  readonly bytes: number;
  /** Unsigned. */
  readonly crc32: number;
}

/** What is known of a file on disk, besides its bytes. */
export interface PieceNotes {
  readonly claims: readonly PieceClaim[];
  /** One entity tag a host. */
  readonly validators: readonly Validator[];
  /** The whole file measured wrong once, and is being fetched again; there is no third time. */
  readonly isSecondFetch: boolean;
}

/** Which bytes of which download may be believed. When a change has answered `ok`, it is on disk for certain. */
export interface PieceBook {
  load(id: DownloadId): Result<PieceNotes, Failure>;
  /** One transaction: takes back the claims that begin at `dropped`, then adds or lengthens `claims`. */
  change(
    id: DownloadId,
    change: {
      readonly claims: readonly PieceClaim[];
      readonly dropped: readonly number[];
      readonly validators: readonly Validator[];
      readonly isSecondFetch?: true;
    },
  ): Result<null, Failure>;
  /** Forgets everything about a download. */
  clear(id: DownloadId): Result<null, Failure>;
  /** Claimed bytes of every download that has some. */
  totals(): ReadonlyMap<DownloadId, number>;
}

/** One answer of the storage, whose bytes are fetched as they are wanted. */
export interface StorageAnswer {
  readonly status: number;
  /** Names in lower case; a header sent twice is joined by ", ". */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /**
   * Waits until `mostBytes` are there, the body ends, or `lingerMs` have passed and some bytes are there.
   * Bytes are exactly as they came: not decoded, not counted, not copied.
   *
   * @param mostBytes at least 1
   * @param isLast nothing behind these bytes is wanted: when there is more, the connection is not used again
   * @returns at most `mostBytes`; none only once the body has ended, also when it ended early;
   *   `network.stalled` after 30 s without a byte, other network failures when the line broke
   */
  take(
    mostBytes: number,
    lingerMs: number,
    isLast?: boolean,
  ): Promise<Result<readonly Uint8Array[], Failure>>;
  /** Nobody looks at these bytes again, so that their memory may be used for others; no need to call it. */
  release(chunks: readonly Uint8Array[]): void;
  /** Gives the connection up, unless the body is at its end. Safe to call at any time. */
  discard(): void;
}

/** HTTP GET for large bodies: HTTP/1.1, no redirects, no decoding, no cookies, no retries. */
export interface StorageTransport {
  open(request: HttpRequest): Promise<Result<StorageAnswer, Failure>>;
  /** After sleep or a change of network: no connection that was open before is used again. */
  dropConnections(): void;
}

/** How the bytes of one file get onto the disk. */
export interface Transfers {
  /** One attempt: ends with the whole file, hashed, or with a failure that leaves every claimed byte. */
  run(
    wanted: WantedFile,
    observer: TransferObserver,
    signal: AbortSignal,
  ): Promise<Result<ReceivedFile, Failure>>;
  tune(tuning: Tuning): void;
  /** Another share of the bandwidth for a download that runs; others are not known here. */
  reweigh(id: DownloadId, weight: number): void;
  /** The machine slept or changed its network: what was open is not used again, and nobody is to blame. */
  dropConnections(): void;
  /**
   * The user wants a try now: no pause of this host is in the way of one.
   *
   * @param host as `URL.host` writes it; null when it is not known which one, so that all are tried
   */
  urge(host: string | null): void;
}

/** What somebody who is no download wants to read under the same limit as all of them. */
export interface Admission {
  /** Shares are reckoned by it, as by a download's. */
  readonly id: string;
  /** 1 low, 2 normal, 4 high. */
  readonly weight: number;
  /** At least 1. */
  readonly bytes: number;
  readonly signal: AbortSignal;
}

/** What the user may change while downloads run. */
export interface Tuning {
  /** For all downloads together; null for full speed. */
  readonly bytesPerSecond: number | null;
  readonly connectionsPerDownload: number;
}

export interface WantedFile extends FileAddress {
  readonly id: DownloadId;
  readonly partPath: string;
  readonly fileName: string;
  /** Exact, once the storage has told it. */
  readonly totalBytes: number | null;
  /** As Civitai says; may be off by a rounding. */
  readonly approximateBytes: number | null;
  /** What the whole file must measure; null when Civitai publishes no hash. Upper-case hex. */
  readonly expected: { readonly kind: HashKind; readonly value: string } | null;
  /** Share of the bandwidth against other downloads. */
  readonly weight: number;
}

export interface TransferObserver {
  /** The storage's answer was accepted. A failure, such as a full disk, ends the attempt. */
  onAccepted(totalBytes: number | null): Promise<Result<null, Failure>>;
  /** The last byte is on disk for certain; what is left is hashing. */
  onComplete(totalBytes: number): void;
  onReceived(receivedBytes: number, connections: number): void;
  /** Whether the storage gives parts of the file, so that a pause costs nothing; told when it changes. */
  onResumable(canResume: boolean): void;
  /** Called after the bytes were synced and claimed, never before; also when claims had to be taken back. */
  onDurable(durableBytes: number): void;
}

export interface ReceivedFile {
  readonly totalBytes: number;
  readonly hashes: MeasuredHashes;
  /** From the last byte written to the hash of the whole file. */
  readonly hashTailMs: number;
}

/** A volume, as the system sees it now. */
export interface VolumeFacts {
  /** Tells volumes apart while Civet runs; may be another after a restart. */
  readonly device: string;
  /** Where it is mounted, for example "/mnt/models" or "D:\\". */
  readonly mountPath: string;
  /** What a program without special rights may still write. */
  readonly freeBytes: number;
  readonly totalBytes: number;
  /** Takes no file of 4 GiB or more. */
  readonly isFat32: boolean;
}

export interface Volumes {
  /**
   * Looks at the volume that a folder lies on, or will lie on once it is made.
   *
   * @param root the folder the user chose; where it is not there, neither is the volume
   * @returns `unknown` when the root is there, but the system does not tell of its volume
   */
  look(root: string, folder: string): Promise<VolumeFacts | 'missing' | 'unknown'>;
}

/** Gives addresses of pictures a name that the page may know. */
export interface PictureBook {
  idOf(url: string): PictureId;
}

/** The system's keychain, or this session's memory where there is none. */
export interface TokenVault {
  /** `locked`: a token is stored, but the keychain did not open. */
  read():
    | { readonly kind: 'none' }
    | { readonly kind: 'token'; readonly token: string; readonly keptIn: 'keychain' | 'session' }
    | { readonly kind: 'locked' };
  keep(token: string): 'keychain' | 'session';
  forget(): void;
}

export type { FolderChoice };

export interface SettingsStore {
  settings(): Settings;
  saveSettings(settings: Settings): void;
  folders(): FolderChoice | null;
  /** Null forgets them. */
  saveFolders(choice: FolderChoice | null): void;
}

export interface Places {
  join(...parts: readonly string[]): string;
  /** Whether `path` lies inside `root` or is it; by path alone. */
  isInside(root: string, path: string): boolean;
  relative(root: string, path: string): string;
  exists(path: string): Promise<boolean>;
  /** Without any links in it, as far as it is there; what is not there yet keeps its name. Absolute. */
  real(path: string): Promise<string>;
}
