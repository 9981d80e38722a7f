import type Database from 'libsql';
import { z } from 'zod';
import type { HistoryEntry, HistoryPage } from '../../shared/download/history';
import type { Failure } from '../../shared/failure';
import { downloadIdSchema } from '../../shared/ids';
import { placeReasonSchema } from '../../shared/placement-schema';
import type { Result } from '../../shared/result';
import { type HistoryChange, haystackOf } from '../core/history/entry';
import { searchWords } from '../core/history/search-words';
import type { History } from '../core/ports';
import { askDatabase, inTransaction } from './sqlite';

export const HISTORY_SCHEMA = `
  CREATE TABLE history (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at_ms INTEGER NOT NULL,
    entry TEXT NOT NULL
  ) STRICT;
  CREATE INDEX history_by_time ON history (at_ms DESC, number DESC);
  CREATE VIRTUAL TABLE history_words USING fts5 (words, tokenize = 'trigram');
`;

const PAGE_ENTRIES = 50;
/** The index knows three letters in a row; a shorter word is looked for in every text. */
const INDEXED_LETTERS = 3;

const entrySchema = z
  .object({
    id: downloadIdSchema,
    outcome: z.enum(['completed', 'cancelled', 'removed']),
    atMs: z.number(),
    modelId: z.number(),
    versionId: z.number(),
    fileId: z.number(),
    modelName: z.string(),
    versionName: z.string(),
    modelType: z.string(),
    baseModel: z.string().nullable(),
    creator: z.string().nullable(),
    fileName: z.string(),
    placePath: z.string(),
    placeReason: placeReasonSchema.nullable().catch(null),
    totalBytes: z.number().nullable(),
    sha256: z.string().nullable(),
  })
  .transform((entry): HistoryEntry => entry);

const rowSchema = z.object({ number: z.number(), at_ms: z.number(), entry: z.string() });

/** Ended downloads, in the database of the journal. */
export class SqliteHistory implements History {
  constructor(
    private readonly database: Database.Database,
    private readonly path: string,
  ) {}

  search(text: string, cursor: string | null): Result<HistoryPage, Failure> {
    return askDatabase(this.path, () => {
      const { conditions, values } = matching(searchWords(text));
      const [atMs, number] = (cursor ?? '').split(':').map(Number);
      if (Number.isFinite(atMs) && Number.isFinite(number)) {
        conditions.push('(at_ms, number) < (?, ?)');
        values.push(Number(atMs), Number(number));
      }
      const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
      const found = this.database
        .prepare(
          `SELECT number, at_ms, entry FROM history ${where} ORDER BY at_ms DESC, number DESC LIMIT ${PAGE_ENTRIES + 1}`,
        )
        .all(...values);
      const rows = z.array(rowSchema).parse(found);
      const page = rows.slice(0, PAGE_ENTRIES);
      const last = page.at(-1);
      const hasMore = rows.length > page.length && last !== undefined;
      return {
        entries: page.flatMap((row) => readEntry(row.entry) ?? []),
        nextCursor: hasMore ? `${last.at_ms}:${last.number}` : null,
      };
    });
  }

  clear(): Result<null, Failure> {
    return askDatabase(this.path, () =>
      inTransaction(this.database, () => {
        this.database.exec('DELETE FROM history; DELETE FROM history_words;');
        return null;
      }),
    );
  }
}

/** Writes one change; to be called within the transaction that it belongs to. */
export function writeHistory(database: Database.Database, change: HistoryChange): void {
  const id = change.kind === 'ended' ? change.entry.id : change.id;
  const [known] = z
    .array(z.object({ number: z.number() }))
    .parse(database.prepare('SELECT number FROM history WHERE id = ?').all(id));
  if (known !== undefined) {
    database.prepare('DELETE FROM history WHERE number = ?').run(known.number);
    database.prepare('DELETE FROM history_words WHERE rowid = ?').run(known.number);
  }
  if (change.kind === 'takenUp') return;
  const { entry } = change;
  const { lastInsertRowid } = database
    .prepare('INSERT INTO history (id, at_ms, entry) VALUES (?, ?, ?)')
    .run(entry.id, entry.atMs, JSON.stringify(entry));
  database
    .prepare('INSERT INTO history_words (rowid, words) VALUES (?, ?)')
    .run(lastInsertRowid, haystackOf(entry));
}

function matching(words: readonly string[]): { conditions: string[]; values: (string | number)[] } {
  const isIndexed = (word: string) => [...word].length >= INDEXED_LETTERS;
  const inWords = (condition: string) => `number IN (SELECT rowid FROM history_words WHERE ${condition})`;
  const indexed = words.filter(isIndexed);
  const short = words.filter((word) => !isIndexed(word));
  return {
    conditions: [
      ...(indexed.length === 0 ? [] : [inWords('history_words MATCH ?')]),
      ...short.map(() => inWords('words LIKE ?')),
    ],
    values: [
      ...(indexed.length === 0 ? [] : [indexed.map((word) => `"${word}"`).join(' ')]),
      ...short.map((word) => `%${word}%`),
    ],
  };
}

function readEntry(text: string): HistoryEntry | null {
  try {
    return entrySchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
