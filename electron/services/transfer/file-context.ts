import type { Failure } from '../../../shared/failure';
import type { Result } from '../../../shared/result';
import type { ApiOrigin } from '../../core/civitai/origins';
import type { FrontierHashing } from '../../core/hashing-ports';
import type { HostGates } from '../../core/hosts/host-gates';
import type {
  Chance,
  Clock,
  Crc32,
  FileLinks,
  PartFile,
  PartFiles,
  PieceBook,
  StorageTransport,
  TransferObserver,
  WantedFile,
} from '../../core/ports';
import type { PieceMap } from '../../core/segments/piece-map';
import type { BandwidthLimiter } from '../bandwidth/bandwidth-limiter';

/** What the engine asks of the world, for all downloads. */
export interface EngineNeeds {
  readonly api: ApiOrigin;
  readonly links: FileLinks;
  readonly storage: StorageTransport;
  readonly parts: PartFiles;
  readonly book: PieceBook;
  readonly hashing: FrontierHashing;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly crc32: Crc32;
  readonly limiter: BandwidthLimiter;
  readonly gates: HostGates;
  /** Whether all connections were cut a moment ago, by sleep or by a change of network. */
  readonly interruptions: { isRecent(): boolean };
  /** The user's choice, and what a bandwidth limit leaves of it. */
  readonly connections: () => number;
  /** Smaller only in tests. */
  readonly pieceBytes?: number;
}

/** One file while it is being fetched; lives for one attempt. */
export interface FileContext {
  readonly wanted: WantedFile;
  readonly map: PieceMap;
  readonly part: PartFile;
  readonly observer: TransferObserver;
  /** Share of the bandwidth against other downloads; may change while it runs. */
  readonly weight: () => number;
  /** Strong entity tags by host. */
  readonly validators: Map<string, string>;
  /** Links whose bytes were compared with bytes on disk that others brought, or that brought the first ones. */
  readonly proven: Set<string>;
  /** Links that the storage has honoured: how often, and since when (steady milliseconds). */
  readonly honoured: Map<string, { readonly answers: number; readonly sinceMs: number }>;
  /** Where bodies ended that had not said where they would. */
  readonly endsSeen: Set<number>;
  /** Ends everything about this attempt. */
  readonly signal: AbortSignal;
  /** The storage has told how long the file is, for the first time or again. */
  accept(totalBytes: number | null): Promise<Result<null, Failure>>;
}
