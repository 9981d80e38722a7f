import { renameSync, rmSync } from 'node:fs';
import Database from 'libsql';
import { z } from 'zod';
import { MATURITY_BITS, MATURITY_LEVELS, type MaturityLevel } from '../../shared/civitai/model';
import type { SeenModelName } from '../../shared/civitai/seen-models';
import { type SeenModels, wordsOf } from '../core/civitai/seen-models';
import { errorCode, inTransaction } from './sqlite';

/** Raised with every change of the table. */
const FORMAT = 1;
const BUSY_MS = 2_000;
/** More than anybody scrolls past in years; about 10 MB. */
const MOST_NAMES = 50_000;
/** So many go at once, so that not every page of results has to make room. */
const ROOM = 1_000;

const SCHEMA = `
  CREATE TABLE models (
    owner TEXT NOT NULL,
    model_id INTEGER NOT NULL,
    words TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    base_model TEXT,
    creator TEXT,
    maturity TEXT NOT NULL,
    bits INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    PRIMARY KEY (owner, model_id)
  ) STRICT;
  CREATE INDEX models_by_use ON models (seen);
`;

const found = z.object({
  modelId: z.number(),
  name: z.string(),
  type: z.string(),
  baseModel: z.string().nullable(),
  creator: z.string().nullable(),
  maturity: z.enum(MATURITY_LEVELS),
});
const single = z.object({ value: z.number().nullable() });

/**
 * Names in SQLite. They come back with every search, so a damaged file is put aside and a new one begun, one of
 * another format begins anew, and where no file can be had they are kept in memory.
 */
export class SqliteSeenModels implements SeenModels {
  private database: Database.Database;
  /** Counts up with every page; newer is larger. */
  private seen = 0;
  private isOpen = true;

  /** @param path of the file; ":memory:" for none */
  constructor(
    path: string,
    private readonly mostNames = MOST_NAMES,
  ) {
    this.database = open(path);
    this.seen = this.read('SELECT max(seen) AS value FROM models');
  }

  keep(owner: string, models: readonly SeenModelName[]): void {
    this.ask(() =>
      inTransaction(this.database, () => {
        this.seen += 1;
        const insert = this.database.prepare(
          'INSERT OR REPLACE INTO models (owner, model_id, words, name, type, base_model, creator, maturity, ' +
            'bits, seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        );
        for (const { modelId, name, type, baseModel, creator, maturity } of models) {
          const words = wordsOf(`${name} ${creator ?? ''}`).join(' ');
          const bits = MATURITY_BITS[maturity];
          insert.run(owner, modelId, words, name, type, baseModel, creator, maturity, bits, this.seen);
        }
        const over = this.read('SELECT count(*) AS value FROM models') - this.mostNames;
        if (over <= 0) return;
        this.database
          .prepare('DELETE FROM models WHERE rowid IN (SELECT rowid FROM models ORDER BY seen LIMIT ?)')
          .run(over + Math.min(ROOM, Math.floor(this.mostNames / 10)));
      }),
    );
  }

  find(
    owner: string,
    words: readonly string[],
    limit: MaturityLevel,
    most: number,
  ): readonly SeenModelName[] {
    if (words.length === 0) return [];
    const tests = words.map(() => 'AND instr(words, ?) > 0').join(' ');
    const rows = this.ask(() =>
      this.database
        .prepare(
          'SELECT model_id AS modelId, name, type, base_model AS baseModel, creator, maturity FROM models ' +
            `WHERE owner IN ('', ?) AND bits <= ? ${tests} GROUP BY model_id ORDER BY max(seen) DESC, min(rowid) LIMIT ?`,
        )
        .all(owner, MATURITY_BITS[limit], ...words, most),
    );
    return (rows ?? []).flatMap((row) => found.safeParse(row).data ?? []);
  }

  dropOthers(owner: string): void {
    this.ask(() => this.database.prepare("DELETE FROM models WHERE owner <> '' AND owner <> ?").run(owner));
  }

  clear(): void {
    this.ask(() => this.database.exec('DELETE FROM models'));
    // Gives the room back to the disk as well.
    this.ask(() => this.database.exec('VACUUM'));
  }

  close(): void {
    this.isOpen = false;
    this.database.close();
  }

  private read(question: string): number {
    return this.ask(() => single.safeParse(this.database.prepare(question).get()).data?.value) ?? 0;
  }

  /** An error of the database means that there is no answer; anything else is a bug and goes on. */
  private ask<T>(work: () => T): T | null {
    if (!this.isOpen) return null;
    try {
      return work();
    } catch (error) {
      if (!errorCode(error).startsWith('SQLITE_')) throw error;
      return null;
    }
  }
}

function open(path: string): Database.Database {
  try {
    return openFile(path);
  } catch {
    // Whatever it is, names are no reason not to start. What the file was is kept to look into.
  }
  try {
    renameSync(path, `${path}.damaged`);
    for (const tail of ['-wal', '-shm']) rmSync(`${path}${tail}`, { force: true });
    return openFile(path);
  } catch {
    return openFile(':memory:');
  }
}

/** @throws what SQLite says of the file */
function openFile(path: string): Database.Database {
  const database = new Database(path);
  try {
    database.pragma(`busy_timeout = ${BUSY_MS}`);
    const version = z.record(z.string(), z.unknown()).parse(database.prepare('PRAGMA user_version').get());
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    if (Number(Object.values(version)[0]) !== FORMAT) {
      inTransaction(database, () => {
        database.exec('DROP TABLE IF EXISTS models');
        database.exec(SCHEMA);
        database.pragma(`user_version = ${FORMAT}`);
      });
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
