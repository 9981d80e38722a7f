import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal, type SqliteJournal } from '../../../electron/adapters/journal';
import { NewerJournalError } from '../../../electron/adapters/journal-format';
import type { DownloadRecord } from '../../../electron/core/ports';
import { downloadIdSchema } from '../../../shared/ids';
import { temporaryFolder } from '../../support/rig';

const NOW = 1_790_000_000_000;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const path = () => join(folder.path, 'civet.db');

beforeEach(async () => {
  folder = await temporaryFolder('journal');
});
afterEach(() => folder.remove());

const idOf = (digit: string) => downloadIdSchema.parse(digit.repeat(32));

function record(digit: string, change: Partial<DownloadRecord> = {}): DownloadRecord {
  return {
    id: idOf(digit),
    target: {
      modelId: 1,
      versionId: 2,
      fileId: 3,
      modelName: 'Überaus 日本語 "quoted"',
      versionName: 'v1',
      modelType: 'LORA',
      baseModel: null,
      creator: null,
      file: {
        untrustedName: '../a.safetensors',
        type: 'Model',
        format: 'SafeTensor',
        precision: null,
        sizeClass: null,
        approximateBytes: 5e12,
      },
      hashes: { sha256: 'A'.repeat(64), blake3: null, crc32: null, autoV1: null, autoV2: null, autoV3: null },
      pictureUrl: null,
      pictureMaturity: null,
      blurhash: null,
    },
    layout: 'comfyui',
    folderKind: 'lora',
    kindDecision: null,
    root: '/models',
    folder: '/models/models/loras',
    subfolder: '',
    fileName: 'a.safetensors',
    partPath: '/models/models/loras/a.part',
    state: { kind: 'queued' },
    durableBytes: 0,
    totalBytes: null,
    failedAttempts: 0,
    isListed: true,
    addedAtMs: NOW,
    rank: digit,
    priority: 'normal',
    queuedAtMs: NOW,
    startedAtMs: null,
    mountPath: null,
    ...change,
  };
}

/** Does the work on an open journal and closes it, as a run of Civet does. */
function during<T>(work: (journal: SqliteJournal) => T): T {
  const { journal } = openJournal(path(), NOW);
  try {
    return work(journal);
  } finally {
    journal.close();
  }
}

const reload = () => during((journal) => journal.load());

function withSql(...statements: string[]): void {
  const database = new Database(path());
  for (const statement of statements) database.exec(statement);
  database.close();
}

describe('SqliteJournal', () => {
  it('gives back after reopening exactly what was saved, beyond 4 GiB too', () => {
    const full = record('a', {
      durableBytes: 4_999_999_999_999,
      totalBytes: 5_000_000_000_000,
      failedAttempts: 3,
      state: { kind: 'paused' },
      priority: 'high',
      startedAtMs: NOW + 1,
      mountPath: '/mnt/usb',
    });
    during((journal) => journal.save(full));
    expect(reload()).toEqual([full]);
  });

  it('gives downloads back in the order of their ranks, which moving one changes', () => {
    during((journal) => {
      for (const digit of ['c', 'a', 'b']) journal.save(record(digit));
      journal.save(record('a', { rank: 'bb' }));
    });
    expect(reload().map(({ id }) => id)).toEqual([idOf('b'), idOf('a'), idOf('c')]);
  });

  it('saves many in one transaction, and none of them when one is refused', () => {
    during((journal) => {
      expect(journal.saveAll([record('a'), record('b')]).ok).toBe(true);
      withSql(`CREATE TRIGGER full BEFORE UPDATE ON downloads WHEN NEW.id LIKE 'b%'
        BEGIN SELECT RAISE(ABORT, 'no'); END`);
      const refused = journal.saveAll([record('a', { rank: 'x' }), record('b', { rank: 'y' })]);
      expect(refused).toMatchObject({ ok: false, error: { code: 'disk.failed' } });
      expect(journal.save(record('c')).ok, 'no transaction is left open').toBe(true);
    });
    expect(reload().map(({ rank }) => rank)).toEqual(['a', 'b', 'c']);
  });

  it('saves the same download again in place of what it was', () => {
    during((journal) => {
      journal.save(record('a'));
      journal.save(record('a', { durableBytes: 7, fileName: 'b.safetensors' }));
    });
    expect(reload()).toEqual([record('a', { durableBytes: 7, fileName: 'b.safetensors' })]);
  });

  it('shows a save to others as soon as the call has returned, without being closed', () => {
    const { journal } = openJournal(path(), NOW);
    journal.save(record('a'));
    const other = new Database(path());
    expect(other.prepare('SELECT COUNT(*) AS many FROM downloads').get()).toMatchObject({ many: 1 });
    other.close();
    journal.close();
  });

  it.each(['broken', '{"kind":"exploding"}'])(
    'keeps a download whose state reads %s, and lets the user decide',
    (state) => {
      during((journal) => journal.save(record('a', { durableBytes: 5 })));
      withSql(`UPDATE downloads SET state = '${state}'`);
      expect(reload()).toEqual([record('a', { durableBytes: 5, state: { kind: 'paused' } })]);
    },
  );

  it.each([
    ['a negative offset', 'durable_bytes = -1'],
    ['a target without a file', `target = '{"modelId":1}'`],
  ])('leaves out a row with %s, tells so, and keeps it in the file', (_name, damage) => {
    during((journal) => {
      for (const digit of ['a', 'b', 'c']) journal.save(record(digit));
    });
    withSql(`UPDATE downloads SET ${damage} WHERE id = '${idOf('b')}'`);
    during((journal) => {
      expect(journal.load().map(({ id }) => id)).toEqual([idOf('a'), idOf('c')]);
      expect(journal.skippedRows()).toHaveLength(1);
      journal.save(record('a', { durableBytes: 1 }));
    });
    const database = new Database(path());
    expect(database.prepare('SELECT id FROM downloads').all()).toHaveLength(3);
    database.close();
  });
});

describe('openJournal', () => {
  it('takes over what format 1 held, in its order', () => {
    const { rank: _r, priority: _p, queuedAtMs: _q, startedAtMs: _s, mountPath: _m, ...old } = record('a');
    const verification = { kind: 'verified', by: 'sha256', sha256: 'AB' };
    const placed = JSON.stringify({ kind: 'completed', verification, finalName: 'c.gguf', atMs: NOW + 5 });
    withSql(
      `CREATE TABLE downloads (
        id TEXT PRIMARY KEY, position INTEGER NOT NULL, target TEXT NOT NULL, layout TEXT NOT NULL,
        folder_kind TEXT NOT NULL, root TEXT NOT NULL, folder TEXT NOT NULL, file_name TEXT NOT NULL,
        part_path TEXT NOT NULL, state TEXT NOT NULL, durable_bytes INTEGER NOT NULL, total_bytes INTEGER,
        validator TEXT, failed_attempts INTEGER NOT NULL, added_at_ms INTEGER NOT NULL, is_listed INTEGER NOT NULL
      ) STRICT`,
      ...['b', 'c', 'a'].map(
        (
          digit,
          at,
        ) => `INSERT INTO downloads VALUES ('${idOf(digit)}', ${at + 1}, '${JSON.stringify(old.target)}',
          'comfyui', 'lora', '/models', '/models/models/loras', 'a.safetensors', '/models/models/loras/a.part',
          '${digit === 'c' ? placed : '{"kind":"queued"}'}', 0, NULL, NULL, 0, ${NOW}, 1)`,
      ),
      'PRAGMA user_version = 1',
    );
    const taken = reload();
    expect(taken.map(({ id }) => id)).toEqual([idOf('b'), idOf('c'), idOf('a')]);
    expect(taken[2]).toEqual({ ...record('a'), rank: taken[2]?.rank });
    expect(new Set(taken.map(({ rank }) => rank)).size).toBe(3);
    expect(reload(), 'and opens it again as its own').toEqual(taken);
    const history = during((journal) => journal.history.search('gguf', null));
    expect(history).toMatchObject({ ok: true, value: { entries: [{ id: idOf('c'), atMs: NOW + 5 }] } });
  });

  it('takes over a journal of format 2, which knew no subfolders', () => {
    during((journal) => journal.save(record('a')));
    const dropped = ['subfolder', 'kind_decision'].map((name) => `ALTER TABLE downloads DROP COLUMN ${name}`);
    withSql(...dropped, 'PRAGMA user_version = 2');
    expect(reload()).toEqual([record('a')]);
    expect(reload(), 'and opens it again as its own').toEqual([record('a')]);
  });

  it('takes over a journal of format 3, which did not note who had decided on the folder', () => {
    during((journal) => journal.save({ ...record('a'), kindDecision: { by: 'user' } }));
    withSql('ALTER TABLE downloads DROP COLUMN kind_decision', 'PRAGMA user_version = 3');
    expect(reload()).toEqual([record('a')]);
  });

  it('keeps who has decided on the folder, and no decision that it does not understand', () => {
    const decided: DownloadRecord = {
      ...record('a'),
      kindDecision: { by: 'header', finding: 'vae', isElsewhere: false },
    };
    during((journal) => journal.save(decided));
    expect(reload()).toEqual([decided]);
    withSql(`UPDATE downloads SET kind_decision = '{"by":"the stars"}'`);
    expect(reload()).toEqual([record('a')]);
  });

  it('begins a journal where there is none, and puts nothing aside', async () => {
    const opened = openJournal(path(), NOW);
    expect(opened.putAside).toBe(null);
    expect(opened.journal.load()).toEqual([]);
    opened.journal.close();
  });

  it('puts a file that is no database aside as it is, and begins anew', async () => {
    const rubbish = Buffer.from('this is not a database, but somebody may want it. '.repeat(200));
    await writeFile(path(), rubbish);
    const opened = openJournal(path(), NOW);
    expect(opened.putAside).toBe(`${path()}.unreadable-${NOW}`);
    expect(await readFile(`${path()}.unreadable-${NOW}`)).toEqual(rubbish);
    opened.journal.save(record('a'));
    opened.journal.close();
    expect(reload()).toEqual([record('a')]);
  });

  it.each([100, 2_148, 4_096, 30_000])('puts a database aside that ends after %i bytes', async (bytes) => {
    during((journal) => journal.saveAll([record('a'), record('b')]));
    withSql('PRAGMA wal_checkpoint(TRUNCATE)');
    await truncate(path(), bytes);
    await writeFile(`${path()}-wal`, '');
    const opened = openJournal(path(), NOW);
    expect(opened.putAside).toBe(`${path()}.unreadable-${NOW}`);
    expect(opened.journal.load()).toEqual([]);
    opened.journal.close();
    expect((await readFile(`${path()}.unreadable-${NOW}`)).length).toBe(bytes);
  });

  it.each(['WAL', 'DELETE'])('refuses a later format kept in %s mode and changes no byte', async (mode) => {
    withSql(
      `PRAGMA journal_mode = ${mode}`,
      'CREATE TABLE downloads (id TEXT PRIMARY KEY, something_new TEXT)',
      `INSERT INTO downloads VALUES ('a', 'precious')`,
      'PRAGMA user_version = 5',
      'PRAGMA wal_checkpoint(TRUNCATE)',
    );
    const before = await readFile(path());
    expect(() => openJournal(path(), NOW)).toThrow(NewerJournalError);
    expect((await readFile(path())).equals(before), 'byte for byte the same').toBe(true);
    expect((await readdir(folder.path)).filter((name) => name.includes('unreadable'))).toEqual([]);
  });
});
