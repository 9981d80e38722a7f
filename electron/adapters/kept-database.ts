import { existsSync, renameSync } from 'node:fs';
import { basename } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { beginLook, errorCode, hasFormat, inTransaction, isWhole } from './sqlite';

const BUSY_MS = 5_000;

/** The last one is a file that ends too early; a disk that fails to read says something else. */
const UNREADABLE = /^SQLITE_(NOTADB|CORRUPT|IOERR_SHORT_READ)/;

class DamagedError extends Error {}

export interface KeptLayout {
  /** Raised with every change of the tables. */
  readonly format: number;
  readonly schema: string;
  /** What is in it, for the log: "The list of what is followed". */
  readonly name: string;
  /** FULL: each change is on disk when its call returns. NORMAL: a power cut takes the last ones back. */
  readonly synchronous: 'FULL' | 'NORMAL';
  /** Statements that lead from a format to the next one, by the former. */
  readonly upgrades?: Readonly<Record<number, string>>;
  /** Run with every start, once the tables are there. */
  readonly tidy?: string;
}

export interface KeptDatabase {
  readonly database: Database.Database;
  /** ":memory:" when it is not kept. */
  readonly path: string;
  readonly keeping:
    | { readonly kind: 'kept' }
    | { readonly kind: 'putAside'; readonly fileName: string }
    | { readonly kind: 'memory' };
}

/**
 * Opens a database of the profile, or begins anew. A damaged file is kept aside under another name; one of a
 * later version, or one that cannot be opened now, is left as it is, and this run keeps what it learns in memory.
 *
 * @param report told in a sentence of whatever is not as it should be
 */
export function openKept(
  path: string,
  layout: KeptLayout,
  nowMs: number,
  report: (what: string) => void,
): KeptDatabase {
  try {
    return { database: openDatabase(path, layout), path, keeping: { kind: 'kept' } };
  } catch (error) {
    if (!isUnreadable(error)) return openInMemory(layout, error, report);
    try {
      const putAside = `${path}.unreadable-${nowMs}`;
      renameSync(path, putAside);
      for (const tail of ['-wal', '-shm'])
        if (existsSync(path + tail)) renameSync(path + tail, putAside + tail);
      const database = openDatabase(path, layout);
      report(`${layout.name} could not be read and was kept as ${putAside}.`);
      return { database, path, keeping: { kind: 'putAside', fileName: basename(putAside) } };
    } catch (second) {
      return openInMemory(layout, second, report);
    }
  }
}

function openInMemory(layout: KeptLayout, error: unknown, report: (what: string) => void): KeptDatabase {
  const why = error instanceof Error ? error.message : String(error);
  report(`${layout.name} could not be opened (${why}); this run keeps it in memory.`);
  const path = ':memory:';
  return { database: openDatabase(path, layout), path, keeping: { kind: 'memory' } };
}

function isUnreadable(error: unknown): boolean {
  return error instanceof DamagedError || UNREADABLE.test(errorCode(error));
}

/** @throws DamagedError when it is not whole, any other error when it cannot be opened or is of a later version */
function openDatabase(path: string, layout: KeptLayout): Database.Database {
  const { format, schema, synchronous, upgrades, tidy } = layout;
  const database = new Database(path);
  try {
    beginLook(database, BUSY_MS);
    if (!hasFormat(database, `answer <= ${format}`)) throw new Error('a later version of Civet wrote it');
    if (!isWhole(database)) throw new DamagedError('it is damaged');
    const found = formatOf(database);
    // Nothing is written before this line: a file that is refused stays as it is.
    database.pragma('journal_mode = WAL');
    database.pragma(`synchronous = ${synchronous}`);
    inTransaction(database, () => {
      if (found === 0) database.exec(schema);
      else for (let from = found; from < format; from += 1) database.exec(upgrades?.[from] ?? '');
      if (found < format) database.pragma(`user_version = ${format}`);
      if (tidy !== undefined) database.exec(tidy);
    });
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function formatOf(database: Database.Database): number {
  return z.object({ user_version: z.number() }).parse(database.prepare('PRAGMA user_version').get())
    .user_version;
}
