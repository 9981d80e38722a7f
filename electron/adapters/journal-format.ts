import Database from 'libsql';
import { z } from 'zod';
import { historyChange } from '../core/history/entry';
import { ranksBetween } from '../core/queue/rank';
import { HISTORY_SCHEMA, writeHistory } from './history';
import { recordSchema } from './journal-rows';
import { beginLook, hasFormat, inTransaction, isWhole } from './sqlite';

/** Raised with every change of the tables; see docs/journal-format.md. */
const FORMAT = 4;
/** A backup or a virus scanner may hold the file for a moment. */
const BUSY_MS = 5_000;

const SCHEMA = `
  CREATE TABLE downloads (
    id TEXT PRIMARY KEY,
    rank TEXT NOT NULL,
    priority TEXT NOT NULL,
    target TEXT NOT NULL,
    layout TEXT NOT NULL,
    folder_kind TEXT NOT NULL,
    kind_decision TEXT,
    root TEXT NOT NULL,
    folder TEXT NOT NULL,
    subfolder TEXT NOT NULL DEFAULT '',
    file_name TEXT NOT NULL,
    part_path TEXT NOT NULL,
    state TEXT NOT NULL,
    durable_bytes INTEGER NOT NULL,
    total_bytes INTEGER,
    failed_attempts INTEGER NOT NULL,
    added_at_ms INTEGER NOT NULL,
    queued_at_ms INTEGER NOT NULL,
    started_at_ms INTEGER,
    mount_path TEXT,
    is_listed INTEGER NOT NULL
  ) STRICT;
`;

/** What a format 1 lacked. */
const FROM_FORMAT_1 = `
  ALTER TABLE downloads ADD COLUMN rank TEXT NOT NULL DEFAULT '';
  ALTER TABLE downloads ADD COLUMN priority TEXT NOT NULL DEFAULT 'normal';
  ALTER TABLE downloads ADD COLUMN queued_at_ms INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE downloads ADD COLUMN started_at_ms INTEGER;
  ALTER TABLE downloads ADD COLUMN mount_path TEXT;
  UPDATE downloads SET queued_at_ms = added_at_ms;
  ALTER TABLE downloads DROP COLUMN validator;
`;

/** What a format 2 lacked. */
const FROM_FORMAT_2 = "ALTER TABLE downloads ADD COLUMN subfolder TEXT NOT NULL DEFAULT ''";

/** What a format 3 lacked. */
const FROM_FORMAT_3 = 'ALTER TABLE downloads ADD COLUMN kind_decision TEXT';

/** A journal written by a later Civet. It is left alone. */
export class NewerJournalError extends Error {
  override readonly name = 'NewerJournalError';
}

/** A journal that is a database, but not a whole one. */
export class DamagedJournalError extends Error {}

/**
 * Opens the database of the journal and brings it to this format, in one transaction.
 *
 * @throws NewerJournalError when a later version of Civet wrote it, DamagedJournalError when it is not
 *   whole, any other error of the database when it is locked, out of reach, or the disk is full
 */
export function openJournalDatabase(path: string): Database.Database {
  const database = new Database(path);
  try {
    prepare(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function prepare(database: Database.Database): void {
  beginLook(database, BUSY_MS);
  if (!hasFormat(database, `answer <= ${FORMAT}`))
    throw new NewerJournalError('The queue was written by a later version.');
  if (!isWhole(database)) throw new DamagedJournalError('The queue is damaged.');
  const format = formatOf(database);
  // Nothing is written before this line: a file that is refused stays as it is.
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  if (format === FORMAT) return;
  inTransaction(database, () => {
    if (format < 2) database.exec(HISTORY_SCHEMA);
    if (format === 0) database.exec(SCHEMA);
    if (format === 1 || format === 2) database.exec(FROM_FORMAT_2);
    if (format > 0) database.exec(FROM_FORMAT_3);
    if (format === 1) fromFormat1(database);
    database.pragma(`user_version = ${FORMAT}`);
  });
}

/** Places become ranks, in the same order; what has ended gets its entry in the history. */
function fromFormat1(database: Database.Database): void {
  database.exec(FROM_FORMAT_1);
  const ids = z
    .array(z.object({ id: z.string() }))
    .parse(database.prepare('SELECT id FROM downloads ORDER BY position').all());
  const setRank = database.prepare('UPDATE downloads SET rank = ? WHERE id = ?');
  const ranks = ranksBetween(ids.length, null, null);
  for (const [at, { id }] of ids.entries()) setRank.run(ranks[at], id);
  database.exec('ALTER TABLE downloads DROP COLUMN position');
  for (const row of database.prepare('SELECT * FROM downloads').all()) {
    const record = recordSchema.safeParse(row).data;
    // When a cancelled one ended was not written down then.
    const ended = record === undefined ? null : historyChange(null, record, record.addedAtMs);
    if (ended !== null) writeHistory(database, ended);
  }
}

function formatOf(database: Database.Database): number {
  return z.object({ user_version: z.number() }).parse(database.prepare('PRAGMA user_version').get())
    .user_version;
}
