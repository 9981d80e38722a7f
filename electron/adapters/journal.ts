import { existsSync, renameSync } from 'node:fs';
import type Database from 'libsql';
import type { Failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import type { HistoryChange } from '../core/history/entry';
import type { DownloadRecord, Journal } from '../core/ports';
import { SqliteHistory, writeHistory } from './history';
import { DamagedJournalError, openJournalDatabase } from './journal-format';
import { COLUMNS, recordSchema, rowOf } from './journal-rows';
import { askDatabase, errorCode, inTransaction } from './sqlite';

/** The last one is a file that ends too early; a disk that fails to read says something else. */
const UNREADABLE = /^SQLITE_(NOTADB|CORRUPT|IOERR_SHORT_READ)/;

export interface OpenedJournal {
  readonly journal: SqliteJournal;
  /** Where an unreadable journal was put aside; null in the ordinary case. */
  readonly putAside: string | null;
}

/**
 * Opens the journal, or begins one. A file that is no database, or a damaged one, is kept aside under
 * another name and a new one begun. A file that only cannot be opened now is left as it is.
 *
 * @throws NewerJournalError when a later version of Civet wrote it; any other error of the database
 *   when it is locked, out of reach, or the disk is full
 */
export function openJournal(path: string, nowMs: number): OpenedJournal {
  try {
    return { journal: new SqliteJournal(path), putAside: null };
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    const putAside = `${path}.unreadable-${nowMs}`;
    renameSync(path, putAside);
    for (const suffix of ['-wal', '-shm']) {
      if (existsSync(path + suffix)) renameSync(path + suffix, putAside + suffix);
    }
    return { journal: new SqliteJournal(path), putAside };
  }
}

function isUnreadable(error: unknown): boolean {
  return error instanceof DamagedJournalError || UNREADABLE.test(errorCode(error));
}

/** The queue in SQLite. Each save is one transaction that is on disk when the call returns. */
export class SqliteJournal implements Journal {
  readonly history: SqliteHistory;
  private readonly database: Database.Database;
  private readonly saveRow: Database.Statement;
  private readonly removeRow: Database.Statement;
  private readonly skipped: string[] = [];

  constructor(private readonly path: string) {
    this.database = openJournalDatabase(path);
    this.history = new SqliteHistory(this.database, path);
    const columns = Object.entries(COLUMNS);
    this.saveRow = this.database.prepare(`
      INSERT INTO downloads (${columns.map(([column]) => column).join(', ')})
      VALUES (${columns.map(([, name]) => `@${name}`).join(', ')})
      ON CONFLICT (id) DO UPDATE SET ${columns.map(([column, name]) => `${column} = @${name}`).join(', ')}
    `);
    this.removeRow = this.database.prepare('DELETE FROM downloads WHERE id = ?');
  }

  load(): readonly DownloadRecord[] {
    return this.database
      .prepare('SELECT * FROM downloads ORDER BY rank, id')
      .all()
      .flatMap((row) => {
        const record = recordSchema.safeParse(row);
        if (record.success) return [record.data];
        this.skipped.push(record.error.message);
        return [];
      });
  }

  /** Why rows were left out by `load`; they stay in the file. */
  skippedRows(): readonly string[] {
    return this.skipped;
  }

  save(record: DownloadRecord, history: HistoryChange | null = null): Result<null, Failure> {
    return history === null
      ? this.change(() => this.saveRow.run(rowOf(record)))
      : this.saveAll([record], [history]);
  }

  saveAll(records: readonly DownloadRecord[], history: readonly HistoryChange[] = []): Result<null, Failure> {
    if (records.length === 0 && history.length === 0) return ok(null);
    return this.change(() =>
      inTransaction(this.database, () => {
        for (const record of records) this.saveRow.run(rowOf(record));
        for (const change of history) writeHistory(this.database, change);
      }),
    );
  }

  remove(id: DownloadRecord['id'], history: HistoryChange | null = null): Result<null, Failure> {
    return this.change(() =>
      inTransaction(this.database, () => {
        this.removeRow.run(id);
        if (history !== null) writeHistory(this.database, history);
      }),
    );
  }

  close(): void {
    this.database.close();
  }

  private change(work: () => unknown): Result<null, Failure> {
    const done = askDatabase(this.path, work);
    return done.ok ? ok(null) : err(done.error);
  }
}
