import { z } from 'zod';
import { MATURITY_BITS, MATURITY_LEVELS, type MaturityLevel } from '../../shared/civitai/model';
import type { SeenModelName } from '../../shared/civitai/seen-models';
import { type SeenModels, wordsOf } from '../core/civitai/seen-models';
import { ExpendableDatabase } from './expendable-database';
import { inTransaction } from './sqlite';

/** Raised with every change of the table. */
const FORMAT = 1;
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
 * Names in SQLite. They come back with every search, so a damaged file is put aside and a new one begun, and
 * where no file can be had they are kept in memory.
 */
export class SqliteSeenModels implements SeenModels {
  private readonly database: ExpendableDatabase;
  /** Counts up with every page; newer is larger. */
  private seen = 0;

  /** @param path of the file; ":memory:" for none */
  constructor(
    path: string,
    private readonly mostNames = MOST_NAMES,
    report: (what: string) => void = () => undefined,
  ) {
    const layout = { format: FORMAT, schema: SCHEMA, name: 'The names of models' };
    this.database = new ExpendableDatabase(path, layout, report);
    this.seen = this.read('SELECT max(seen) AS value FROM models');
  }

  keep(owner: string, models: readonly SeenModelName[]): void {
    this.database.ask((database) =>
      inTransaction(database, () => {
        this.seen += 1;
        const insert = database.prepare(
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
        database
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
    const rows = this.database.ask((database) =>
      database
        .prepare(
          'SELECT model_id AS modelId, name, type, base_model AS baseModel, creator, maturity FROM models ' +
            `WHERE owner IN ('', ?) AND bits <= ? ${tests} GROUP BY model_id ORDER BY max(seen) DESC, min(rowid) LIMIT ?`,
        )
        .all(owner, MATURITY_BITS[limit], ...words, most),
    );
    return (rows ?? []).flatMap((row) => found.safeParse(row).data ?? []);
  }

  dropOthers(owner: string): void {
    this.database.ask((database) =>
      database.prepare("DELETE FROM models WHERE owner <> '' AND owner <> ?").run(owner),
    );
    this.database.forgetDeleted();
  }

  clear(): void {
    this.database.ask((database) => database.exec('DELETE FROM models'));
    this.database.shrink();
  }

  close(): void {
    this.database.close();
  }

  private read(question: string): number {
    return (
      this.database.ask((database) => single.safeParse(database.prepare(question).get()).data?.value) ?? 0
    );
  }
}
