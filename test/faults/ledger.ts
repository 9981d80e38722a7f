import { closeSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { DownloadRecord, PieceBook, PieceClaim } from '../../electron/core/ports';
import type { DownloadId } from '../../shared/ids';
import type { FileBytes } from './file-bytes';
import { OVERLAP, type Scenario } from './scenario';
import type { Seen } from './server/answer';
import { readLink } from './server/links';
import type { PartsWatch } from './watched-parts';

export interface LedgerNeeds {
  readonly scenario: Scenario;
  /** Records as the journal holds them now; null for what none speaks of. */
  readonly recordAt: (path: string) => DownloadRecord | null;
  readonly recordOf: (fileId: number) => DownloadRecord | null;
  readonly recordById: (id: DownloadId) => DownloadRecord | null;
  readonly bytesOf: (fileId: number) => FileBytes | null;
  readonly claimsOf: (id: DownloadId) => readonly PieceClaim[];
  readonly nowMs: () => number;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Looks over the engine's shoulder at every write, sync, claim and request, and writes down what breaks
 * an invariant in the moment in which it happens.
 */
export class Ledger implements PartsWatch {
  readonly violations: string[] = [];
  /** While the scene is being set, nothing is a deed of the engine's. */
  isBlind = false;
  /** Bytes that were asked of a storage although they were claimed on disk. */
  refetchedBytes = 0;
  /** Lengths that parts were cut to. */
  readonly truncations: { readonly path: string; readonly length: number }[] = [];
  private readonly known = new Map<string, FileBytes>();
  private readonly unsynced = new Map<string, Span[]>();

  constructor(private readonly needs: LedgerNeeds) {}

  /** I3: what is written belongs there, byte for byte. */
  onWrite(path: string, offset: number, bytes: Uint8Array): void {
    const bytesOfFile = this.bytesAt(path);
    if (bytesOfFile === null) {
      this.violations.push(`I7: wrote into ${path}, which no record names`);
      return;
    }
    const spans = this.unsynced.get(path) ?? [];
    spans.push({ start: offset, end: offset + bytes.length });
    this.unsynced.set(path, spans);
    if (this.needs.scenario.isPoisoned === true) return;
    if (offset + bytes.length > bytesOfFile.size) {
      this.violations.push(`I3: wrote up to ${offset + bytes.length} in a file of ${bytesOfFile.size} bytes`);
      return;
    }
    const wrong = bytesOfFile.firstDifference(bytes, offset);
    if (wrong !== null)
      this.violations.push(`I3: wrote a wrong byte at ${wrong} (a write of ${bytes.length} at ${offset})`);
  }

  onTruncate(path: string, length: number): void {
    this.truncations.push({ path, length });
  }

  /** @returns what to call once the sync has succeeded */
  onSync(path: string): () => void {
    const covered = new Set(this.unsynced.get(path) ?? []);
    return () =>
      this.unsynced.set(
        path,
        (this.unsynced.get(path) ?? []).filter((span) => !covered.has(span)),
      );
  }

  /** I2 and the order of 2.7: a claim speaks of bytes that are on disk, synced, and right. */
  watchBook(book: PieceBook): PieceBook {
    return {
      load: (id) => book.load(id),
      clear: (id) => book.clear(id),
      totals: () => book.totals(),
      change: (id, change) => {
        for (const claim of change.claims) this.checkClaim(id, claim);
        return book.change(id, change);
      },
    };
  }

  /** I4 and I6, for every request that reaches a storage. */
  onStorageRequest(seen: Seen): void {
    for (const name of ['authorization', 'cookie']) {
      if (seen.headers[name] !== undefined) this.violations.push(`I4: a storage saw ${name}`);
    }
    if (seen.headers['accept-encoding'] !== 'identity') {
      this.violations.push(`P4: asked for Accept-Encoding ${seen.headers['accept-encoding'] ?? 'nothing'}`);
    }
    if (seen.range === null) return;
    const fileId = readLink(seen.target, this.needs.nowMs())?.fileId;
    const record = fileId === undefined ? null : this.needs.recordOf(fileId);
    if (record === null) return;
    const end = seen.range.end ?? Number.MAX_SAFE_INTEGER;
    const again = this.needs
      .claimsOf(record.id)
      .filter((claim) => !this.isDamaged(claim))
      .reduce((sum, claim) => sum + overlap(claim, seen.range?.start ?? 0, end + 1), 0);
    this.refetchedBytes += again;
    if (again > OVERLAP && this.needs.scenario.mayRefetch !== true) {
      this.violations.push(`I6: asked again for ${again} bytes that are claimed (${seen.headers.range})`);
    }
  }

  private checkClaim(id: DownloadId, claim: PieceClaim): void {
    const record = this.isBlind ? null : this.needs.recordById(id);
    const bytes = record === null ? null : this.needs.bytesOf(record.target.fileId);
    if (record === null || bytes === null) return;
    const { partPath } = record;
    const end = claim.start + claim.bytes;
    const isDirty = (this.unsynced.get(partPath) ?? []).some(
      (span) => span.start < end && span.end > claim.start,
    );
    if (isDirty) this.violations.push(`2.7: claimed ${claim.start} to ${end} before it was synced`);
    if (this.needs.scenario.isVirtual === true || this.needs.scenario.isLyingDisk === true) return;
    const onDisk = readSome(partPath, claim.start, claim.bytes);
    if (crc32(onDisk) !== claim.crc32)
      this.violations.push(`I2: the claim at ${claim.start} has another CRC-32 than the disk`);
    if (this.needs.scenario.isPoisoned === true) return;
    const wrong = bytes.firstDifference(onDisk, claim.start);
    if (wrong !== null) this.violations.push(`I2: claimed ${claim.start} to ${end}, wrong at ${wrong}`);
  }

  /** A file was replaced: its part may be another one, or the same path with other bytes. */
  forgetFiles(): void {
    this.known.clear();
  }

  private bytesAt(path: string): FileBytes | null {
    const known = this.known.get(path);
    if (known !== undefined) return known;
    const record = this.needs.recordAt(path);
    const bytes = record === null ? null : this.needs.bytesOf(record.target.fileId);
    if (bytes !== null) this.known.set(path, bytes);
    return bytes;
  }

  /** A claim that the scenario has made false; fetching it again is what is wanted. */
  private isDamaged({ start, bytes }: PieceClaim): boolean {
    const { partBytes } = this.needs.scenario.disk ?? {};
    if (partBytes !== undefined && start + bytes > (partBytes ?? 0)) return true;
    return this.needs.scenario.disk?.damagedAt?.some((at) => at >= start && at < start + bytes) ?? false;
  }
}

function overlap(claim: PieceClaim, start: number, end: number): number {
  return Math.max(0, Math.min(claim.start + claim.bytes, end) - Math.max(claim.start, start));
}

/** What stands in a file now; shorter when the file ends before. */
export function readSome(path: string, offset: number, length: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    const got = readSync(file, bytes, 0, length, offset);
    return bytes.subarray(0, got);
  } finally {
    closeSync(file);
  }
}
