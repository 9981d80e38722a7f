import { crc32 } from 'node:zlib';
import { NodeFileHashing } from './adapters/file-hashing';
import type { Dialling } from './adapters/network/dialling';
import { SqlitePieceBook } from './adapters/piece-book';
import { systemChance, systemClock } from './adapters/system';
import { UndiciStorage } from './adapters/undici-storage';
import { advisedConnections } from './core/bandwidth/advised-connections';
import type { ApiOrigin } from './core/civitai/origins';
import type { FrontierHashing } from './core/hashing-ports';
import { HostGates } from './core/hosts/host-gates';
import type { Chance, Clock, FileLinks, PartFiles, PieceBook, StorageTransport } from './core/ports';
import { BandwidthLimiter } from './services/bandwidth/bandwidth-limiter';
import { InlineFrontierHashing } from './services/transfer/frontier-reader';
import { PieceTransfers } from './services/transfer/piece-transfers';

export interface TransferPorts {
  readonly api: ApiOrigin;
  readonly links: FileLinks;
  readonly parts: PartFiles;
  readonly book: PieceBook;
  readonly userAgent: string;
  /** By which ways; directly without it. */
  readonly dialling?: Dialling;
  /** What tests replace; the real things otherwise. */
  readonly storage?: StorageTransport;
  readonly hashing?: FrontierHashing;
  readonly clock?: Clock;
  readonly chance?: Chance;
  readonly pieceBytes?: number;
}

/** Wires the transfer engine; decides nothing. */
export function createTransfers(ports: TransferPorts): PieceTransfers {
  const { api, links, parts, book, userAgent, pieceBytes } = ports;
  const clock = ports.clock ?? systemClock;
  const chance = ports.chance ?? systemChance;
  return new PieceTransfers({
    api,
    links,
    parts,
    book,
    clock,
    chance,
    crc32,
    storage: ports.storage ?? new UndiciStorage(api, userAgent, ports.dialling ?? null),
    hashing: ports.hashing ?? new InlineFrontierHashing(new NodeFileHashing(), crc32),
    limiter: new BandwidthLimiter(clock, null),
    gates: new HostGates(clock, chance),
    advise: advisedConnections,
    ...(pieceBytes === undefined ? {} : { pieceBytes }),
  });
}

/** The book of the same database that the journal is kept in. */
export function openPieceBook(databasePath: string): SqlitePieceBook {
  return new SqlitePieceBook(databasePath);
}
