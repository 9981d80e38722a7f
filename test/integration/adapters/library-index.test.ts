import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type SqliteLibrary } from '../../../electron/adapters/library-store';
import type { FoundFile } from '../../../electron/core/library/ports';
import type { MovedFile } from '../../../electron/core/operations/steps';
import { factsOf, fill, found, HASH, NOW, names } from '../../support/library-index';
import { EVERYTHING } from '../../support/library-rig';
import { temporaryFolder } from '../../support/rig';

/** The tables as the first version of the library made them. */
const FORMAT_1 = `
  CREATE TABLE files (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, root TEXT NOT NULL, bytes INTEGER NOT NULL,
    mtime_ns TEXT NOT NULL, dev TEXT NOT NULL, ino TEXT NOT NULL, added_ms INTEGER NOT NULL, reading TEXT NOT NULL,
    failure TEXT, sha256 TEXT, auto_v1 TEXT, auto_v3 TEXT, crc32 TEXT, former_sha256 TEXT, read_ms INTEGER,
    claim TEXT, claim_sha256 TEXT, claim_auto_v3 TEXT, match TEXT, model_id INTEGER, version_id INTEGER,
    asked_claim_ms INTEGER, asked_sha256_ms INTEGER, asked_auto_v3_ms INTEGER, missing_ms INTEGER
  ) STRICT;
  CREATE TABLE versions (version_id INTEGER PRIMARY KEY, told_ms INTEGER NOT NULL, facts TEXT) STRICT;
  CREATE TABLE listing (
    id INTEGER PRIMARY KEY, findable TEXT NOT NULL, name TEXT NOT NULL, bytes INTEGER NOT NULL,
    added_ms INTEGER NOT NULL, type TEXT NOT NULL, base_model TEXT NOT NULL, standing TEXT NOT NULL
  ) STRICT;
  CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let reports: string[];
let open: SqliteLibrary[];

const path = () => join(folder.path, 'library.db');
const start = () => {
  const opened = openLibrary(path(), NOW, (what) => reports.push(what));
  open.push(opened.store);
  return opened;
};
const stop = () => {
  for (const store of open.splice(0)) store.close();
};
beforeEach(async () => {
  folder = await temporaryFolder('library-store');
  reports = [];
  open = [];
});
afterEach(async () => {
  stop();
  await folder.remove();
});

describe('a change that concerns thousands of files', () => {
  const MANY = 2_000;
  const files = Array.from({ length: MANY }, (_, at) => found(`${at}.safetensors`, at + 1));
  const standings = (store: SqliteLibrary) => {
    const facets = store.facets();
    return facets.ok ? Object.fromEntries(facets.value.standings.map(({ id, count }) => [id, count])) : {};
  };
  /** The most rows that another turn sees change at once. @param count of what the change has reached by now */
  const longestTurn = async (change: Promise<unknown>, count: () => number) => {
    let isDone = false;
    void change.finally(() => {
      isDone = true;
    });
    let longest = 0;
    for (let before = count(), now = before; !isDone; before = now) {
      await new Promise((resolve) => setImmediate(resolve));
      now = count();
      longest = Math.max(longest, Math.abs(now - before));
    }
    return longest;
  };
  const measured = (store: SqliteLibrary) => {
    store.keepFound(files, NOW);
    store.keepRead(
      files.map((stamp, at) => ({ id: at + 1, stamp, hashes: { sha256: String(at).padStart(64, '0') } })),
      NOW,
    );
  };

  it.each<[string, (store: SqliteLibrary) => Promise<unknown>, (store: SqliteLibrary) => number]>([
    [
      'answers are kept',
      (store) => {
        const asked = files.map((_, at) => ({ fileId: at + 1, hash: HASH }));
        return store.keepAnswers('sha256', asked, [], NOW);
      },
      (store) => standings(store).unknown ?? 0,
    ],
    [
      'a whole folder is gone',
      (store) =>
        store.endWalk(
          files.map(({ path }) => path),
          NOW,
          true,
        ),
      (store) => standings(store).missing ?? 0,
    ],
    [
      'no folder is chosen any more',
      (store) => store.listOnly([]),
      (store) => MANY - names(store, {}, 0, MANY).length,
    ],
    [
      'the folder is chosen again',
      async (store) => {
        await store.listOnly([]);
        await store.listOnly(['/models']);
      },
      (store) => names(store, {}, 0, MANY).length,
    ],
  ])('lets everything else have its turn when %s', async (_what, change, count) => {
    const { store } = start();
    measured(store);
    const longest = await longestTurn(change(store), () => count(store));
    expect(longest).toBeGreaterThan(0);
    expect(longest).toBeLessThanOrEqual(500);
  });

  it('ends quietly when the index is closed meanwhile', async () => {
    const { store } = start();
    measured(store);
    const change = store.endWalk(
      files.map(({ path }) => path),
      NOW,
      true,
    );
    stop();
    expect(await change).toMatchObject({ ok: true });
  });
});

describe('a file that has the inode of another', () => {
  const read = (store: SqliteLibrary, file: FoundFile) => {
    store.keepFound([file], NOW);
    store.keepRead([{ id: 1, stamp: file, hashes: { sha256: HASH } }], NOW);
  };

  it('is the same file, and is not read', async () => {
    const { store } = start();
    read(store, found('a.pt', 10));
    store.keepFound([found('b.pt', 10)], NOW);
    await store.endWalk([], NOW, true);
    expect(store.find(2)).toMatchObject({ value: { sha256: HASH } });
  });

  it.each([
    ['has no inodes', '0', 10],
    ['gives every file the same', '7', 11],
  ])('is read where the file system %s', async (_what, ino, bytes) => {
    const { store } = start();
    read(store, found('a.pt', 10, { ino }));
    store.keepFound([found('b.pt', 10, { ino }), found('c.pt', bytes, { ino })], NOW);
    await store.endWalk([], NOW, true);
    expect(store.find(2)).toMatchObject({ value: { sha256: null, standing: 'unread' } });
  });
});

describe('a file that is asked for under a name that the index does not have', () => {
  const known = async (
    change: Partial<FoundFile> = {},
    others: readonly FoundFile[] = [],
    gone: readonly string[] = [],
  ) => {
    const { store, twins } = start();
    const file = found('a.pt', 10, { ino: '7' });
    store.keepFound([file, ...others], NOW);
    store.keepRead([{ id: 1, stamp: file, hashes: { sha256: HASH } }], NOW);
    await store.endWalk(gone, NOW, true);
    const answer = twins.known([found('other.pt', 10, { ino: '7', ...change })]);
    return answer.ok ? answer.value[0]?.path : answer.error.code;
  };

  it('is the file that has its inode, its size and its date', async () => {
    expect(await known()).toBe(join('/models', 'a.pt'));
  });

  it.each<[string, ...Parameters<typeof known>]>([
    ['the size is another', { bytes: 11 }],
    ['the date is another', { mtimeNs: '5' }],
    [
      'the inode belongs to files of several sizes, as where all have one',
      {},
      [found('c.pt', 11, { ino: '7' })],
    ],
    ['the file that had the inode is gone', {}, [], [join('/models', 'a.pt')]],
  ])('is none of them when %s', async (_what, ...asked) => {
    expect(await known(...asked)).toBeUndefined();
  });
});

describe('a file that is gone', () => {
  const measure = (store: SqliteLibrary, id: number, file: FoundFile) => {
    store.keepFound([file], NOW);
    store.keepRead([{ id, stamp: file, hashes: { sha256: HASH } }], NOW);
  };

  it('is not missing when its bytes are there under another name, on another drive as well', async () => {
    const { store } = start();
    measure(store, 1, found('a.pt', 10));
    await store.endWalk([join('/models', 'a.pt')], NOW, true);
    expect(names(store, { standings: ['missing'] })).toEqual(['a.pt']);
    measure(store, 2, found('moved.pt', 10, { dev: '2', ino: '99' }));
    await store.forgetMoved();
    expect(names(store)).toEqual(['moved.pt']);
  });

  it('is not forgotten in the trash, though its bytes are there under another name, and comes back with all that is known', async () => {
    const { store } = start();
    const second = found('b.pt', 10, { ino: '11' });
    measure(store, 1, found('a.pt', 10));
    measure(store, 2, second);
    const known = store.find(2);
    const trashPath = join('/models', '.civet-trash', '1', 'b.pt');
    const moved = { before: second, stamp: second };
    const keep = (move: Pick<MovedFile, 'from' | 'to' | 'trashPath'>) =>
      store.keepMoved({ moved: [{ ...moved, ...move }], linked: [] }, () => '/models', NOW);
    await keep({ from: second.path, to: null, trashPath });
    expect(store.find(2)).toMatchObject({ value: { standing: 'trashed', trashId: 2 } });
    await store.endWalk([], NOW, true);
    await store.forgetMoved();
    expect(names(store)).toEqual(['a.pt']);
    await keep({ from: trashPath, to: second.path, trashPath: null });
    expect(names(store).toSorted()).toEqual(['a.pt', 'b.pt']);
    expect(store.find(2)).toEqual(known);
  });

  it('stays in no list and no sum while it is in the trash, whatever is learnt of its version or its bytes', async () => {
    const { store, choices, space } = start();
    const [kept, trashed] = [found('a.pt', 10), found('b.pt', 5, { ino: '11' })];
    await fill(store, [
      { ...factsOf(1), file: kept },
      { ...factsOf(2), file: trashed },
    ]);
    const trashPath = join('/models', '.civet-trash', '1', 'b.pt');
    const moved = { from: trashed.path, to: null, trashPath, before: trashed, stamp: trashed };
    await store.keepMoved({ moved: [moved], linked: [] }, () => '/models', NOW);
    store.keepVersions([factsOf(1), factsOf(2)], [], NOW);
    await store.keepAnswers('sha256', [{ fileId: 2, hash: HASH }], [], NOW);
    expect(names(store)).toEqual(['a.pt']);
    expect(store.totals()).toEqual({ ok: true, value: { fileCount: 1, bytes: 10 } });
    const all = { kind: 'wish' as const, wish: EVERYTHING, exceptIds: [] };
    expect(choices.chosen(all, 'there', 'all')).toMatchObject({ value: [{ id: 1 }] });
    expect(choices.chosen(all, 'all', 'all')).toMatchObject({ value: [{ id: 1 }] });
    expect(space.measure(['/models'], NOW)).toMatchObject({ value: { all: { bytes: 10 }, namedBytes: 10 } });
  });

  it('is told to lie in the trash where one with its bytes does, which brings it back without a download', async () => {
    const { store } = start();
    const [lost, trashed] = [found('lost.pt', 10), found('trashed.pt', 10, { ino: '11' })];
    measure(store, 1, lost);
    measure(store, 2, trashed);
    const trashPath = join('/models', '.civet-trash', '1', 'trashed.pt');
    const moved = { from: trashed.path, to: null, trashPath, before: trashed, stamp: trashed };
    await store.keepMoved({ moved: [moved], linked: [] }, () => '/models', NOW);
    expect(store.find(1)).toMatchObject({ value: { trashId: null } });
    await store.endWalk([lost.path], NOW, true);
    expect(store.find(1)).toMatchObject({ value: { standing: 'missing', trashId: 2 } });
  });
});

it('asks nothing about the bytes of a file that is cut short, also where an earlier Civet has read them', async () => {
  const { store } = start();
  const flaw = { kind: 'cutShort' as const, promisedBytes: 20 };
  const [whole, cut] = [found('a.pt', 10), found('b.pt', 5, { flaw })];
  store.keepFound([whole, cut], NOW);
  await store.listOnly(['/models']);
  const hashes = { sha256: HASH, autoV3: HASH };
  store.keepRead(
    [whole, cut].map((stamp, at) => ({ id: at + 1, stamp, hashes })),
    NOW,
  );
  const open = () => (['sha256', 'autoV2', 'autoV3'] as const).map((kind) => store.openHashes(kind, NOW));
  const onlyWhole = { ok: true, value: [{ fileId: 1, hash: HASH }] };
  expect(open()[0]).toEqual(onlyWhole);
  await store.keepAnswers(
    'sha256',
    [1, 2].map((fileId) => ({ fileId, hash: HASH })),
    [],
    NOW,
  );
  expect(open().slice(1)).toEqual([onlyWhole, onlyWhole]);
});

describe('what was moved, told a second time', () => {
  it.each([
    ['to another folder', join('/models', 'sub', 'a.pt'), null],
    ['into the trash', null, join('/models', '.civet-trash', '1', 'a.pt')],
  ])('keeps what is known of a file that went %s', async (_, to, trashPath) => {
    const { store } = start();
    const file = found('a.pt', 10);
    await fill(store, [{ ...factsOf(1), file }]);
    const outcome = { moved: [{ from: file.path, to, trashPath, before: file, stamp: file }], linked: [] };
    const keep = () => store.keepMoved(outcome, () => '/models', NOW);
    await keep();
    const known = store.find(1);
    expect(known).toMatchObject({ ok: true, value: { path: to ?? trashPath } });
    await keep();
    expect(store.find(1)).toEqual(known);
  });

  it('is forgotten once the trash is emptied', async () => {
    const { store } = start();
    const file = found('a.pt', 10);
    await fill(store, [{ ...factsOf(1), file }]);
    const trashPath = join('/models', '.civet-trash', '1', 'a.pt');
    const keep = (move: Pick<MovedFile, 'from' | 'to' | 'trashPath'>) =>
      store.keepMoved({ moved: [{ ...move, before: file, stamp: file }], linked: [] }, () => '/models', NOW);
    await keep({ from: file.path, to: null, trashPath });
    await keep({ from: trashPath, to: null, trashPath: null });
    expect(store.find(1)).toEqual({ ok: true, value: null });
  });
});

describe('a version that is published with other bytes since', () => {
  it('is shown as replaced, as soon as Civitai has told the hashes of all its files', async () => {
    const { store } = start();
    await fill(store, [{ ...factsOf(1), file: found('a.pt', 10) }]);
    const standing = (publishedSha256: readonly string[] | null) => {
      store.keepVersions([factsOf(1, { publishedSha256 })], [], NOW);
      const file = store.find(1);
      return file.ok ? file.value?.standing : null;
    };
    expect(standing(null)).toBe('known');
    expect(standing([HASH])).toBe('replaced');
    expect(names(store, { standings: ['replaced'] })).toEqual(['a.pt']);
    expect(standing([HASH, '0'.repeat(64)])).toBe('known');
  });
});

describe('the file of the index', () => {
  it('of the former version is taken over with all that it knows', () => {
    const database = new Database(path());
    database.exec(FORMAT_1);
    database.exec(`
      INSERT INTO files (id, path, root, bytes, mtime_ns, dev, ino, added_ms, reading, sha256, match, model_id, version_id)
      VALUES (1, '/models/a.pt', '/models', 10, '1', '1', '5', 7, 'read', '${HASH}', 'sha256', 10, 1);
      INSERT INTO versions VALUES (1, 7, '${JSON.stringify(factsOf(1))}');
      INSERT INTO listing VALUES (1, 'model 1', 'model 1', 10, 7, 'LORA', 'SDXL 1.0', 'known');
    `);
    database.pragma('user_version = 1');
    database.close();
    const { store, keeping } = start();
    expect(keeping).toEqual({ kind: 'kept' });
    expect(store.find(1)).toMatchObject({
      value: { sha256: HASH, standing: 'known', facts: { creator: 'mira' } },
    });
    expect(names(store)).toEqual(['a.pt']);
    stop();
    expect(start().keeping).toEqual({ kind: 'kept' });
  });

  it('keeps what it knows from run to run', async () => {
    const { store } = start();
    await fill(store, [{ ...factsOf(1), file: found('a.pt', 10) }]);
    store.keepNote('isWanted', '1');
    stop();
    const later = start();
    expect(later.keeping).toEqual({ kind: 'kept' });
    expect(names(later.store)).toEqual(['a.pt']);
    expect([later.store.note('isWanted'), later.store.note('isPaused')]).toEqual(['1', null]);
  });

  it('is put aside when it is damaged, which is said, and begun anew', async () => {
    await writeFile(path(), 'not a database at all, and long enough to be looked at as one'.repeat(20));
    const { store, keeping } = start();
    expect(keeping).toEqual({ kind: 'putAside', fileName: `library.db.unreadable-${NOW}` });
    expect(reports).toHaveLength(1);
    expect(names(store)).toEqual([]);
    expect(readdirSync(folder.path)).toContain(`library.db.unreadable-${NOW}`);
  });

  it('is left alone when a later Civet wrote it', async () => {
    start();
    stop();
    const database = new Database(path());
    database.pragma('user_version = 99');
    database.close();
    expect(start().keeping).toEqual({ kind: 'memory' });
    expect(readdirSync(folder.path)).not.toContain(`library.db.unreadable-${NOW}`);
  });
});
