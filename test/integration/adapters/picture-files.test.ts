import { randomBytes } from 'node:crypto';
import { readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PictureFiles } from '../../../electron/adapters/picture-files';
import { filesBelow } from '../../support/files-below';
import { temporaryFolder } from '../../support/rig';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let path: string;

beforeEach(async () => {
  folder = await temporaryFolder('pictures');
  path = join(folder.path, 'pictures');
});
afterEach(() => folder.remove());

const url = (nth: number) => `https://image.example/${nth}/width=450/a.jpeg`;

describe('PictureFiles', () => {
  it('gives back from run to run what it was given, and nothing else', async () => {
    const bytes = randomBytes(5_000);
    await new PictureFiles(path).keep(url(1), bytes);
    const later = new PictureFiles(path);
    expect(Buffer.from((await later.read(url(1))) ?? [])).toEqual(bytes);
    expect(await later.read(url(2))).toBe(null);
    expect(await later.facts()).toMatchObject({ entries: 1, bytes: 5_000 });
  });

  it('tells nobody by its names what was looked at', async () => {
    await new PictureFiles(path).keep(url(1), randomBytes(10));
    expect((await filesBelow(path)).join()).not.toMatch(/example|jpeg|width/);
  });

  it('stays within its limit: what was not used for longest goes first, also over a restart', async () => {
    const files = new PictureFiles(path, 100_000);
    for (let nth = 0; nth < 9; nth += 1) await files.keep(url(nth), randomBytes(10_000));
    for (const [at, name] of (await filesBelow(path)).entries())
      await utimes(join(path, name), new Date(1_000 * at), new Date(1_000 * at));
    const later = new PictureFiles(path, 100_000);
    const first = (await filesBelow(path))[0] ?? '';
    for (let nth = 20; nth < 30; nth += 1) await later.keep(url(nth), randomBytes(10_000));
    const { entries, bytes } = await later.facts();
    expect(bytes).toBeLessThanOrEqual(100_000);
    const left = await filesBelow(path);
    expect(left).toHaveLength(entries);
    expect(left).not.toContain(first);
    for (let nth = 25; nth < 30; nth += 1) expect(await later.read(url(nth))).not.toBe(null);
  });

  it('does not throw everything away for one that is too large', async () => {
    const files = new PictureFiles(path, 100_000);
    await files.keep(url(1), randomBytes(1_000));
    await files.keep(url(2), randomBytes(30_000));
    expect(await files.read(url(2))).toBe(null);
    expect(await files.read(url(1))).not.toBe(null);
  });

  it('bears a file that somebody took away, and clears up what a broken-off run left', async () => {
    const files = new PictureFiles(path);
    await files.keep(url(1), randomBytes(1_000));
    const [name = ''] = await filesBelow(path);
    await writeFile(join(path, `${name}.1a2b3c4d`), 'half a picture');
    const later = new PictureFiles(path);
    expect(await later.read(url(1))).not.toBe(null);
    expect(await filesBelow(path)).toEqual([name]);
    await writeFile(join(path, name), '');
    expect(await later.read(url(1))).toHaveLength(0);
  });

  it('keeps nothing, and fails nowhere, where there can be no folder', async () => {
    const inTheWay = join(folder.path, 'file');
    await writeFile(inTheWay, 'x');
    const files = new PictureFiles(join(inTheWay, 'pictures'));
    await files.keep(url(1), randomBytes(10));
    expect(await files.read(url(1))).toBe(null);
    expect((await stat(inTheWay)).isFile()).toBe(true);
  });

  it('is empty after it was emptied', async () => {
    const files = new PictureFiles(path);
    for (let nth = 0; nth < 5; nth += 1) await files.keep(url(nth), randomBytes(100));
    await files.clear();
    expect(await files.facts()).toMatchObject({ entries: 0, bytes: 0 });
    expect(await filesBelow(path)).toEqual([]);
    expect((await readdir(path)).length).toBeGreaterThan(0);
  });
});
