import Database from 'libsql';
import { z } from 'zod';
import type { Failure } from '../../shared/failure';
import { type DownloadId, downloadIdSchema } from '../../shared/ids';
import type { Result } from '../../shared/result';
import type { PieceBook, PieceClaim, PieceNotes, Validator } from '../core/ports';
import { askDatabase, inTransaction } from './sqlite';

/** The journal's own writer may hold the database for a moment. */
const BUSY_MS = 10_000;

// Beside the journal's tables, in the same file; see docs/journal-format.md.
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS pieces (
    download_id TEXT NOT NULL,
    start INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    crc32 INTEGER NOT NULL,
    PRIMARY KEY (download_id, start)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS validators (
    download_id TEXT NOT NULL,
    host TEXT NOT NULL,
    etag TEXT NOT NULL,
    PRIMARY KEY (download_id, host)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS second_fetches (download_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
`;

const claimSchema = z
  .object({
    start: z.number().int().nonnegative(),
    bytes: z.number().int().positive(),
    crc32: z.number().int().nonnegative(),
  })
  .transform((row): PieceClaim => row);
const validatorSchema = z.object({ host: z.string(), etag: z.string() }).transform((row): Validator => row);
const totalSchema = z.object({ download_id: downloadIdSchema, bytes: z.number() });

/**
 * Claims in SQLite: WAL with `synchronous=FULL`, so a change that has been answered is on disk.
 *
 * Several connections may have the same file open, one of them in another thread.
 */
export class SqlitePieceBook implements PieceBook {
  private readonly database: Database.Database;
  private readonly statements: Readonly<
    Record<
      | 'claims'
      | 'validators'
      | 'second'
      | 'put'
      | 'drop'
      | 'tag'
      | 'begin'
      | 'clear'
      | 'untag'
      | 'end'
      | 'totals',
      Database.Statement
    >
  >;

  constructor(private readonly path: string) {
    this.database = new Database(path);
    this.database.pragma(`busy_timeout = ${BUSY_MS}`);
    this.database.pragma('journal_mode = WAL');
    this.database.pragma('synchronous = FULL');
    this.database.exec(SCHEMA);
    const prepare = (sql: string) => this.database.prepare(sql);
    this.statements = {
      claims: prepare('SELECT start, bytes, crc32 FROM pieces WHERE download_id = ? ORDER BY start'),
      validators: prepare('SELECT host, etag FROM validators WHERE download_id = ?'),
      second: prepare('SELECT 1 FROM second_fetches WHERE download_id = ?'),
      put: prepare('INSERT OR REPLACE INTO pieces VALUES (?, ?, ?, ?)'),
      drop: prepare('DELETE FROM pieces WHERE download_id = ? AND start = ?'),
      tag: prepare('INSERT OR REPLACE INTO validators VALUES (?, ?, ?)'),
      begin: prepare('INSERT OR REPLACE INTO second_fetches VALUES (?)'),
      clear: prepare('DELETE FROM pieces WHERE download_id = ?'),
      untag: prepare('DELETE FROM validators WHERE download_id = ?'),
      end: prepare('DELETE FROM second_fetches WHERE download_id = ?'),
      totals: prepare('SELECT download_id, SUM(bytes) AS bytes FROM pieces GROUP BY download_id'),
    };
  }

  load(id: DownloadId): Result<PieceNotes, Failure> {
    return askDatabase(this.path, () => ({
      // A row that makes no sense claims nothing; its bytes are fetched again.
      claims: this.statements.claims.all(id).flatMap((row) => claimSchema.safeParse(row).data ?? []),
      validators: this.statements.validators
        .all(id)
        .flatMap((row) => validatorSchema.safeParse(row).data ?? []),
      isSecondFetch: this.statements.second.get(id) !== undefined,
    }));
  }

  change(
    id: DownloadId,
    change: {
      readonly claims: readonly PieceClaim[];
      readonly dropped: readonly number[];
      readonly validators: readonly Validator[];
      readonly isSecondFetch?: true;
    },
  ): Result<null, Failure> {
    return this.write(() => {
      for (const start of change.dropped) this.statements.drop.run(id, start);
      for (const { start, bytes, crc32 } of change.claims) this.statements.put.run(id, start, bytes, crc32);
      for (const { host, etag } of change.validators) this.statements.tag.run(id, host, etag);
      if (change.isSecondFetch === true) this.statements.begin.run(id);
    });
  }

  clear(id: DownloadId): Result<null, Failure> {
    return this.write(() => {
      this.statements.clear.run(id);
      this.statements.untag.run(id);
      this.statements.end.run(id);
    });
  }

  totals(): ReadonlyMap<DownloadId, number> {
    const rows = this.statements.totals.all().flatMap((row) => totalSchema.safeParse(row).data ?? []);
    return new Map(rows.map(({ download_id, bytes }) => [download_id, bytes]));
  }

  close(): void {
    this.database.close();
  }

  private write(work: () => void): Result<null, Failure> {
    return askDatabase(this.path, () => {
      inTransaction(this.database, work);
      return null;
    });
  }
}
