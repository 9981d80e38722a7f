import { readdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFollowing, type SqliteFollowing } from '../../../electron/adapters/following-store';
import { type FollowRecord, newFollow } from '../../../electron/core/following/follow';
import type { NewsRecord } from '../../../electron/core/following/news';
import type { MaturityLevel } from '../../../shared/civitai/model';
import { temporaryFolder } from '../../support/rig';

const NOW = Date.UTC(2030, 0, 1);

const follow = (modelId: number): FollowRecord =>
  newFollow(`model:${modelId}`, { kind: 'model', modelId }, NOW);
const news = (modelId: number, versionId: number, maturity: MaturityLevel = 'PG'): NewsRecord => ({
  modelId,
  versionId,
  modelName: `Model ${modelId}`,
  versionName: `v${versionId}`,
  modelType: 'LORA',
  baseModel: 'SDXL 1.0',
  creator: 'mira',
  maturity,
  mode: 'available',
  access: { kind: 'open' },
  pictures: [],
});

describe('SqliteFollowing', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let reports: string[];
  let open: SqliteFollowing[];
  const path = () => join(folder.path, 'following.db');
  const start = () => {
    const opened = openFollowing(path(), NOW, (what) => reports.push(what));
    open.push(opened.store);
    return opened;
  };
  const stop = () => {
    for (const store of open.splice(0)) store.close();
  };
  /** One look that finds these versions, each at the time of its id. */
  const find = (store: SqliteFollowing, record: FollowRecord, records: readonly NewsRecord[]) =>
    store.keepLooks([
      {
        follow: record,
        learnt: records.map(({ modelId, versionId }) => ({ modelId, versionId })),
        found: records.map((each) => ({ record: each, atMs: each.versionId })),
        renewed: [],
      },
    ]);
  const shown = (store: SqliteFollowing, level: MaturityLevel = 'PG', cursor: string | null = null) => {
    const page = store.news(level, cursor);
    if (!page.ok) throw new Error(page.error.code);
    return page.value;
  };
  const ids = (store: SqliteFollowing, level: MaturityLevel = 'PG') =>
    shown(store, level).news.map(({ record }) => record.versionId);

  beforeEach(async () => {
    folder = await temporaryFolder('following-store');
    reports = [];
    open = [];
  });
  afterEach(async () => {
    stop();
    await folder.remove();
  });

  it('gives the new versions page by page, the newest first, and within the level', () => {
    const { store } = start();
    const many = Array.from({ length: 120 }, (_, at) => news(1, at + 1, at === 60 ? 'X' : 'PG'));
    expect(find(store, follow(1), many)).toEqual({ ok: true, value: null });
    const pages: number[][] = [];
    let cursor: string | null = null;
    do {
      const page = shown(store, 'PG', cursor);
      pages.push(page.news.map(({ record }) => record.versionId));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(pages.map(({ length }) => length)).toEqual([50, 50, 19]);
    expect(pages.flat()).toEqual(Array.from({ length: 120 }, (_, at) => 120 - at).filter((id) => id !== 61));
    expect(store.counts('PG')).toEqual({ unread: 119, above: 1 });
    expect(store.counts('X')).toEqual({ unread: 120, above: 0 });
  });

  it('marks as read what is named, or all that the level shows, and keeps it over the next look', () => {
    const { store } = start();
    find(store, follow(1), [news(1, 10), news(1, 11), news(1, 12, 'R')]);
    store.markRead([10], 'PG');
    expect(store.counts('PG').unread).toBe(1);
    store.markRead(null, 'PG');
    expect([store.counts('PG').unread, store.counts('XXX').unread]).toEqual([0, 1]);
    find(store, follow(1), [news(1, 10)]);
    expect(store.counts('PG').unread).toBe(0);
  });

  it('keeps the newest two thousand', () => {
    const { store } = start();
    find(
      store,
      follow(1),
      Array.from({ length: 2_003 }, (_, at) => news(1, at + 1)),
    );
    expect(store.counts('PG').unread).toBe(2_000);
    expect(ids(store)[0]).toBe(2_003);
    const found = store.foundVersions([1]);
    expect(found.ok && [3, 4].map((id) => found.value.has(id))).toEqual([false, true]);
    // That they are known is not forgotten with them.
    const known = store.known('model:1');
    expect(known.ok && known.value.get(1)?.has(1)).toBe(true);
  });

  it('shows a version as long as anything is followed that it belongs to', () => {
    const { store } = start();
    find(store, follow(1), [news(1, 10)]);
    find(store, newFollow('creator:mira', { kind: 'creator', username: 'mira' }, NOW), [news(1, 10)]);
    store.putAway('model:1');
    expect(ids(store)).toEqual([10]);
    store.putAway('creator:mira');
    expect([ids(store), store.counts('PG'), store.load()]).toEqual([[], { unread: 0, above: 0 }, []]);
    store.save(follow(1));
    expect(ids(store)).toEqual([10]);
    store.putAway('model:1');
    stop();
    const again = start().store;
    again.save(follow(1));
    expect(ids(again)).toEqual([]);
    const known = again.known('model:1');
    expect(known.ok && known.value.size).toBe(0);
  });

  it('keeps a file that is damaged under another name, and says so', async () => {
    const first = start();
    find(first.store, follow(1), [news(1, 10)]);
    stop();
    for (const tail of ['-wal', '-shm']) await rm(path() + tail, { force: true });
    await writeFile(path(), 'no database, and 16 bytes at least');
    const opened = start();
    expect(opened.keeping).toEqual({ kind: 'putAside', fileName: `following.db.unreadable-${NOW}` });
    expect(reports.join()).toContain('could not be read and was kept as');
    expect(opened.store.load()).toEqual([]);
    expect(readdirSync(folder.path)).toContain(`following.db.unreadable-${NOW}`);
    expect(opened.store.save(follow(2)).ok).toBe(true);
    stop();
    const again = start();
    expect(again.keeping).toEqual({ kind: 'kept' });
    expect(again.store.load().map(({ key }) => key)).toEqual(['model:2']);
  });

  it('leaves a file of a later Civet as it is, and keeps in memory what this run learns', () => {
    const database = new Database(path());
    database.exec('CREATE TABLE later (id INTEGER); PRAGMA user_version = 99;');
    database.close();
    const opened = start();
    expect(opened.keeping).toEqual({ kind: 'memory' });
    expect(reports.join()).toContain('later version');
    expect(opened.store.save(follow(1)).ok).toBe(true);
    stop();
    const untouched = new Database(path());
    expect(untouched.prepare('SELECT name FROM sqlite_master').all()).toEqual([{ name: 'later' }]);
    untouched.close();
    expect(start().store.load()).toEqual([]);
  });

  it('leaves an entry that cannot be read in the file, and loads the others', () => {
    const { store } = start();
    store.save(follow(1));
    store.save(follow(2));
    stop();
    const database = new Database(path());
    database.prepare("UPDATE follows SET record = '{' WHERE key = 'model:1'").run();
    database.close();
    expect(
      start()
        .store.load()
        .map(({ key }) => key),
    ).toEqual(['model:2']);
    expect(reports).toHaveLength(1);
    stop();
    const after = new Database(path());
    expect(after.prepare('SELECT key FROM follows ORDER BY key').all()).toHaveLength(2);
    after.close();
  });

  it('answers a look that ends after Civet has closed with a failure, and not with a bug', () => {
    const { store } = start();
    stop();
    expect(store.known('model:1')).toMatchObject({ ok: false });
    expect(store.save(follow(1))).toMatchObject({ ok: false });
  });
});
