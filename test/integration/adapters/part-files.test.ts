import { link, mkdir, readdir, readFile, rename, stat, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type NameCalls, NodePartFiles, systemNameCalls } from '../../../electron/adapters/part-files';
import type { PartFile } from '../../../electron/core/ports';
import type { Failure } from '../../../shared/failure';
import type { Result } from '../../../shared/result';
import { temporaryFolder } from '../../support/rig';

const parts = new NodePartFiles();
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const at = (...names: string[]) => join(folder.path, ...names);

beforeEach(async () => {
  folder = await temporaryFolder('parts');
});
afterEach(() => folder.remove());

function given<T>(result: Result<T, Failure>): T {
  if (!result.ok) throw new Error(`Refused: ${result.error.code}`);
  return result.value;
}

async function using(path: string, work: (part: PartFile) => Promise<void>) {
  const part = given(await parts.open(path, true));
  await work(part).finally(() => part.close());
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe('NodePartFiles.ensureFolder', () => {
  it('creates what is missing below the root', async () => {
    expect(await parts.ensureFolder(folder.path, at('models', 'loras'))).toEqual({ ok: true, value: null });
    expect((await stat(at('models', 'loras'))).isDirectory()).toBe(true);
    expect((await parts.ensureFolder(folder.path, at('models', 'loras'))).ok, 'twice is no failure').toBe(
      true,
    );
  });

  it.each(['not there', 'a file'])('refuses a root that is %s, and creates nothing', async (kind) => {
    if (kind === 'a file') await writeFile(at('root'), 'x');
    const refused = await parts.ensureFolder(at('root'), at('root', 'models'));
    expect(refused).toMatchObject({ error: { code: 'disk.folderMissing', params: { path: at('root') } } });
    expect(await readdir(folder.path)).toEqual(kind === 'a file' ? ['root'] : []);
  });

  it('follows a link that the user made to a folder, and makes the folders of a template in it', async () => {
    await mkdir(at('big', 'loras'), { recursive: true });
    await mkdir(at('models'));
    await symlink(at('big', 'loras'), at('models', 'loras'));
    const made = await parts.ensureFolder(at('models'), at('models', 'loras', 'Pony', 'mira'), 'Pony/mira');
    expect(made).toEqual({ ok: true, value: null });
    expect((await stat(at('big', 'loras', 'Pony', 'mira'))).isDirectory()).toBe(true);
  });

  it.each([
    ['out of the root', () => symlink(at('elsewhere'), at('models', 'loras', 'Pony'))],
    ['upwards', () => symlink('..', at('models', 'loras', 'Pony'))],
    ['to nothing', () => symlink(at('nothing'), at('models', 'loras', 'Pony'))],
    ['in a circle', () => symlink('Pony', at('models', 'loras', 'Pony'))],
  ])('refuses a folder of a template that is a link %s, and makes nothing behind it', async (_name, make) => {
    await mkdir(at('elsewhere'));
    await mkdir(at('models', 'loras'), { recursive: true });
    await make();
    const refused = await parts.ensureFolder(
      at('models'),
      at('models', 'loras', 'Pony', 'mira'),
      'Pony/mira',
    );
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'disk.leadsElsewhere', params: { path: at('models', 'loras', 'Pony') } },
    });
    expect(await readdir(at('elsewhere'))).toEqual([]);
    expect(await readdir(at('models'))).toEqual(['loras']);
  });

  it('takes a link between folders of a template that stays inside', async () => {
    await mkdir(at('models', 'loras', 'SDXL'), { recursive: true });
    await symlink('SDXL', at('models', 'loras', 'Pony'));
    const made = await parts.ensureFolder(at('models'), at('models', 'loras', 'Pony', 'mira'), 'Pony/mira');
    expect(made).toEqual({ ok: true, value: null });
    expect(await readdir(at('models', 'loras', 'SDXL'))).toEqual(['mira']);
  });

  it('names the folder when a file stands in its way', async () => {
    await writeFile(at('models'), 'x');
    const refused = await parts.ensureFolder(folder.path, at('models', 'loras'));
    expect(refused.ok).toBe(false);
    expect(await readFile(at('models'), 'utf8')).toBe('x');
  });
});

describe('NodePartFiles.open', () => {
  it('takes a part file as it is, writes where it is told, and cuts where it is told', async () => {
    await writeFile(at('a.part'), '0123456789');
    await using(at('a.part'), async (part) => {
      expect(given(await part.length())).toBe(10);
      expect(new TextDecoder().decode(given(await part.read(0, 4)))).toBe('0123');
      given(await part.write([bytes('a'), bytes('bc')], 4));
      given(await part.truncate(8));
      given(await part.sync());
    });
    expect(await readFile(at('a.part'), 'utf8')).toBe('0123abc7');
  });

  it('creates a part file where it may, with room before the bytes that come later', async () => {
    await using(at('a.part'), async (part) => void given(await part.write([bytes('end')], 3)));
    expect(await readFile(at('a.part'), 'utf8')).toBe('\u0000\u0000\u0000end');
  });

  it('says of a part file that has gone that the file vanished, and creates nothing', async () => {
    expect(await parts.open(at('a.part'), false)).toMatchObject({ error: { code: 'disk.fileVanished' } });
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('does not follow a link under the name of the part', async () => {
    await writeFile(at('victim'), 'precious');
    await symlink(at('victim'), at('a.part'));
    expect((await parts.open(at('a.part'), true)).ok).toBe(false);
    expect(await readFile(at('victim'), 'utf8')).toBe('precious');
  });

  it('reads no further than what is there', async () => {
    await writeFile(at('a.part'), '0123');
    await using(at('a.part'), async (part) => {
      expect(await part.read(2, 4)).toMatchObject({ error: { code: 'disk.fileVanished' } });
      expect(new TextDecoder().decode(given(await part.read(1, 3)))).toBe('123');
    });
  });
});

describe('NodePartFiles.place', () => {
  it('gives the part its final name and takes the old one away', async () => {
    await writeFile(at('a.part'), 'model');
    expect(await parts.place(at('a.part'), at('a.safetensors'))).toEqual({ ok: true, value: 'placed' });
    expect(await readdir(folder.path)).toEqual(['a.safetensors']);
    expect(await readFile(at('a.safetensors'), 'utf8')).toBe('model');
  });

  it.each(['a file', 'an empty folder', 'a dangling link'])('never replaces %s', async (kind) => {
    await writeFile(at('a.part'), 'model');
    const taken = at('a.safetensors');
    if (kind === 'a file') await writeFile(taken, 'mine');
    if (kind === 'an empty folder') await mkdir(taken);
    if (kind === 'a dangling link') await symlink(at('nowhere'), taken);
    expect(await parts.place(at('a.part'), taken)).toEqual({ ok: true, value: 'taken' });
    expect((await readdir(folder.path)).sort()).toEqual(['a.part', 'a.safetensors']);
    expect(await readFile(at('a.part'), 'utf8')).toBe('model');
    if (kind === 'a file') expect(await readFile(taken, 'utf8')).toBe('mine');
  });

  it('lets one of many at once win, and the others keep their bytes', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `${index}.part`);
    for (const name of names) await writeFile(at(name), name);
    const outcomes = await Promise.all(names.map((name) => parts.place(at(name), at('one'))));
    const placed = outcomes.flatMap((outcome, index) => (given(outcome) === 'placed' ? [names[index]] : []));
    expect(placed).toHaveLength(1);
    expect(await readFile(at('one'), 'utf8')).toBe(placed[0]);
    expect((await readdir(folder.path)).length).toBe(names.length);
  });

  it('ends what a power cut left half done: one file under both names', async () => {
    await writeFile(at('a.part'), 'model');
    await link(at('a.part'), at('a.safetensors'));
    expect(await parts.place(at('a.part'), at('a.safetensors'))).toEqual({ ok: true, value: 'placed' });
    expect(await readdir(folder.path)).toEqual(['a.safetensors']);
  });

  it('fails when the part is not there', async () => {
    expect((await parts.place(at('a.part'), at('a'))).ok).toBe(false);
    expect(await readdir(folder.path)).toEqual([]);
  });
});

describe('NodePartFiles, while another program holds the file', () => {
  const held = (call: string) => Object.assign(new Error(`${call} was refused`), { code: 'EPERM' });

  /** The system of Windows: so many calls find the file held. */
  function holding(times: number) {
    let left = times;
    const orHeld = async (name: string, work: () => Promise<void>) => {
      left -= 1;
      if (left >= 0) throw held(name);
      await work();
    };
    const calls: NameCalls = {
      ...systemNameCalls,
      link: (from: string, to: string) => orHeld('link', () => link(from, to)),
      rename: (from: string, to: string) => orHeld('rename', () => rename(from, to)),
      unlink: (path: string) => orHeld('unlink', () => unlink(path)),
    };
    const isBusy = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EPERM';
    return new NodePartFiles(calls, { isBusy, pause: () => Promise.resolve() });
  }

  it('waits, and gives it its name when it is let go', async () => {
    await writeFile(at('a.part'), 'model');
    expect(await holding(20).place(at('a.part'), at('a'))).toEqual({ ok: true, value: 'placed' });
    expect(await readdir(folder.path)).toEqual(['a']);
  });

  it('says after a minute that it is held, and leaves the whole file under its part name', async () => {
    await writeFile(at('a.part'), 'model');
    expect(await holding(Infinity).place(at('a.part'), at('a'))).toMatchObject({
      ok: false,
      error: { code: 'disk.busy' },
    });
    expect(await readdir(folder.path)).toEqual(['a.part']);
    expect(await readFile(at('a.part'), 'utf8')).toBe('model');
  });

  it('does not lose a placed file whose part name is held', async () => {
    await writeFile(at('a.part'), 'model');
    const files = new NodePartFiles(
      { ...systemNameCalls, unlink: () => Promise.reject(held('unlink')) },
      { isBusy: () => true, pause: () => Promise.resolve() },
    );
    expect(await files.place(at('a.part'), at('a'))).toEqual({ ok: true, value: 'placed' });
    expect(await readFile(at('a'), 'utf8')).toBe('model');
  });
});

describe('NodePartFiles, on a disk that does not confirm names', () => {
  /** A disk that answers the first questions with a failure. */
  function doubting(failures: number) {
    let left = failures;
    const synced: string[] = [];
    const syncFolder = async (path: string) => {
      left -= 1;
      if (left >= 0) throw Object.assign(new Error('fsync'), { code: 'EIO' });
      await systemNameCalls.syncFolder(path);
      synced.push(path);
    };
    return { files: new NodePartFiles({ ...systemNameCalls, syncFolder }), synced };
  }

  it('does not open a new part, and makes its name certain the next time', async () => {
    const { files, synced } = doubting(1);
    expect(await files.open(at('a.part'), true)).toMatchObject({ error: { code: 'disk.ioError' } });
    await given(await files.open(at('a.part'), true)).close();
    expect(synced).toEqual([folder.path]);
  });

  it('does not ask again once a part holds bytes', async () => {
    await writeFile(at('a.part'), 'x');
    const { files, synced } = doubting(0);
    await given(await files.open(at('a.part'), true)).close();
    expect(synced).toEqual([]);
  });

  it('keeps the part name until the final one is certain', async () => {
    await writeFile(at('a.part'), 'model');
    const { files, synced } = doubting(1);
    expect(await files.place(at('a.part'), at('a'))).toMatchObject({ error: { code: 'disk.ioError' } });
    expect((await readdir(folder.path)).sort()).toEqual(['a', 'a.part']);
    expect(await files.place(at('a.part'), at('a'))).toEqual({ ok: true, value: 'placed' });
    expect(await readdir(folder.path)).toEqual(['a']);
    expect(synced).toEqual([folder.path]);
  });

  it('says so when it is asked to keep a name', async () => {
    const { files } = doubting(1);
    expect(await files.keepName(at('a'))).toMatchObject({ error: { code: 'disk.ioError' } });
    expect(await files.keepName(at('a'))).toEqual({ ok: true, value: null });
    expect(await files.keepName(at('gone', 'a'))).toMatchObject({ ok: false });
  });
});

describe('NodePartFiles, what is on disk', () => {
  it('tells a part, a final file, and one file under both names apart', async () => {
    const look = async () => given(await parts.inspect(at('a.part'), at('a')));
    expect(await look()).toEqual({ partBytes: null, isFinalThere: false, isSameFile: false });
    await writeFile(at('a.part'), '123');
    expect(await look()).toEqual({ partBytes: 3, isFinalThere: false, isSameFile: false });
    await writeFile(at('a'), '123');
    expect(await look()).toEqual({ partBytes: 3, isFinalThere: true, isSameFile: false });
    expect(given(await parts.inspect(at('a.part'), null))).toMatchObject({ isFinalThere: false });
    await writeFile(at('b.part'), '123');
    await link(at('b.part'), at('b'));
    expect(given(await parts.inspect(at('b.part'), at('b'))).isSameFile).toBe(true);
  });

  it('does not take a disk that cannot be asked for a file that is not there', async () => {
    await symlink(at('circle'), at('circle'));
    expect((await parts.inspect(at('circle', 'a.part'), null)).ok).toBe(false);
  });

  it('lists names as they are written, and nothing for a folder that is not there', async () => {
    await writeFile(at('Überaus.part'), '');
    expect(await parts.namesIn(folder.path)).toEqual(['Überaus.part']);
    expect(await parts.namesIn(at('nowhere'))).toEqual([]);
  });

  it('removes a file, is content when it is gone, and refuses to remove a folder', async () => {
    await writeFile(at('a'), '');
    await mkdir(at('kept'));
    expect((await parts.remove(at('a'))).ok).toBe(true);
    expect((await parts.remove(at('a'))).ok).toBe(true);
    expect((await parts.remove(at('kept'))).ok).toBe(false);
    expect(await readdir(folder.path)).toEqual(['kept']);
  });
});
