import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import { z } from 'zod';
import type { AnswerStore, StoredAnswer, StoreFacts } from '../core/civitai/ports';
import { ExpendableDatabase } from './expendable-database';

const press = promisify(deflate);
const unpress = promisify(inflate);

/** Raised with every change of the table. */
const FORMAT = 1;
/** Some ten thousand pages of results; what a heavy week of looking around leaves behind. */
const ANSWER_STORE_BYTES = 256 * 1024 * 1024;
/** Where an answer stands in the order of use is written down no oftener than this. */
const USE_STEP_MS = 10 * 60_000;
/** An answer is at most 16 MB; nothing in the file may unfold to more. */
const LARGEST_ANSWER_BYTES = 32 * 1024 * 1024;

const SCHEMA = `
  CREATE TABLE answers (
    owner TEXT NOT NULL,
    key TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    used_at_ms INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (owner, key)
  ) STRICT;
  CREATE INDEX answers_by_use ON answers (used_at_ms);
`;

const row = z.object({ at_ms: z.number(), used_at_ms: z.number(), body: z.instanceof(Uint8Array) });
const sums = z.object({ entries: z.number(), bytes: z.number().nullable() });
const oldRow = z.object({ owner: z.string(), key: z.string(), bytes: z.number() });

/** The same token has the same owner, and an owner does not tell the token. */
export function ownerOf(token: string | null): string {
  return token === null ? '' : createHash('sha256').update(`answers of ${token}`).digest('hex').slice(0, 32);
}

export interface AnswerStoreOptions {
  readonly limitBytes?: number;
  /** Told when a file could not be used and was put aside. */
  readonly report?: (what: string) => void;
}

/**
 * Answers in SQLite, each pressed by itself. They can all be asked for again, so nothing is synced (after a
 * power cut the last ones are missing), a damaged file or one of another format is put aside and a new one
 * begun, and where no file can be had they are kept in memory.
 */
export class SqliteAnswerStore implements AnswerStore {
  private readonly limitBytes: number;
  private readonly database: ExpendableDatabase;
  private bytes = 0;
  private entries = 0;

  /** @param path of the file; ":memory:" for none */
  constructor(
    path: string,
    { limitBytes = ANSWER_STORE_BYTES, report = () => undefined }: AnswerStoreOptions = {},
  ) {
    this.limitBytes = limitBytes;
    const layout = { format: FORMAT, schema: SCHEMA, name: 'The kept answers' };
    this.database = new ExpendableDatabase(path, layout, report, () => {
      this.entries = 0;
      this.bytes = 0;
    });
    this.count();
  }

  async read(owner: string, key: string): Promise<StoredAnswer | null> {
    const found = this.database.ask((database) =>
      row.safeParse(
        database
          .prepare('SELECT at_ms, used_at_ms, body FROM answers WHERE owner = ? AND key = ?')
          .get(owner, key),
      ),
    );
    if (found?.data === undefined) return null;
    const { at_ms: atMs, used_at_ms: usedAtMs, body } = found.data;
    const nowMs = Date.now();
    if (Math.abs(nowMs - usedAtMs) > USE_STEP_MS) {
      this.database.ask((database) =>
        database
          .prepare('UPDATE answers SET used_at_ms = ? WHERE owner = ? AND key = ?')
          .run(nowMs, owner, key),
      );
    }
    try {
      const text = await unpress(body, { maxOutputLength: LARGEST_ANSWER_BYTES });
      return { value: JSON.parse(text.toString('utf8')), atMs };
    } catch {
      this.drop(owner, key);
      return null;
    }
  }

  async keep(owner: string, key: string, { value, atMs }: StoredAnswer): Promise<boolean> {
    // The fastest level: a page of results becomes a tenth within milliseconds, on a thread of Node's own.
    const body = await press(JSON.stringify(value), { level: 1 });
    const bytes = body.length + key.length;
    if (bytes > this.limitBytes / 4) return false;
    const isKept = this.database.ask((database) => {
      const before = oldRow.safeParse(
        database.prepare('SELECT owner, key, bytes FROM answers WHERE owner = ? AND key = ?').get(owner, key),
      );
      database
        .prepare(
          'INSERT INTO answers (owner, key, at_ms, used_at_ms, bytes, body) VALUES (?, ?, ?, ?, ?, ?) ' +
            'ON CONFLICT (owner, key) DO UPDATE SET at_ms = excluded.at_ms, ' +
            'used_at_ms = excluded.used_at_ms, bytes = excluded.bytes, body = excluded.body',
        )
        .run(owner, key, atMs, Date.now(), bytes, body);
      this.entries += before.success ? 0 : 1;
      this.bytes += bytes - (before.success ? before.data.bytes : 0);
      return true;
    });
    this.makeRoom();
    return isKept === true;
  }

  drop(owner: string, key: string): void {
    this.database.ask((database) => {
      const found = oldRow.safeParse(
        database
          .prepare('DELETE FROM answers WHERE owner = ? AND key = ? RETURNING owner, key, bytes')
          .get(owner, key),
      );
      if (!found.success) return;
      this.entries -= 1;
      this.bytes -= found.data.bytes;
    });
  }

  dropOthers(owner: string): void {
    this.database.ask((database) =>
      database.prepare("DELETE FROM answers WHERE owner <> '' AND owner <> ?").run(owner),
    );
    this.database.forgetDeleted();
    this.count();
  }

  clear(): void {
    this.database.ask((database) => database.exec('DELETE FROM answers'));
    this.database.shrink();
    this.count();
  }

  facts(): StoreFacts {
    return { entries: this.entries, bytes: this.bytes, limitBytes: this.limitBytes };
  }

  close(): void {
    this.database.close();
  }

  private makeRoom(): void {
    while (this.bytes > this.limitBytes) {
      const before = this.bytes;
      const oldest = this.database.ask((database) =>
        z
          .array(oldRow)
          .parse(
            database.prepare('SELECT owner, key, bytes FROM answers ORDER BY used_at_ms LIMIT 20').all(),
          ),
      );
      for (const { owner, key } of oldest ?? []) if (this.bytes > this.limitBytes) this.drop(owner, key);
      if (this.bytes === before) {
        this.count();
        return;
      }
    }
  }

  private count(): void {
    const found = this.database.ask((database) =>
      sums.parse(database.prepare('SELECT count(*) AS entries, sum(bytes) AS bytes FROM answers').get()),
    );
    this.entries = found?.entries ?? 0;
    this.bytes = found?.bytes ?? 0;
  }
}
