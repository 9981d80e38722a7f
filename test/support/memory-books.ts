import type { DownloadRecord, Journal, PieceBook, PieceClaim } from '../../electron/core/ports';
import type { DownloadId } from '../../shared/ids';
import { ok } from '../../shared/result';

/** A journal that forgets when the test ends, for what is about the queue's own work alone. */
export class MemoryJournal implements Journal {
  private readonly records = new Map<DownloadId, DownloadRecord>();

  load() {
    return [...this.records.values()].toSorted((a, b) => (a.rank < b.rank ? -1 : 1));
  }
  save(record: DownloadRecord) {
    this.records.set(record.id, record);
    return ok(null);
  }
  saveAll(records: readonly DownloadRecord[]) {
    for (const record of records) this.records.set(record.id, record);
    return ok(null);
  }
  remove(id: DownloadId) {
    this.records.delete(id);
    return ok(null);
  }
  close(): void {}
}

export class MemoryBook implements PieceBook {
  private readonly claims = new Map<DownloadId, readonly PieceClaim[]>();

  load(id: DownloadId) {
    return ok({ claims: this.claims.get(id) ?? [], validators: [], isSecondFetch: false });
  }
  change(id: DownloadId, { claims }: { readonly claims: readonly PieceClaim[] }) {
    this.claims.set(id, claims);
    return ok(null);
  }
  clear(id: DownloadId) {
    this.claims.delete(id);
    return ok(null);
  }
  totals() {
    const sums = [...this.claims].map(
      ([id, claims]) => [id, claims.reduce((sum, { bytes }) => sum + bytes, 0)] as const,
    );
    return new Map(sums);
  }
  close(): void {}
}
