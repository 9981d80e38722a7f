import type { Failure } from '../../../shared/failure';
import type { DownloadId } from '../../../shared/ids';
import type { Result } from '../../../shared/result';
import { type HistoryChange, historyChange, historyEntry } from '../../core/history/entry';
import type { Clock, DownloadRecord, Journal } from '../../core/ports';
import { RecordIndex } from './record-index';

export interface SavedRecord {
  /** What is true from now on. */
  readonly record: DownloadRecord;
  readonly isRefused: boolean;
}

/**
 * All records, in memory and in the journal. The journal comes first: what it refuses has not
 * happened, so the download fails in memory, says why, and keeps its place on disk for the next try.
 * Only a file that has been placed stays so.
 */
export class RecordBook {
  readonly index = new RecordIndex();
  private readonly records = new Map<DownloadId, DownloadRecord>();
  /** Changes that the journal has refused; tried again with the next one it takes. */
  private readonly refused = new Set<DownloadId>();

  constructor(
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  get(id: DownloadId): DownloadRecord | undefined {
    return this.records.get(id);
  }

  all(): readonly DownloadRecord[] {
    return [...this.records.values()];
  }

  /** Takes in what the journal holds already. */
  keep(record: DownloadRecord): void {
    this.index.put(this.records.get(record.id), record);
    this.records.set(record.id, record);
  }

  save(record: DownloadRecord): SavedRecord {
    const saved = this.journal.save(record, this.historyOf(record));
    if (saved.ok) {
      this.refused.delete(record.id);
      this.keep(record);
      this.saveRefused();
      return { record, isRefused: false };
    }
    this.refused.add(record.id);
    const isPlaced = record.state.kind === 'completed';
    const kept: DownloadRecord = isPlaced
      ? record
      : { ...record, state: { kind: 'failed', cause: saved.error } };
    this.keep(kept);
    return { record: kept, isRefused: !isPlaced };
  }

  /** Changes of the user's that concern many at once: all of them happen, or none does. */
  saveAll(records: readonly DownloadRecord[]): Result<null, Failure> {
    const history = records.flatMap((record) => this.historyOf(record) ?? []);
    const saved = this.journal.saveAll(records, history);
    if (!saved.ok) return saved;
    for (const record of records) {
      this.refused.delete(record.id);
      this.keep(record);
    }
    this.saveRefused();
    return saved;
  }

  /** @param hadEnded it was cancelled before, and stays so in the history when it is tidied away */
  remove(id: DownloadId, hadEnded: boolean): ReturnType<Journal['remove']> {
    const record = this.records.get(id);
    const isNew = record !== undefined && !hadEnded;
    const entry = isNew ? historyEntry(record, 'removed', this.clock.nowMs()) : null;
    const removed = this.journal.remove(id, entry === null ? null : { kind: 'ended', entry });
    if (removed.ok) {
      this.index.put(record, undefined);
      this.records.delete(id);
      this.refused.delete(id);
    }
    return removed;
  }

  private saveRefused(): void {
    for (const id of [...this.refused]) {
      const record = this.records.get(id);
      if (
        record === undefined ||
        this.journal.save(record, historyChange(null, record, this.clock.nowMs())).ok
      )
        this.refused.delete(id);
    }
  }

  private historyOf(record: DownloadRecord): HistoryChange | null {
    return historyChange(this.records.get(record.id)?.state.kind ?? null, record, this.clock.nowMs());
  }
}
