import type Database from 'libsql';
import { z } from 'zod';
import { type Failure, failureSchema } from '../../shared/failure';
import { OPERATION_KINDS } from '../../shared/operations/operations';
import { ok, type Result } from '../../shared/result';
import type { FileStamp } from '../core/library/ports';
import {
  MOST_LOST_MARKS,
  type OperationBook,
  type OperationRecord,
  type OperationStanding,
  TRASH_STATES,
} from '../core/operations/ports';
import { OPERATION_STATES } from '../core/operations/recovery';
import type { Deed, PlannedOperation } from '../core/operations/steps';
import { type KeptLayout, openKept } from './kept-database';
import { askDatabase, inTransaction } from './sqlite';

/** More than anybody undoes. What the trash keeps, or what is not at its end, stays whatever its age. */
const MOST_KEPT = 1_000;

/** `operations`: what is going to be done, written as a whole. `marks`: which of its deeds are done. */
const LAYOUT: KeptLayout = {
  format: 1,
  schema: `
    CREATE TABLE operations (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      at_ms INTEGER NOT NULL,
      state TEXT NOT NULL,
      trash TEXT NOT NULL,
      is_told INTEGER NOT NULL,
      failure TEXT,
      plan TEXT NOT NULL
    ) STRICT;
    CREATE TABLE marks (
      operation_id TEXT NOT NULL,
      at INTEGER NOT NULL,
      stamp TEXT NOT NULL,
      PRIMARY KEY (operation_id, at)
    ) STRICT, WITHOUT ROWID;
  `,
  name: 'The journal of changed files',
  synchronous: 'FULL',
  tidy: `
    DELETE FROM operations WHERE trash IN ('none', 'emptied') AND state IN ('done', 'undone', 'failed')
      AND number <= (SELECT max(number) FROM operations) - ${MOST_KEPT};
    DELETE FROM marks WHERE operation_id NOT IN (SELECT id FROM operations);
  `,
};

const stampSchema = z.object({
  bytes: z.number(),
  mtimeNs: z.string(),
  dev: z.string(),
  ino: z.string(),
}) satisfies z.ZodType<FileStamp>;

const deedSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('move'),
    from: z.string(),
    to: z.string(),
    stamp: stampSchema,
    isTrash: z.boolean(),
    isModel: z.boolean(),
  }),
  z.object({
    kind: z.literal('link'),
    existing: z.string(),
    at: z.string(),
    stamp: stampSchema,
    isModel: z.boolean(),
  }),
]) satisfies z.ZodType<Deed>;

const planSchema = z.object({
  id: z.string(),
  kind: z.enum(OPERATION_KINDS),
  deeds: z.array(deedSchema),
  folders: z.array(z.string()),
  grounds: z.array(z.object({ path: z.string(), mountPath: z.string().nullable() })),
  // Plans of earlier versions have none.
  outside: z.array(z.string()).default([]),
  witnesses: z.array(z.object({ path: z.string(), stamp: stampSchema })).default([]),
  copies: z.array(z.number()).default([]),
  fileCount: z.number(),
  bytes: z.number(),
}) satisfies z.ZodType<PlannedOperation>;

const json = <Schema extends z.ZodType>(schema: Schema) =>
  z.string().transform((text): z.output<Schema> => schema.parse(JSON.parse(text)));

const row = z.object({
  id: z.string(),
  at_ms: z.number(),
  state: z.enum(OPERATION_STATES),
  trash: z.enum(TRASH_STATES),
  is_told: z.number(),
  failure: json(failureSchema).nullable(),
  plan: json(planSchema),
});
const markRows = z.array(
  z.object({
    at: z.number(),
    /** Of a copy that is whole and may have no name yet. */
    stamp: json(stampSchema.extend({ isArrival: z.boolean().default(false) })),
  }),
);

/**
 * Opens the journal of operations; see `openKept`.
 *
 * @param report told in a sentence of whatever is not as it should be
 */
export function openOperations(
  path: string,
  nowMs: number,
  report: (what: string) => void,
): SqliteOperations {
  const { database, path: kept, keeping } = openKept(path, LAYOUT, nowMs, report);
  return new SqliteOperations(kept, database, keeping.kind !== 'memory', report);
}

/** Operations in SQLite. Each change is one transaction; all but some marks are on disk when the call returns. */
export class SqliteOperations implements OperationBook {
  private readonly putMark: Database.Statement;
  private readonly dropMark: Database.Statement;
  /** Written since the disk has confirmed anything. */
  private lostMarks = 0;

  constructor(
    private readonly path: string,
    private readonly database: Database.Database,
    readonly isKept: boolean,
    private readonly report: (what: string) => void,
  ) {
    this.putMark = database.prepare('INSERT OR REPLACE INTO marks VALUES (?, ?, ?)');
    this.dropMark = database.prepare('DELETE FROM marks WHERE operation_id = ? AND at = ?');
  }

  load(): readonly OperationRecord[] {
    const marksOf = this.database.prepare('SELECT at, stamp FROM marks WHERE operation_id = ?');
    const rows = this.database.prepare('SELECT * FROM operations ORDER BY number DESC').all();
    return rows.flatMap((untrusted) => {
      try {
        const { id, at_ms: atMs, state, trash, is_told, failure, plan } = row.parse(untrusted);
        const marked = new Map<number, FileStamp>();
        const arrivals = new Map<number, FileStamp>();
        for (const { at, stamp } of markRows.parse(marksOf.all(id))) {
          const { isArrival, ...told } = stamp;
          (isArrival ? arrivals : marked).set(at, told);
        }
        const marks = plan.deeds.map((_, at) => marked.get(at) ?? null);
        const { kind } = plan;
        return [{ id, kind, atMs, state, trash, isTold: is_told === 1, failure, plan, marks, arrivals }];
      } catch {
        this.report('An entry in the journal of changed files could not be read; it stays in the file.');
        return [];
      }
    });
  }

  begin({ id, kind, atMs, state, trash, isTold, failure, plan }: OperationRecord): Result<null, Failure> {
    return this.write(() =>
      this.database
        .prepare(`
          INSERT INTO operations (id, kind, at_ms, state, trash, is_told, failure, plan)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        `)
        .run(id, kind, atMs, state, trash, isTold ? 1 : 0, textOf(failure), JSON.stringify(plan)),
    );
  }

  change({ id, state, trash, failure, isTold }: OperationStanding): Result<null, Failure> {
    return this.write(() =>
      this.database
        .prepare('UPDATE operations SET state = ?, trash = ?, failure = ?, is_told = ? WHERE id = ?')
        .run(state, trash, textOf(failure), isTold ? 1 : 0, id),
    );
  }

  mark(id: string, at: number, stamp: FileStamp | null): Result<null, Failure> {
    return this.write(() =>
      stamp === null ? this.dropMark.run(id, at) : this.putMark.run(id, at, JSON.stringify(stamp)),
    );
  }

  markSoon(id: string, at: number, stamp: FileStamp): Result<null, Failure> {
    // What the disk confirms takes everything before it along.
    if (this.lostMarks >= MOST_LOST_MARKS - 1) return this.mark(id, at, stamp);
    this.lostMarks += 1;
    this.database.pragma('synchronous = NORMAL');
    try {
      return this.write(() => this.putMark.run(id, at, JSON.stringify(stamp)), false);
    } finally {
      this.database.pragma('synchronous = FULL');
    }
  }

  arrive(id: string, at: number, stamp: FileStamp): Result<null, Failure> {
    return this.write(() => this.putMark.run(id, at, JSON.stringify({ ...stamp, isArrival: true })));
  }

  close(): void {
    this.database.close();
  }

  private write(work: () => unknown, isConfirmed = true): Result<null, Failure> {
    const done = askDatabase(this.path, () => inTransaction(this.database, work));
    if (!done.ok) return done;
    if (isConfirmed) this.lostMarks = 0;
    return ok(null);
  }
}

function textOf(failure: Failure | null): string | null {
  return failure === null ? null : JSON.stringify(failure);
}
