import type Database from 'libsql';
import { z } from 'zod';
import { MATURITY_BITS, type MaturityLevel } from '../../shared/civitai/model';
import { type Failure, failure } from '../../shared/failure';
import type { FollowingStatus } from '../../shared/following/following';
import { err, type Result } from '../../shared/result';
import { type FollowRecord, followRecordSchema } from '../core/following/follow';
import type { KnownVersions } from '../core/following/judge-look';
import { newsRecordSchema } from '../core/following/news';
import type { FollowingStore, KeptLook, NewsCounts, StoredNewsPage } from '../core/following/ports';
import { type KeptLayout, openKept } from './kept-database';
import { askDatabase, inTransaction } from './sqlite';

/** Raised with every change of the tables. */
const FORMAT = 1;
const PAGE_NEWS = 50;
/** More than anybody reads; the oldest go first. */
const MOST_NEWS = 2_000;

const SCHEMA = `
  CREATE TABLE follows (
    key TEXT PRIMARY KEY,
    is_shown INTEGER NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE TABLE known (
    follow_key TEXT NOT NULL,
    model_id INTEGER NOT NULL,
    version_id INTEGER NOT NULL,
    PRIMARY KEY (follow_key, model_id, version_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX known_by_version ON known (version_id);
  CREATE TABLE news (
    version_id INTEGER PRIMARY KEY,
    model_id INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    is_read INTEGER NOT NULL,
    bits INTEGER NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX news_by_time ON news (at_ms DESC, version_id DESC);
  CREATE INDEX news_by_model ON news (model_id);
`;

const FORGET_LOOSE_NEWS = 'DELETE FROM news WHERE version_id NOT IN (SELECT version_id FROM known)';

/** Somebody who is followed now has, or has made, this version. */
const IS_SHOWN = `EXISTS (
  SELECT 1 FROM known JOIN follows ON follows.key = known.follow_key
  WHERE known.version_id = news.version_id AND follows.is_shown = 1
)`;

const record = z.object({ record: z.string() });
const newsRow = record.extend({ at_ms: z.number(), version_id: z.number(), is_read: z.number() });
const knownRow = z.object({ model_id: z.number(), version_id: z.number() });
const countRow = z.object({ unread: z.number().nullable(), above: z.number().nullable() });

export interface OpenedFollowing {
  readonly store: SqliteFollowing;
  readonly keeping: FollowingStatus['keeping'];
}

const LAYOUT: KeptLayout = {
  format: FORMAT,
  schema: SCHEMA,
  name: 'The list of what is followed',
  synchronous: 'FULL',
  // What the last run put away nobody can take back any more.
  tidy: `
    DELETE FROM follows WHERE is_shown = 0;
    DELETE FROM known WHERE follow_key NOT IN (SELECT key FROM follows);
    ${FORGET_LOOSE_NEWS};
  `,
};

/**
 * Opens what is followed, or begins anew; see `openKept`.
 *
 * @param report told in a sentence of whatever is not as it should be
 */
export function openFollowing(path: string, nowMs: number, report: (what: string) => void): OpenedFollowing {
  const { database, path: kept, keeping } = openKept(path, LAYOUT, nowMs, report);
  return { store: new SqliteFollowing(kept, database, report), keeping };
}

/** What is followed, in SQLite. Each change is one transaction that is on disk when the call returns. */
export class SqliteFollowing implements FollowingStore {
  private isOpen = true;

  constructor(
    private readonly path: string,
    private readonly database: Database.Database,
    private readonly report: (what: string) => void,
    private readonly mostNews = MOST_NEWS,
  ) {}

  load(): readonly FollowRecord[] {
    const rows = this.database.prepare('SELECT record FROM follows WHERE is_shown = 1').all();
    return rows.flatMap((row) => {
      const follow = readRecord(row, followRecordSchema);
      if (follow === null)
        this.report('An entry of what is followed could not be read; it stays in the file.');
      return follow ?? [];
    });
  }

  known(key: string): Result<KnownVersions, Failure> {
    return this.read(() => {
      const rows = this.database
        .prepare('SELECT model_id, version_id FROM known WHERE follow_key = ?')
        .all(key);
      const known = new Map<number, Set<number>>();
      for (const { model_id: modelId, version_id: versionId } of z.array(knownRow).parse(rows)) {
        const versions = known.get(modelId) ?? new Set();
        known.set(modelId, versions);
        if (versionId !== 0) versions.add(versionId);
      }
      return known;
    });
  }

  foundVersions(modelIds: readonly number[]): Result<ReadonlySet<number>, Failure> {
    return this.read(() => {
      const find = this.database.prepare('SELECT version_id, model_id FROM news WHERE model_id = ?');
      const rows = modelIds.flatMap((modelId) => z.array(knownRow).parse(find.all(modelId)));
      return new Set(rows.map(({ version_id: versionId }) => versionId));
    });
  }

  save(follow: FollowRecord): Result<null, Failure> {
    return this.change(() => this.write(follow));
  }

  keepLooks(looks: readonly KeptLook[]): Result<null, Failure> {
    return this.change(() => {
      const learn = this.database.prepare('INSERT OR IGNORE INTO known VALUES (?, ?, ?)');
      const find = this.database.prepare('INSERT OR IGNORE INTO news VALUES (?, ?, ?, 0, ?, ?)');
      const renew = this.database.prepare('UPDATE news SET bits = ?, record = ? WHERE version_id = ?');
      for (const { follow, learnt, found, renewed } of looks) {
        this.write(follow);
        for (const { modelId, versionId } of learnt) learn.run(follow.key, modelId, versionId);
        for (const { record: news, atMs } of found) {
          const bits = MATURITY_BITS[news.maturity];
          find.run(news.versionId, news.modelId, atMs, bits, JSON.stringify(news));
        }
        for (const news of renewed)
          renew.run(MATURITY_BITS[news.maturity], JSON.stringify(news), news.versionId);
      }
      this.database
        .prepare(
          'DELETE FROM news WHERE version_id IN ' +
            '(SELECT version_id FROM news ORDER BY at_ms DESC, version_id DESC LIMIT -1 OFFSET ?)',
        )
        .run(this.mostNews);
    });
  }

  putAway(key: string): Result<null, Failure> {
    return this.change(() => this.database.prepare('UPDATE follows SET is_shown = 0 WHERE key = ?').run(key));
  }

  remove(key: string): Result<null, Failure> {
    return this.change(() => {
      this.database.prepare('DELETE FROM follows WHERE key = ?').run(key);
      this.database.prepare('DELETE FROM known WHERE follow_key = ?').run(key);
      this.database.exec(FORGET_LOOSE_NEWS);
    });
  }

  news(limit: MaturityLevel, cursor: string | null): Result<StoredNewsPage, Failure> {
    const [atMs, versionId] = (cursor ?? `${Number.MAX_SAFE_INTEGER}:0`).split(':').map(Number);
    return this.read(() => {
      const found = this.database
        .prepare(
          `SELECT record, at_ms, version_id, is_read FROM news WHERE bits <= ? AND ${IS_SHOWN} ` +
            `AND (at_ms, version_id) < (?, ?) ORDER BY at_ms DESC, version_id DESC LIMIT ${PAGE_NEWS + 1}`,
        )
        .all(MATURITY_BITS[limit], atMs, versionId);
      const rows = z.array(newsRow).parse(found);
      const page = rows.slice(0, PAGE_NEWS);
      const last = page.at(-1);
      const hasMore = rows.length > page.length && last !== undefined;
      return {
        news: page.flatMap((row) => {
          const news = readRecord(row, newsRecordSchema);
          return news === null ? [] : [{ record: news, atMs: row.at_ms, isRead: row.is_read === 1 }];
        }),
        nextCursor: hasMore ? `${last.at_ms}:${last.version_id}` : null,
      };
    });
  }

  counts(limit: MaturityLevel): NewsCounts {
    const bits = MATURITY_BITS[limit];
    const counted = this.read(() =>
      countRow.parse(
        this.database
          .prepare(
            `SELECT sum(bits <= ? AND is_read = 0) AS unread, sum(bits > ?) AS above FROM news WHERE ${IS_SHOWN}`,
          )
          .get(bits, bits),
      ),
    );
    return counted.ok
      ? { unread: counted.value.unread ?? 0, above: counted.value.above ?? 0 }
      : { unread: 0, above: 0 };
  }

  markRead(versionIds: readonly number[] | null, limit: MaturityLevel): Result<null, Failure> {
    return this.change(() => {
      if (versionIds === null) {
        this.database
          .prepare(`UPDATE news SET is_read = 1 WHERE bits <= ? AND ${IS_SHOWN}`)
          .run(MATURITY_BITS[limit]);
        return;
      }
      const mark = this.database.prepare('UPDATE news SET is_read = 1 WHERE version_id = ?');
      for (const versionId of versionIds) mark.run(versionId);
    });
  }

  close(): void {
    this.isOpen = false;
    this.database.close();
  }

  private write(follow: FollowRecord): void {
    this.database
      .prepare('INSERT OR REPLACE INTO follows (key, is_shown, record) VALUES (?, 1, ?)')
      .run(follow.key, JSON.stringify(follow));
  }

  private change(work: () => unknown): Result<null, Failure> {
    return this.read(() => {
      inTransaction(this.database, work);
      return null;
    });
  }

  /** A look that is still under way when Civet closes finds nothing here any more. */
  private read<T>(work: () => T): Result<T, Failure> {
    if (!this.isOpen) return err(failure('disk.failed', { path: this.path, message: 'closed' }));
    return askDatabase(this.path, work);
  }
}

/** Null for a row whose text is no such record. */
function readRecord<Schema extends z.ZodType>(row: unknown, schema: Schema): z.output<Schema> | null {
  try {
    return schema.safeParse(JSON.parse(record.parse(row).record)).data ?? null;
  } catch {
    return null;
  }
}
