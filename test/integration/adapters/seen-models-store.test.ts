import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SqliteSeenModels } from '../../../electron/adapters/seen-models-store';
import { wordsOf } from '../../../electron/core/civitai/seen-models';
import type { SeenModelName } from '../../../shared/civitai/seen-models';

const named = (modelId: number, name: string, more: Partial<SeenModelName> = {}): SeenModelName => ({
  modelId,
  name,
  type: 'LORA',
  baseModel: 'SDXL 1.0',
  creator: 'mira',
  maturity: 'PG',
  ...more,
});

describe('SqliteSeenModels', () => {
  let folder = '';
  let models: SqliteSeenModels;
  const path = () => join(folder, 'seen-models.db');
  const find = (text: string, owner = '') =>
    models.find(owner, wordsOf(text), 'PG', 10).map(({ modelId }) => modelId);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'civet-seen-'));
    models = new SqliteSeenModels(path());
  });
  afterEach(async () => {
    models.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('finds names and creators by all their words, whatever the case, the last seen first', () => {
    models.keep('', [named(1, 'Aurora Fjord Light'), named(2, 'Fjord Lantern', { creator: null })]);
    models.keep('', [named(3, 'Lantern', { creator: 'FjordAndFelt' })]);
    expect(find('FJORD')).toEqual([3, 1, 2]);
    expect(find('fjord light')).toEqual([1]);
    expect(find('mira aurora')).toEqual([1]);
    expect(find('100%')).toEqual([]);
    expect(find('')).toEqual([]);
    expect(models.find('', ['aurora'], 'PG', 10)).toEqual([named(1, 'Aurora Fjord Light')]);
  });

  it('gives nothing above the level', () => {
    models.keep('', [named(1, 'Fjord', { maturity: 'R' }), named(2, 'Fjord Two', { maturity: 'PG13' })]);
    expect(find('fjord')).toEqual([]);
    expect(models.find('', ['fjord'], 'PG13', 10).map(({ modelId }) => modelId)).toEqual([2]);
  });

  it('keeps the names of the next run, with the newest name of a model', () => {
    models.keep('', [named(1, 'Old Name')]);
    models.keep('', [named(1, 'New Name')]);
    models.close();
    models = new SqliteSeenModels(path());
    expect(find('old')).toEqual([]);
    expect(find('new')).toEqual([1]);
    models.keep('', [named(2, 'New Thing')]);
    expect(find('new')).toEqual([2, 1]);
  });

  it('shows nobody what another account was told, and forgets it when told to', () => {
    models.keep('one', [named(1, 'Fjord')]);
    models.keep('', [named(2, 'Fjord')]);
    expect([find('fjord', 'one'), find('fjord', 'two'), find('fjord')]).toEqual([[2, 1], [2], [2]]);
    models.dropOthers('two');
    expect(find('fjord', 'one')).toEqual([2]);
    models.clear();
    expect(find('fjord')).toEqual([]);
  });

  it('holds no more than it may, and lets the ones go that were seen longest ago', () => {
    models.close();
    models = new SqliteSeenModels(path(), 20);
    for (let id = 1; id <= 30; id += 1) models.keep('', [named(id, `Fjord ${id}`)]);
    const ids = models.find('', ['fjord'], 'PG', 100).map(({ modelId }) => modelId);
    expect(ids.length).toBeLessThanOrEqual(20);
    expect(ids.length).toBeGreaterThan(15);
    expect(ids[0]).toBe(30);
    expect(Math.min(...ids)).toBe(31 - ids.length);
  });

  it('begins anew when the file is no database, and keeps the damaged one aside', async () => {
    models.close();
    await writeFile(path(), 'not a database, and long enough to be taken for one'.repeat(40));
    for (const tail of ['-wal', '-shm']) await rm(path() + tail, { force: true });
    models = new SqliteSeenModels(path());
    models.keep('', [named(1, 'Fjord')]);
    expect(find('fjord')).toEqual([1]);
    expect(existsSync(`${path()}.unreadable`)).toBe(true);
  });

  it('begins anew when the file turns out to be damaged while it is used', async () => {
    const many = Array.from({ length: 2_000 }, (_, at) => named(at + 1, `Fjord number ${at} of the north`));
    models.keep('', many);
    models.close();
    for (const tail of ['-wal', '-shm']) await rm(path() + tail, { force: true });
    const bytes = await readFile(path());
    // The first page says what kind of file it is; everything behind it is spoilt.
    await writeFile(path(), bytes.fill(0x5a, 4096));
    const told: string[] = [];
    models = new SqliteSeenModels(path(), undefined, (what) => told.push(what));
    for (let at = 0; at < 3; at += 1) models.keep('', [named(1, 'Fjord')]);
    expect(find('fjord')).toEqual([1]);
    expect(told).toEqual([expect.stringMatching(/^The names of models could not be read/)]);
    expect(existsSync(`${path()}.unreadable`)).toBe(true);
  });

  it('leaves nothing of another account in its files', async () => {
    models.keep('them', [named(1, 'Unmistakable Fjord')]);
    models.dropOthers('me');
    for (const tail of ['', '-wal']) {
      const bytes = existsSync(path() + tail) ? await readFile(path() + tail) : Buffer.alloc(0);
      expect(bytes.includes('nmistakable')).toBe(false);
    }
  });

  it('works without a file when none can be had', () => {
    models.close();
    models = new SqliteSeenModels(join(folder, 'no such folder', 'seen-models.db'));
    models.keep('', [named(1, 'Fjord')]);
    expect(find('fjord')).toEqual([1]);
  });
});
