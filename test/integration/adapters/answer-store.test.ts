import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AnswerStoreOptions, ownerOf, SqliteAnswerStore } from '../../../electron/adapters/answer-store';
import { temporaryFolder } from '../../support/rig';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let path: string;
const opened: SqliteAnswerStore[] = [];
const told: string[] = [];

beforeEach(async () => {
  folder = await temporaryFolder('answers');
  path = join(folder.path, 'answers.db');
  told.length = 0;
});
afterEach(async () => {
  for (const store of opened.splice(0)) store.close();
  await folder.remove();
});

function openStore(options: AnswerStoreOptions = {}): SqliteAnswerStore {
  const store = new SqliteAnswerStore(path, { report: (what) => told.push(what), ...options });
  opened.push(store);
  return store;
}

/** Text that pressing makes shorter by a quarter at most. */
const noise = (length: number) => randomBytes(length).toString('base64').slice(0, length);

describe('SqliteAnswerStore', () => {
  it('gives back from run to run what it was given, with its time', async () => {
    const value = { items: [{ name: 'Fjord – 光', nothing: null }], deep: [[1.5]] };
    const first = openStore();
    await first.keep('', '/models []', { value, atMs: 1_234 });
    first.close();
    expect(await openStore().read('', '/models []')).toEqual({ value, atMs: 1_234 });
  });

  it('replaces an answer by a later one, and counts it once', async () => {
    const store = openStore();
    await store.keep('', 'a', { value: { nth: 1 }, atMs: 1 });
    await store.keep('', 'a', { value: { nth: 2 }, atMs: 2 });
    expect(await store.read('', 'a')).toEqual({ value: { nth: 2 }, atMs: 2 });
    expect(store.facts().entries).toBe(1);
  });

  it('does not show one account what another was told', async () => {
    const store = openStore();
    await store.keep(ownerOf('token of mira'), 'favorites', { value: { items: ['secret'] }, atMs: 1 });
    expect(await store.read('', 'favorites')).toBe(null);
    expect(await store.read(ownerOf('token of zed'), 'favorites')).toBe(null);
    expect(ownerOf('token of mira')).not.toContain('mira');
  });

  it('forgets after a sign-out what was told to accounts, and nothing else', async () => {
    const store = openStore();
    for (const owner of ['', 'mira', 'zed']) await store.keep(owner, 'a', { value: { owner }, atMs: 1 });
    store.dropOthers('zed');
    expect(await store.read('mira', 'a')).toBe(null);
    expect(await store.read('zed', 'a')).not.toBe(null);
    store.dropOthers('');
    expect(await store.read('zed', 'a')).toBe(null);
    expect(await store.read('', 'a')).not.toBe(null);
    expect(store.facts().entries).toBe(1);
  });

  it('stays within its limit: what was not used for longest goes first', async () => {
    const store = openStore({ limitBytes: 60_000 });
    for (let nth = 0; nth < 40; nth += 1) {
      await store.keep('', `answer ${nth}`, { value: { id: nth, text: noise(4_000) }, atMs: nth });
      expect(store.facts().bytes).toBeLessThanOrEqual(60_000);
    }
    expect((await store.read('', 'answer 0'))?.atMs).toBe(undefined);
    expect(await store.read('', 'answer 39')).not.toBe(null);
    const { entries, bytes } = store.facts();
    store.close();
    expect(openStore({ limitBytes: 60_000 }).facts()).toMatchObject({ entries, bytes });
  });

  it('does not throw everything away for one answer that is too large', async () => {
    const store = openStore({ limitBytes: 20_000 });
    await store.keep('', 'small', { value: { id: 1 }, atMs: 1 });
    await store.keep('', 'large', { value: { text: noise(40_000) }, atMs: 1 });
    expect((await store.read('', 'large'))?.atMs).toBe(undefined);
    expect(await store.read('', 'small')).not.toBe(null);
  });

  it('gives the room back to the disk when it is emptied', async () => {
    const store = openStore();
    for (let nth = 0; nth < 60; nth += 1)
      await store.keep('', `answer ${nth}`, { value: { text: noise(20_000) }, atMs: nth });
    store.clear();
    expect(store.facts()).toMatchObject({ entries: 0, bytes: 0 });
    store.close();
    expect(statSync(path).size).toBeLessThan(100_000);
  });

  it.each([
    ['no database', () => writeFileSync(path, 'this is no database at all, only text'.repeat(200))],
    ['of another format', () => new Database(path).exec('PRAGMA user_version = 99; CREATE TABLE t (a)')],
  ])('puts a file aside that is %s, says so, and begins anew', async (_name, spoil) => {
    spoil();
    const store = openStore();
    expect(told.join()).toContain('were put aside');
    expect(existsSync(`${path}.unreadable`)).toBe(true);
    await store.keep('', 'a', { value: { id: 1 }, atMs: 1 });
    expect(await store.read('', 'a')).not.toBe(null);
  });

  it('begins anew when the file turns out to be damaged while it is used', async () => {
    const first = openStore();
    for (let nth = 0; nth < 200; nth += 1)
      await first.keep('', `answer ${nth}`, { value: { text: noise(3_000) }, atMs: nth });
    first.close();
    const whole = new Database(path);
    whole.pragma('wal_checkpoint(TRUNCATE)');
    whole.close();
    const bytes = readFileSync(path);
    // The root of the table, and everything behind it; the first page still says that it is a database.
    bytes.fill(0x5a, 4_096, bytes.length);
    writeFileSync(path, bytes);
    const store = openStore();
    for (let nth = 0; nth < 200; nth += 1)
      expect((await store.read('', `answer ${nth}`))?.atMs).toBe(undefined);
    await store.keep('', 'new', { value: { id: 1 }, atMs: 1 });
    expect(await store.read('', 'new')).toEqual({ value: { id: 1 }, atMs: 1 });
    expect(told.join()).toContain('were put aside');
  });

  it('keeps answers in memory where there can be no file', async () => {
    path = join(folder.path, 'no such folder', 'answers.db');
    const store = openStore();
    await store.keep('', 'a', { value: { id: 1 }, atMs: 1 });
    expect(await store.read('', 'a')).not.toBe(null);
    expect(told.join()).toContain('in memory');
  });

  it('answers nothing once it is closed', async () => {
    const store = openStore();
    await store.keep('', 'a', { value: { id: 1 }, atMs: 1 });
    store.close();
    expect(await store.read('', 'a')).toBe(null);
    await store.keep('', 'b', { value: { id: 1 }, atMs: 1 });
  });
});
