import type Database from 'libsql';
import { z } from 'zod';
import { type Failure, failure, failureSchema } from '../../shared/failure';
import { type DownloadId, downloadIdSchema } from '../../shared/ids';
import { err, type Result } from '../../shared/result';
import {
  type IgnoredUpdate,
  KEPT_REASONS,
  type UpdateOutcome,
  type UpdatesStatus,
} from '../../shared/updates/updates';
import type { AskedModel, KeptModel, KeptPromise, UpdatesNote, UpdatesStore } from '../core/updates/ports';
import { isSamePromise } from '../core/updates/same-promise';
import { updateModelSchema } from '../core/updates/update-model';
import { type KeptLayout, openKept } from './kept-database';
import { askDatabase, inTransaction } from './sqlite';

/** Of these a person can still remember what they were. */
const MOST_OUTCOMES = 50;

const SCHEMA = `
  CREATE TABLE models (
    model_id INTEGER PRIMARY KEY,
    asked_ms INTEGER NOT NULL,
    alone_ms INTEGER,
    is_gone INTEGER NOT NULL,
    record TEXT
  ) STRICT;
  CREATE TABLE ignored (
    kind TEXT NOT NULL,
    id INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (kind, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE promises (download_id TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE outcomes (id INTEGER PRIMARY KEY, record TEXT NOT NULL) STRICT;
  CREATE TABLE notes (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

const LAYOUT: KeptLayout = {
  format: 1,
  schema: SCHEMA,
  name: 'What is known of updates',
  // Whoever has said what shall become of a file is not asked twice.
  synchronous: 'FULL',
};

const askedRow = z.object({ model_id: z.number(), asked_ms: z.number(), alone_ms: z.number().nullable() });
const modelRow = askedRow.extend({ is_gone: z.number(), record: z.string().nullable() });
const recordRow = z.object({ record: z.string() });
const outcomeRow = recordRow.extend({ id: z.number() });
const noteRow = z.object({ value: z.number() }).optional();

const ignoredSchema = z.object({
  kind: z.enum(['version', 'model']),
  id: z.number(),
  modelId: z.number(),
  modelName: z.string(),
  versionName: z.string().nullable(),
  atMs: z.number(),
}) satisfies z.ZodType<IgnoredUpdate>;

const promiseSchema = z.object({
  downloadId: downloadIdSchema,
  fate: z.enum(['replace', 'trash']),
  modelName: z.string(),
  // Of earlier versions, none has been begun.
  operationId: z.string().nullable().default(null),
  files: z.array(
    z.object({
      // Without them nothing tells what the file was proven to be, so that it stays.
      id: z.number().default(0),
      versionId: z.number().default(0),
      folder: z.string(),
      fileName: z.string(),
      bytes: z.number(),
      mtimeNs: z.string(),
    }),
  ),
}) satisfies z.ZodType<KeptPromise>;

const outcomeSchema = z.object({
  atMs: z.number(),
  modelName: z.string(),
  newFileName: z.string(),
  oldFileNames: z.array(z.string()),
  result: z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['replaced', 'trashed']), operationId: z.string() }),
    z.object({ kind: z.literal('kept'), why: z.enum(KEPT_REASONS) }),
    z.object({ kind: z.literal('failed'), cause: failureSchema }),
  ]),
}) satisfies z.ZodType<Omit<UpdateOutcome, 'id'>>;

export interface OpenedUpdates {
  readonly store: SqliteUpdates;
  readonly keeping: UpdatesStatus['keeping'];
}

/**
 * Opens what is known of updates, or begins anew; see `openKept`.
 *
 * @param report told in a sentence of whatever is not as it should be
 */
export function openUpdates(path: string, nowMs: number, report: (what: string) => void): OpenedUpdates {
  const { database, path: kept, keeping } = openKept(path, LAYOUT, nowMs, report);
  return { store: new SqliteUpdates(kept, database), keeping };
}

/** What is known of updates, in SQLite. */
export class SqliteUpdates implements UpdatesStore {
  private isOpen = true;

  constructor(
    private readonly path: string,
    private readonly database: Database.Database,
  ) {}

  asked(): Result<readonly AskedModel[], Failure> {
    return this.read(() =>
      z
        .array(askedRow)
        .parse(this.database.prepare('SELECT model_id, asked_ms, alone_ms FROM models').all())
        .map(toAsked),
    );
  }

  models(modelIds: readonly number[]): Result<readonly KeptModel[], Failure> {
    return this.read(() =>
      z
        .array(modelRow)
        .parse(
          this.database
            .prepare('SELECT * FROM models WHERE model_id IN (SELECT value FROM json_each(?))')
            .all(JSON.stringify(modelIds)),
        )
        .map((row) => ({
          ...toAsked(row),
          isGone: row.is_gone === 1,
          model: row.record === null ? null : parsed(row.record, updateModelSchema),
        })),
    );
  }

  keepModels(models: readonly KeptModel[]): Result<null, Failure> {
    return this.change(() => {
      const keep = this.database.prepare('INSERT OR REPLACE INTO models VALUES (?, ?, ?, ?, ?)');
      for (const { modelId, askedAtMs, aloneAtMs, isGone, model } of models)
        keep.run(modelId, askedAtMs, aloneAtMs, isGone ? 1 : 0, model && JSON.stringify(model));
    });
  }

  ignored(): Result<readonly IgnoredUpdate[], Failure> {
    return this.records('SELECT record FROM ignored', ignoredSchema);
  }

  ignore(ignored: IgnoredUpdate): Result<null, Failure> {
    return this.change(() =>
      this.database
        .prepare('INSERT OR REPLACE INTO ignored VALUES (?, ?, ?)')
        .run(ignored.kind, ignored.id, JSON.stringify(ignored)),
    );
  }

  takeBack(kind: IgnoredUpdate['kind'], id: number): Result<null, Failure> {
    return this.change(() =>
      this.database.prepare('DELETE FROM ignored WHERE kind = ? AND id = ?').run(kind, id),
    );
  }

  promises(): Result<readonly KeptPromise[], Failure> {
    return this.records('SELECT record FROM promises', promiseSchema);
  }

  promise(promises: readonly KeptPromise[]): Result<null, Failure> {
    return this.change(() => {
      for (const each of promises) this.putPromise(each);
    });
  }

  endPromise(downloadId: DownloadId, outcome: Omit<UpdateOutcome, 'id'> | null): Result<null, Failure> {
    return this.change(() => {
      const { changes } = this.database.prepare('DELETE FROM promises WHERE download_id = ?').run(downloadId);
      this.tell(outcome === null || changes === 0 ? [] : [outcome]);
    });
  }

  narrowPromise(
    before: KeptPromise,
    now: KeptPromise,
    outcomes: readonly Omit<UpdateOutcome, 'id'>[],
  ): Result<boolean, Failure> {
    return this.read(() =>
      inTransaction(this.database, () => {
        const row = this.database
          .prepare('SELECT record FROM promises WHERE download_id = ?')
          .get(before.downloadId);
        const kept = row === undefined ? null : parsed(recordRow.parse(row).record, promiseSchema);
        if (kept === null || !isSamePromise(kept, before)) return false;
        this.putPromise(now);
        this.tell(outcomes);
        return true;
      }),
    );
  }

  outcomes(): Result<readonly UpdateOutcome[], Failure> {
    return this.read(() =>
      z
        .array(outcomeRow)
        .parse(this.database.prepare('SELECT id, record FROM outcomes ORDER BY id DESC').all())
        .flatMap(({ id, record }) => {
          const outcome = parsed(record, outcomeSchema);
          return outcome === null ? [] : [{ id, ...outcome }];
        }),
    );
  }

  note(name: UpdatesNote): number | null {
    const found = this.read(() =>
      noteRow.parse(this.database.prepare('SELECT value FROM notes WHERE name = ?').get(name)),
    );
    return found.ok ? (found.value?.value ?? null) : null;
  }

  keepNote(name: UpdatesNote, value: number | null): void {
    // A note that is not kept is at worst a check more.
    this.read(() =>
      value === null
        ? this.database.prepare('DELETE FROM notes WHERE name = ?').run(name)
        : this.database.prepare('INSERT OR REPLACE INTO notes VALUES (?, ?)').run(name, Math.round(value)),
    );
  }

  close(): void {
    this.isOpen = false;
    this.database.close();
  }

  private putPromise(promise: KeptPromise): void {
    this.database
      .prepare('INSERT OR REPLACE INTO promises VALUES (?, ?)')
      .run(promise.downloadId, JSON.stringify(promise));
  }

  private tell(outcomes: readonly Omit<UpdateOutcome, 'id'>[]): void {
    const put = this.database.prepare('INSERT INTO outcomes (record) VALUES (?)');
    for (const outcome of outcomes) put.run(JSON.stringify(outcome));
    this.database
      .prepare('DELETE FROM outcomes WHERE id NOT IN (SELECT id FROM outcomes ORDER BY id DESC LIMIT ?)')
      .run(MOST_OUTCOMES);
  }

  private records<Schema extends z.ZodType>(
    question: string,
    schema: Schema,
  ): Result<readonly z.output<Schema>[], Failure> {
    return this.read(() =>
      z
        .array(recordRow)
        .parse(this.database.prepare(question).all())
        .flatMap(({ record }) => parsed(record, schema) ?? []),
    );
  }

  private change(work: () => unknown): Result<null, Failure> {
    return this.read(() => {
      inTransaction(this.database, work);
      return null;
    });
  }

  /** An answer that comes when Civet closes finds nothing here any more. */
  private read<T>(work: () => T): Result<T, Failure> {
    if (!this.isOpen) return err(failure('disk.failed', { path: this.path, message: 'closed' }));
    return askDatabase(this.path, work);
  }
}

function toAsked(row: z.infer<typeof askedRow>): AskedModel {
  return { modelId: row.model_id, askedAtMs: row.asked_ms, aloneAtMs: row.alone_ms };
}

/** Null for a text that is no such record. */
function parsed<Schema extends z.ZodType>(text: string, schema: Schema): z.output<Schema> | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
