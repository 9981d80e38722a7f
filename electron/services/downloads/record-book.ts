import type { DownloadId } from '../../../shared/ids';
import type { DownloadRecord, Journal } from '../../core/ports';

export interface SavedRecord {
  /** What is true from now on. */
  readonly record: DownloadRecord;
  readonly isRefused: boolean;
}

/**
 * All records in the user's order, in memory and in the journal. The journal comes first: what it
 * refuses has not happened, so the download fails in memory, says why, and keeps its place on disk
 * for the next try. Only a file that has been placed stays so.
 */
export class RecordBook {
  private readonly records = new Map<DownloadId, DownloadRecord>();
  /** Changes that the journal has refused; tried again with the next one it takes. */
  private readonly refused = new Set<DownloadId>();

  constructor(private readonly journal: Journal) {}

  get(id: DownloadId): DownloadRecord | undefined {
    return this.records.get(id);
  }

  all(): readonly DownloadRecord[] {
    return [...this.records.values()];
  }

  /** Takes in what the journal holds already. */
  keep(record: DownloadRecord): void {
    this.records.set(record.id, record);
  }

  save(record: DownloadRecord): SavedRecord {
    const saved = this.journal.save(record);
    if (saved.ok) {
      this.refused.delete(record.id);
      this.records.set(record.id, record);
      this.saveRefused();
      return { record, isRefused: false };
    }
    this.refused.add(record.id);
    const isPlaced = record.state.kind === 'completed';
    const kept: DownloadRecord = isPlaced
      ? record
      : { ...record, state: { kind: 'failed', cause: saved.error } };
    this.records.set(record.id, kept);
    return { record: kept, isRefused: !isPlaced };
  }

  remove(id: DownloadId): ReturnType<Journal['remove']> {
    const removed = this.journal.remove(id);
    if (removed.ok) this.records.delete(id);
    return removed;
  }

  private saveRefused(): void {
    for (const id of [...this.refused]) {
      const record = this.records.get(id);
      if (record === undefined || this.journal.save(record).ok) this.refused.delete(id);
    }
  }
}
