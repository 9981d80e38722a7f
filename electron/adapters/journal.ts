import { existsSync, renameSync } from 'node:fs';
import Database from 'libsql';
import { z } from 'zod';
import { MATURITY_LEVELS } from '../../shared/civitai/model';
import { downloadStateSchema } from '../../shared/download/state';
import { type Failure, failure } from '../../shared/failure';
import { downloadIdSchema } from '../../shared/ids';
import { folderKindSchema, layoutSchema } from '../../shared/placement-schema';
import { err, ok, type Result } from '../../shared/result';
import type { DownloadRecord, Journal } from '../core/ports';

/** Raised with every change of the tables; see docs/journal-format.md. */
const FORMAT = 1;
/** A backup or a virus scanner may hold the file for a moment. */
const BUSY_MS = 5_000;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS downloads (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    target TEXT NOT NULL,
    layout TEXT NOT NULL,
    folder_kind TEXT NOT NULL,
    root TEXT NOT NULL,
    folder TEXT NOT NULL,
    file_name TEXT NOT NULL,
    part_path TEXT NOT NULL,
    state TEXT NOT NULL,
    durable_bytes INTEGER NOT NULL,
    total_bytes INTEGER,
    validator TEXT,
    failed_attempts INTEGER NOT NULL,
    added_at_ms INTEGER NOT NULL,
    is_listed INTEGER NOT NULL
  ) STRICT;
`;

const hash = z.string().nullable();

const targetSchema = z.object({
  modelId: z.number(),
  versionId: z.number(),
  fileId: z.number(),
  modelName: z.string(),
  versionName: z.string(),
  modelType: z.string(),
  baseModel: z.string().nullable(),
  creator: z.string().nullable(),
  file: z.object({
    untrustedName: z.string(),
    type: z.string(),
    format: z.string().nullable(),
    precision: z.string().nullable(),
    sizeClass: z.string().nullable(),
    approximateBytes: z.number().nullable(),
  }),
  hashes: z.object({ sha256: hash, blake3: hash, crc32: hash, autoV1: hash, autoV2: hash, autoV3: hash }),
  pictureUrl: z.string().nullable(),
  pictureMaturity: z.enum(MATURITY_LEVELS).nullable().default(null),
  blurhash: z.string().nullable().default(null),
});

const validatorSchema = z.object({ host: z.string(), etag: z.string() });

/** JSON text in a column, parsed and then checked. */
function json<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

const rowSchema = z
  .object({
    id: downloadIdSchema,
    target: json(targetSchema),
    layout: layoutSchema,
    folder_kind: folderKindSchema,
    root: z.string(),
    folder: z.string(),
    file_name: z.string(),
    part_path: z.string(),
    // A state of another version is no reason to lose the download: the user decides how it goes on.
    state: json(downloadStateSchema).catch({ kind: 'paused' }),
    durable_bytes: z.number().int().nonnegative(),
    total_bytes: z.number().int().nullable(),
    validator: json(validatorSchema).nullable(),
    failed_attempts: z.number().int().nonnegative(),
    added_at_ms: z.number(),
    is_listed: z.number(),
  })
  .transform(
    (row): DownloadRecord => ({
      id: row.id,
      target: row.target,
      layout: row.layout,
      folderKind: row.folder_kind,
      root: row.root,
      folder: row.folder,
      fileName: row.file_name,
      partPath: row.part_path,
      state: row.state,
      durableBytes: row.durable_bytes,
      totalBytes: row.total_bytes,
      validator: row.validator,
      failedAttempts: row.failed_attempts,
      addedAtMs: row.added_at_ms,
      isListed: row.is_listed !== 0,
    }),
  );

export interface OpenedJournal {
  readonly journal: SqliteJournal;
  /** Where an unreadable journal was put aside; null in the ordinary case. */
  readonly putAside: string | null;
}

/** A journal written by a later Civet. It is left alone. */
export class NewerJournalError extends Error {}

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

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function isUnreadable(error: unknown): boolean {
  return error instanceof DamagedJournalError || /^SQLITE_(NOTADB|CORRUPT)/.test(codeOf(error));
}

class DamagedJournalError extends Error {}

/** The queue in SQLite. Each save is one transaction that is on disk when the call returns. */
export class SqliteJournal implements Journal {
  private readonly database: Database.Database;
  private readonly saveRow: Database.Statement;
  private readonly removeRow: Database.Statement;
  private readonly skipped: string[] = [];

  constructor(private readonly path: string) {
    this.database = new Database(path);
    try {
      this.prepareFile();
    } catch (error) {
      this.database.close();
      throw error;
    }
    this.saveRow = this.database.prepare(`
      INSERT INTO downloads VALUES (
        @id, (SELECT COALESCE(MAX(position), 0) + 1 FROM downloads), @target, @layout, @folderKind, @root,
        @folder, @fileName, @partPath, @state, @durableBytes, @totalBytes, @validator, @failedAttempts, @addedAtMs, @isListed
      )
      ON CONFLICT (id) DO UPDATE SET
        target = @target, layout = @layout, folder_kind = @folderKind, root = @root, folder = @folder, file_name = @fileName,
        part_path = @partPath, state = @state, durable_bytes = @durableBytes, total_bytes = @totalBytes,
        validator = @validator, failed_attempts = @failedAttempts, is_listed = @isListed
    `);
    this.removeRow = this.database.prepare('DELETE FROM downloads WHERE id = ?');
  }

  load(): readonly DownloadRecord[] {
    return this.database
      .prepare('SELECT * FROM downloads ORDER BY position')
      .all()
      .flatMap((row) => {
        const record = rowSchema.safeParse(row);
        if (record.success) return [record.data];
        this.skipped.push(record.error.message);
        return [];
      });
  }

  /** Why rows were left out by `load`; they stay in the file. */
  skippedRows(): readonly string[] {
    return this.skipped;
  }

  save(record: DownloadRecord): Result<null, Failure> {
    return this.change(() =>
      this.saveRow.run({
        id: record.id,
        target: JSON.stringify(record.target),
        layout: record.layout,
        folderKind: record.folderKind,
        root: record.root,
        folder: record.folder,
        fileName: record.fileName,
        partPath: record.partPath,
        state: JSON.stringify(record.state),
        durableBytes: record.durableBytes,
        totalBytes: record.totalBytes,
        validator: record.validator === null ? null : JSON.stringify(record.validator),
        failedAttempts: record.failedAttempts,
        addedAtMs: record.addedAtMs,
        isListed: record.isListed ? 1 : 0,
      }),
    );
  }

  remove(id: DownloadRecord['id']): Result<null, Failure> {
    return this.change(() => this.removeRow.run(id));
  }

  /** An error of the database is an answer here; anything else is a bug and goes on. */
  private change(work: () => unknown): Result<null, Failure> {
    try {
      work();
      return ok(null);
    } catch (error) {
      const code = codeOf(error);
      if (!code.startsWith('SQLITE_')) throw error;
      return err(
        failure(code === 'SQLITE_FULL' ? 'disk.full' : 'disk.failed', { path: this.path, message: code }),
      );
    }
  }

  /** The one value that a pragma answers with. */
  private ask(pragma: string): unknown {
    const row = z.record(z.string(), z.unknown()).parse(this.database.prepare(`PRAGMA ${pragma}`).get());
    return Object.values(row)[0];
  }

  private prepareFile(): void {
    this.database.pragma(`busy_timeout = ${BUSY_MS}`);
    const format = Number(this.ask('user_version'));
    if (format > FORMAT)
      throw new NewerJournalError(`The queue was written by a later version (format ${format}).`);
    const verdict = this.ask('quick_check(1)');
    if (verdict !== 'ok') throw new DamagedJournalError(String(verdict));
    // Nothing is written before this line: a file that is refused stays as it is.
    this.database.pragma('journal_mode = WAL');
    this.database.pragma('synchronous = FULL');
    this.database.exec(SCHEMA);
    this.database.pragma(`user_version = ${FORMAT}`);
  }

  close(): void {
    this.database.close();
  }
}
