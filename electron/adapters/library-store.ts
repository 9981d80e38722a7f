import { sep } from 'node:path';
import type Database from 'libsql';
import { z } from 'zod';
import type { Failure } from '../../shared/failure';
import type { LibraryFacets, LibraryStatus } from '../../shared/library/library';
import { ok, type Result } from '../../shared/result';
import type { ChoiceStore } from '../core/library/choices';
import type { DuplicateStore } from '../core/library/duplicates';
import type {
  AskedHash,
  AskedKind,
  FolderChange,
  FoundFile,
  IndexedFile,
  IndexedPage,
  IndexTotals,
  LibrarySpace,
  LibraryStore,
  LibraryTwins,
  MeasuredFile,
  OwnedRow,
  OwnedWish,
  PlacedDownload,
  ScanNote,
  SeenUse,
} from '../core/library/ports';
import type { Outcome } from '../core/operations/steps';
import { inParts } from './in-parts';
import { openKept } from './kept-database';
import { SqliteChoices } from './library-choices';
import { SqliteDuplicates } from './library-duplicates';
import { LibraryList, rangeBelow } from './library-list';
import { IN_TRASH, LibraryMoves } from './library-moves';
import { ownedFiles } from './library-owned';
import { disproveShort, keepingAnswers, openQuestion } from './library-questions';
import { LibraryRows, type RowStep } from './library-rows';
import { SqliteSpace } from './library-space';
import { IS_BROKEN, IS_THERE, LIBRARY_LAYOUT } from './library-tables';
import { SqliteTwins } from './library-twins';
import { askDatabase, inTransaction } from './sqlite';

const KNOWN_AT_ONCE = 5_000;

const KNOWN_ROWS = `json_group_array(json_array(path, bytes, mtime_ns, dev, missing_ms IS NOT NULL, used_ms,
  coalesce((SELECT drive FROM drives WHERE drives.path = files.path), ''), flaw IS NOT NULL)) AS rows`;

const knownRow = z.object({ rows: z.string() });
const rows = z.object({ rows: z.string(), last: z.number().nullable() });
const ids = z.array(z.object({ id: z.number() }));
const waitingRows = z.array(z.object({ id: z.number(), path: z.string(), bytes: z.number() }));
const totalsRow = z.object({ file_count: z.number(), bytes: z.number().nullable() });
const askedRows = z.array(z.object({ id: z.number(), hash: z.string() }));
const versionRows = z.array(z.object({ version_id: z.number() }));
const noteRow = z.object({ value: z.string() }).optional();

export interface OpenedLibrary {
  readonly store: SqliteLibrary;
  readonly twins: LibraryTwins;
  readonly choices: ChoiceStore;
  readonly duplicates: DuplicateStore;
  readonly space: LibrarySpace;
  readonly keeping: LibraryStatus['keeping'];
}

/**
 * Opens the index of the user's files, or begins anew; see `openKept`.
 *
 * @param report told in a sentence of whatever is not as it should be
 */
export function openLibrary(path: string, nowMs: number, report: (what: string) => void): OpenedLibrary {
  const { database, path: kept, keeping } = openKept(path, LIBRARY_LAYOUT, nowMs, report);
  return {
    store: new SqliteLibrary(kept, database),
    twins: new SqliteTwins(kept, database),
    choices: new SqliteChoices(kept, database),
    duplicates: new SqliteDuplicates(kept, database),
    space: new SqliteSpace(kept, database),
    keeping,
  };
}

/** The index of the user's files, in SQLite. */
export class SqliteLibrary implements LibraryStore {
  private readonly rows: LibraryRows;
  private readonly shown: LibraryList;
  /** Parts that are still to be written are found anew by the next scan. */
  private isClosed = false;

  constructor(
    private readonly path: string,
    private readonly database: Database.Database,
  ) {
    // A list of 50,000 entries fits.
    database.pragma('cache_size = -32000');
    this.rows = new LibraryRows(database);
    this.shown = new LibraryList(database);
  }

  *known(only: FolderChange | null): Iterable<string> {
    if (only !== null) yield* this.knownOf(only);
    else yield* this.knownOfAll();
  }

  private *knownOf({ folders, files }: FolderChange): Iterable<string> {
    const below = this.database.prepare(
      `SELECT ${KNOWN_ROWS} FROM files WHERE path > ? AND path < ? AND root <> '${IN_TRASH}'`,
    );
    for (const folder of folders) {
      yield knownRow.parse(below.get(...rangeBelow(folder))).rows;
    }
    const named = this.database.prepare(
      `SELECT ${KNOWN_ROWS} FROM files WHERE root <> '${IN_TRASH}' AND path IN (SELECT value FROM json_each(?))`,
    );
    yield knownRow.parse(named.get(JSON.stringify(files))).rows;
  }

  private *knownOfAll(): Iterable<string> {
    const read = this.database.prepare(`
      SELECT ${KNOWN_ROWS}, max(id) AS last
      FROM (SELECT * FROM files WHERE id > ? AND root <> '${IN_TRASH}' ORDER BY id LIMIT ${KNOWN_AT_ONCE}) AS files
    `);
    for (let after = 0; ; ) {
      const part = rows.parse(read.get(after));
      if (part.last === null) return;
      yield part.rows;
      after = part.last;
    }
  }

  async listOnly(roots: readonly string[]): Promise<Result<null, Failure>> {
    const asked = this.read(() => {
      // By the path itself: the same file lies below another root once folders above or below are chosen.
      const isListed = `root <> '${IN_TRASH}' AND (root = '' OR match IN ('download', 'unverified', 'refuted') OR EXISTS (
        SELECT 1 FROM json_each(?) WHERE substr(files.path, 1, length(value)) = value
      ))`;
      const wanted = JSON.stringify(roots.map((root) => (root.endsWith(sep) ? root : root + sep)));
      const find = (question: string) =>
        ids.parse(this.database.prepare(question).all(wanted)).map(({ id }) => id);
      return {
        needless: find(`SELECT id FROM listing WHERE id NOT IN (SELECT id FROM files WHERE ${isListed})`),
        lacking: find(`SELECT id FROM files WHERE ${isListed} AND id NOT IN (SELECT id FROM listing)`),
      };
    });
    if (!asked.ok) return asked;
    const { needless, lacking } = asked.value;
    const hidden = await this.changeInParts(needless, (part) => this.rows.hide(part));
    return hidden.ok ? this.changeInParts(lacking, (part) => this.rows.show(part)) : hidden;
  }

  async keepMoved(
    { moved, linked }: Outcome,
    rootOf: (path: string) => string,
    nowMs: number,
  ): Promise<Result<null, Failure>> {
    if (this.isClosed) return ok(null);
    const moves = new LibraryMoves(this.database, this.rows);
    const kept = await this.changeInParts(moved, (part) => moves.move(part, rootOf, nowMs));
    return kept.ok ? this.changeInParts(linked, (part) => moves.link(part, rootOf, nowMs)) : kept;
  }

  keepFound(files: readonly FoundFile[], nowMs: number): Result<null, Failure> {
    return this.change(() => this.rows.show(files.map((file) => this.rows.keepFound(file, nowMs))));
  }

  keepUses(uses: readonly SeenUse[]): Promise<Result<null, Failure>> {
    return this.changeInParts(uses, (part) => this.rows.keepUses(part));
  }

  keepPlaced(downloads: readonly PlacedDownload[], nowMs: number): Result<null, Failure> {
    return this.change(() => {
      const learn = this.database.prepare('INSERT OR IGNORE INTO versions VALUES (?, 0, ?)');
      for (const { facts } of downloads) learn.run(facts.versionId, JSON.stringify(facts));
      this.rows.show(downloads.flatMap((download) => this.rows.keepPlaced(download, nowMs) ?? []));
    });
  }

  async endWalk(gone: readonly string[], nowMs: number, isWhole: boolean): Promise<Result<null, Failure>> {
    const lost = await this.changeInParts(gone, (part) => this.rows.lose(part, nowMs));
    if (!lost.ok || this.isClosed) return lost;
    for (const step of this.rows.afterWalk(isWhole)) {
      const done = await this.takeStep(step);
      if (!done.ok) return done;
    }
    return ok(null);
  }

  forgetMoved(): Promise<Result<null, Failure>> {
    return this.takeStep(this.rows.moved());
  }

  waiting(...[most, after]: Parameters<LibraryStore['waiting']>): ReturnType<LibraryStore['waiting']> {
    return this.read(() =>
      waitingRows.parse(
        this.database
          .prepare(`
            SELECT id, path, bytes FROM files
            WHERE reading = 'waiting' AND missing_ms IS NULL AND NOT ${IS_BROKEN} AND (bytes, id) > (?, ?)
              AND EXISTS (SELECT 1 FROM listing WHERE listing.id = files.id)
            ORDER BY bytes, id LIMIT ?
          `)
          .all(after?.bytes ?? -1, after?.id ?? 0, most),
      ),
    );
  }

  waitingTotals(): Result<IndexTotals, Failure> {
    return this.totalsOf(`
      SELECT count(*) AS file_count, sum(bytes) AS bytes FROM files
      WHERE reading = 'waiting' AND missing_ms IS NULL AND NOT ${IS_BROKEN}
        AND EXISTS (SELECT 1 FROM listing WHERE listing.id = files.id)
    `);
  }

  keepRead(read: readonly MeasuredFile[], nowMs: number): Result<null, Failure> {
    return this.change(() => {
      for (const file of read) this.rows.keepRead(file, nowMs);
      this.rows.show(read.map(({ id }) => id));
    });
  }

  keepDamaged(...damage: Parameters<LibraryStore['keepDamaged']>): Result<null, Failure> {
    return this.change(() => this.rows.keepDamaged(...damage));
  }

  keepUnread(id: number, cause: Failure): Result<null, Failure> {
    return this.change(() => {
      this.database
        .prepare(`UPDATE files SET reading = 'failed', failure = ? WHERE id = ?`)
        .run(JSON.stringify(cause), id);
      this.rows.show([id]);
    });
  }

  openHashes(kind: AskedKind, askedBeforeMs: number): Result<readonly AskedHash[], Failure> {
    return this.read(() =>
      askedRows
        .parse(this.database.prepare(openQuestion(kind, askedBeforeMs)).all())
        .map(({ id, hash }) => ({ fileId: id, hash })),
    );
  }

  keepAnswers(...[kind, asked, found, nowMs]: Parameters<LibraryStore['keepAnswers']>) {
    if (this.isClosed) return Promise.resolve(ok(null));
    const ids = new Set(found.map(({ fileId }) => fileId));
    const isFound = ({ fileId }: AskedHash) => ids.has(fileId);
    const keep = keepingAnswers(this.database, kind, found, nowMs);
    return this.changeInParts(asked, (part) => {
      keep(part);
      // What is not known by a part of it either stays what it was.
      const shown = kind === 'autoV2' || kind === 'autoV3' ? part.filter(isFound) : part;
      this.rows.show(shown.map(({ fileId }) => fileId));
    });
  }

  unnamedVersions(toldBeforeMs: number): Result<readonly number[], Failure> {
    return this.read(() => {
      const found = this.database
        .prepare(`
          SELECT version_id FROM (SELECT DISTINCT version_id FROM files WHERE version_id IS NOT NULL) AS known
          WHERE NOT EXISTS (SELECT 1 FROM versions WHERE versions.version_id = known.version_id AND told_ms >= ?)
            AND EXISTS (SELECT 1 FROM files WHERE files.version_id = known.version_id AND missing_ms IS NULL)
        `)
        .all(toldBeforeMs);
      return versionRows.parse(found).map(({ version_id: id }) => id);
    });
  }

  keepVersions(...[facts, untold, nowMs]: Parameters<LibraryStore['keepVersions']>): Result<null, Failure> {
    return this.change(() => {
      const keep = this.database.prepare('INSERT OR REPLACE INTO versions VALUES (?, ?, ?)');
      for (const each of facts) keep.run(each.versionId, nowMs, JSON.stringify(each));
      // What was known of it stays: a model that is hidden or deleted has had a name.
      const pass = this.database.prepare(`
        INSERT INTO versions VALUES (?, ?, NULL) ON CONFLICT (version_id) DO UPDATE SET told_ms = excluded.told_ms
      `);
      for (const id of untold) pass.run(id, nowMs);
      const find = this.database.prepare('SELECT id FROM files WHERE version_id = ?');
      const concerned = facts.flatMap(({ versionId }) => ids.parse(find.all(versionId)));
      for (const each of facts) disproveShort(this.database, each.versionId, each.publishedSha256);
      this.rows.show(concerned.map(({ id }) => id));
    });
  }

  list(...asked: Parameters<LibraryStore['list']>): Result<IndexedPage, Failure> {
    return this.read(() => this.shown.page(...asked));
  }

  ofModels(wanted: OwnedWish): Result<readonly IndexedFile[], Failure> {
    return this.read(() => this.shown.ofModels(wanted));
  }

  facets(): Result<LibraryFacets, Failure> {
    return this.read(() => this.shown.facets());
  }

  files(ids: readonly number[]): Result<readonly IndexedFile[], Failure> {
    return this.read(() => this.shown.files(ids));
  }

  find(id: number): Result<IndexedFile | null, Failure> {
    return this.read(() => this.shown.files([id])[0] ?? null);
  }

  owned(after: number, most: number): Result<readonly OwnedRow[], Failure> {
    return this.read(() => ownedFiles(this.database, after, most));
  }

  totals(): Result<IndexTotals, Failure> {
    return this.totalsOf(`SELECT count(*) AS file_count, sum(bytes) AS bytes FROM listing WHERE ${IS_THERE}`);
  }

  note(name: ScanNote): string | null {
    return (
      noteRow.parse(this.database.prepare('SELECT value FROM notes WHERE name = ?').get(name))?.value ?? null
    );
  }

  keepNote(name: ScanNote, value: string | null): void {
    // A note that is not kept is at worst a scan more.
    askDatabase(this.path, () =>
      value === null
        ? this.database.prepare('DELETE FROM notes WHERE name = ?').run(name)
        : this.database.prepare('INSERT OR REPLACE INTO notes VALUES (?, ?)').run(name, value),
    );
  }

  close(): void {
    this.isClosed = true;
    this.database.close();
  }

  private totalsOf(question: string): Result<IndexTotals, Failure> {
    return this.read(() => {
      const found = totalsRow.parse(this.database.prepare(question).get());
      return { fileCount: found.file_count, bytes: found.bytes ?? 0 };
    });
  }

  private read<T>(work: () => T): Result<T, Failure> {
    return askDatabase(this.path, work);
  }

  private async takeStep({ find, take }: RowStep): Promise<Result<null, Failure>> {
    if (this.isClosed) return ok(null);
    const concerned = this.read(find);
    return concerned.ok ? this.changeInParts(concerned.value, take) : concerned;
  }

  /** Parts are written for themselves, with turns between. */
  private changeInParts<T>(
    all: readonly T[],
    work: (part: readonly T[]) => void,
  ): Promise<Result<null, Failure>> {
    return inParts(all, (part) => (this.isClosed ? ok(null) : this.change(() => work(part))));
  }

  private change(work: () => void): Result<null, Failure> {
    const done = askDatabase(this.path, () => inTransaction(this.database, work));
    return done.ok ? ok(null) : done;
  }
}
