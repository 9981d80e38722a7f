import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderFailure } from '../../../electron/adapters/disk-failure';
import { controlOf, newControl } from '../../../electron/adapters/library-messages';
import { FolderWalk, type KnownFile, type WalkNeeds } from '../../../electron/adapters/library-walk';
import type { FolderChange } from '../../../electron/core/library/ports';
import { temporaryFolder } from '../../support/rig';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const models = () => join(folder.path, 'models');
const inModels = (...parts: readonly string[]) => join(models(), ...parts);

beforeEach(async () => {
  folder = await temporaryFolder('library-walk');
  await mkdir(models());
});
afterEach(() => folder.remove());

function walk(
  known: Readonly<Record<string, Partial<KnownFile>>> = {},
  change: Partial<Pick<WalkNeeds, 'roots' | 'only' | 'drives'>> = {},
) {
  const found: string[] = [];
  const asKnown = Object.entries(known).map(([path, seen]) => {
    const usual = {
      bytes: 1,
      mtimeNs: '1',
      dev: '',
      isMissing: false,
      usedMs: null,
      drive: '',
      isJudged: true,
    };
    return [path, { ...usual, ...seen }] as const;
  });
  const done = new FolderWalk({
    roots: [models()],
    only: null,
    files: [],
    readsClaims: true,
    known: new Map(asKnown),
    control: controlOf(newControl()),
    told: { of: () => null },
    drives: { of: () => '' },
    onFound: (files) => found.push(...files.map(({ path }) => path)),
    ...change,
  }).run();
  if (!done.ok) throw new Error(done.error.code);
  return { ...done.value, found: found.toSorted() };
}

describe('folders of programs', () => {
  it('are left out where Python is in them, and looked into where models are', async () => {
    for (const name of ['env', 'venv', 'temp', 'output']) {
      await mkdir(inModels(name));
      await writeFile(inModels(name, 'a.safetensors'), name);
    }
    await writeFile(inModels('venv', 'pyvenv.cfg'), 'home = /usr/bin');
    expect(walk().found).toEqual(['env', 'output', 'temp'].map((name) => inModels(name, 'a.safetensors')));
  });

  it('are left out where a program puts what it makes, right below its own folder', async () => {
    const comfy = inModels('ComfyUI');
    for (const name of ['models/checkpoints', 'output', 'temp', 'models/output']) {
      await mkdir(join(comfy, name), { recursive: true });
      await writeFile(join(comfy, name, 'a.safetensors'), name);
    }
    expect(walk().found).toEqual([
      join(comfy, 'models', 'checkpoints', 'a.safetensors'),
      join(comfy, 'models', 'output', 'a.safetensors'),
    ]);
  });
});

describe('a link from one of the folders to another', () => {
  it('takes the files there from nobody, also when it is named beside them to be looked at', async () => {
    const others = join(folder.path, 'others');
    await mkdir(others);
    await writeFile(join(others, 'a.safetensors'), 'a');
    await symlink(others, inModels('link'));
    const roots = [models(), others];
    const { dev } = await stat(models());
    const { gone, found } = walk(
      { [join(others, 'a.safetensors')]: { dev: String(dev) } },
      { roots, only: { folders: [...roots, inModels('link')], files: [], restless: [] } },
    );
    expect([gone, found]).toEqual([[], [join(others, 'a.safetensors')]]);
  });
});

describe('a link to a folder above', () => {
  const loop = () => inModels('loras', 'loop');
  const files = () => [inModels('checkpoints', 'b.safetensors'), inModels('loras', 'new', 'a.safetensors')];
  const inLoop = (...parts: readonly string[]) => join(loop(), ...parts);
  const change = (some: Partial<FolderChange>) => ({
    only: { folders: [], files: [], restless: [], ...some },
  });

  beforeEach(async () => {
    for (const path of files()) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, path);
    }
    await symlink('..', loop());
  });

  it('shows nothing twice, and is not watched besides', () => {
    expect(walk()).toMatchObject({ found: files(), seenCount: 2, links: [] });
  });

  it.each<[string, () => Partial<FolderChange>, () => readonly string[]]>([
    ['of the folder with the link', () => ({ folders: [inModels('loras')] }), () => files().slice(1)],
    [
      'of a folder, told of under both names',
      () => ({ folders: [inLoop('loras', 'new'), inModels('loras', 'new')] }),
      () => files().slice(1),
    ],
    [
      'of a file, told of under both names',
      () => ({ files: [inLoop('checkpoints', 'b.safetensors'), inModels('checkpoints', 'b.safetensors')] }),
      () => files().slice(0, 1),
    ],
    ['of the link', () => ({ folders: [loop()] }), () => []],
  ])('shows nothing twice in a look after a change %s', (_what, some, expected) => {
    expect(walk({}, change(some()))).toMatchObject({ found: expected(), problems: [] });
  });

  it('shows what has a place of its own only where nobody looks', async () => {
    const hidden = join(models(), '.hidden', 'c.safetensors');
    await mkdir(dirname(hidden));
    await writeFile(hidden, 'c');
    await symlink(dirname(hidden), inModels('shown'));
    const found = [inModels('shown', 'c.safetensors')];
    expect(walk().found).toEqual([...files(), ...found]);
    expect(walk({}, change({ folders: [inModels('shown')] })).found).toEqual(found);
    expect(walk({}, change({ files: found })).found).toEqual(found);
  });

  it('from above the chosen folder shows what is beside it, and nothing of it twice', async () => {
    const beside = join(folder.path, 'beside');
    await mkdir(beside);
    await writeFile(join(beside, 'c.safetensors'), 'c');
    await symlink(folder.path, inModels('up'));
    const found = inModels('up', 'beside', 'c.safetensors');
    expect(walk()).toMatchObject({ found: [...files(), found], links: [inModels('up')] });
    const again = change({
      folders: [inModels('up')],
      files: [inModels('up', 'models', 'checkpoints', 'b.safetensors')],
    });
    expect(walk({}, again).found).toEqual([found]);
  });

  it('that is a chosen folder itself has what no other of them has', async () => {
    const link = join(folder.path, 'link');
    await symlink(inModels('loras'), link);
    const roots = [models(), link];
    expect(walk({}, { roots }).found).toEqual(files());
    const told = change({ folders: [link], files: [join(link, 'new', 'a.safetensors')] });
    expect(walk({}, { roots, ...told }).found).toEqual([]);
    const alone = change({ files: [join(link, 'new', 'a.safetensors')] });
    expect(walk({}, { roots: [link], ...alone }).found).toEqual([join(link, 'new', 'a.safetensors')]);
  });
});

describe('what is not there any more', () => {
  it('is gone, on the same drive and in a folder that holds other things', async () => {
    const { dev } = await stat(models());
    await writeFile(inModels('b.safetensors'), 'b');
    const { gone, problems } = walk({ [inModels('a.safetensors')]: { dev: String(dev) } });
    expect([gone, problems]).toEqual([[inModels('a.safetensors')], []]);
  });

  it('stays in a folder that is not among the chosen ones any more, of which a change is told late', async () => {
    const { dev } = await stat(models());
    const other = join(folder.path, 'other');
    await mkdir(other);
    await writeFile(join(other, 'b.safetensors'), 'b');
    const known = Object.fromEntries(
      ['a.safetensors', 'b.safetensors'].map((name) => [join(other, name), { dev: String(dev) }]),
    );
    for (const only of [
      { folders: [other], files: [], restless: [] },
      { folders: [], files: [join(other, 'b.safetensors')], restless: [] },
    ])
      expect(walk(known, { only }).gone).toEqual([]);
  });

  it('is kept when its folder is empty as a whole, as that of a drive that is away, which is said', () => {
    const { gone, problems } = walk({ [inModels('a.safetensors')]: {}, [inModels('sub', 'b.pt')]: {} });
    expect(gone).toEqual([]);
    expect(problems).toMatchObject([{ path: models(), cause: { code: 'disk.folderEmpty' } }]);
  });

  it('is kept when another drive is where its own was, which is said', async () => {
    await mkdir(inModels('mounted'));
    await writeFile(inModels('b.safetensors'), 'b');
    const away = { dev: '999999999' };
    const { gone, problems } = walk({
      [inModels('mounted', 'a.safetensors')]: away,
      [inModels('mounted', 'sub', 'c.safetensors')]: away,
    });
    expect(gone).toEqual([]);
    expect(problems).toMatchObject([{ path: inModels('mounted'), cause: { code: 'disk.driveMissing' } }]);
  });

  // Two drives that are plugged in one after the other get the same number.
  it.runIf(existsSync('/dev/shm'))(
    'is kept when a drive is there that has the number of its own, but elsewhere',
    async () => {
      const drive = await mkdtemp('/dev/shm/civet-drive-');
      try {
        await writeFile(join(drive, 'b.safetensors'), 'b');
        await symlink(drive, inModels('there'));
        await symlink(`${drive}-away`, inModels('away'));
        await mkdir(inModels('mounted'));
        const { dev, size, mtimeNs } = await stat(join(drive, 'b.safetensors'), { bigint: true });
        const there = { dev: String(dev), bytes: Number(size), mtimeNs: String(mtimeNs) };
        const { gone, problems } = walk({
          [inModels('there', 'b.safetensors')]: there,
          [inModels('there', 'c.safetensors')]: { dev: String(dev) },
          [inModels('away', 'a.safetensors')]: { dev: String(dev) },
          [inModels('mounted', 'sub', 'a.safetensors')]: { dev: String(dev) },
        });
        expect(gone).toEqual([inModels('there', 'c.safetensors')]);
        const missing = { cause: { code: 'disk.driveMissing' } };
        expect(problems).toMatchObject([
          { path: models(), ...missing },
          { path: inModels('mounted'), ...missing },
        ]);
      } finally {
        await rm(drive, { recursive: true });
      }
    },
  );

  it('is kept when another drive has the number of its own, and of each file its own drive is told', async () => {
    await mkdir(inModels('usb'));
    await writeFile(inModels('usb', 'b.safetensors'), 'b');
    await writeFile(inModels('usb', 'new.safetensors'), 'new');
    const { dev, size, mtimeNs } = await stat(inModels('usb', 'b.safetensors'), { bigint: true });
    const of = (drive: string) => ({ dev: String(dev), drive });
    const there = { bytes: Number(size), mtimeNs: String(mtimeNs) };
    const { gone, problems, uses } = walk(
      {
        [inModels('usb', 'a.safetensors')]: of('A'),
        [inModels('usb', 'b.safetensors')]: { ...there, ...of('') },
        [inModels('usb', 'c.safetensors')]: of('B'),
      },
      { drives: { of: () => 'B' } },
    );
    expect(gone).toEqual([inModels('usb', 'c.safetensors')]);
    expect(problems).toMatchObject([{ path: inModels('usb'), cause: { code: 'disk.driveMissing' } }]);
    expect(uses).toEqual([{ path: inModels('usb', 'b.safetensors'), use: null, drive: 'B' }]);
  });

  it('is gone when its drive has only another number than before', async () => {
    await writeFile(inModels('b.safetensors'), 'b');
    const { size, mtimeNs } = await stat(inModels('b.safetensors'), { bigint: true });
    const former = { dev: '999999999' };
    const { gone, found } = walk({
      [inModels('a.safetensors')]: former,
      [inModels('b.safetensors')]: { ...former, bytes: Number(size), mtimeNs: String(mtimeNs) },
    });
    expect(gone).toEqual([inModels('a.safetensors')]);
    // The number it has now is told, so that the next look compares with that.
    expect(found).toEqual([inModels('b.safetensors')]);
  });
});

describe('a file that the index knows, of a kind that nobody looks for', () => {
  const known = async () => {
    await writeFile(inModels('graph.json'), '{}');
    await writeFile(inModels('other.json'), '{}');
    const { dev, size, mtimeNs } = await stat(inModels('graph.json'), { bigint: true });
    const seen = { dev: String(dev), bytes: Number(size), mtimeNs: String(mtimeNs) };
    return {
      [inModels('graph.json')]: seen,
      [inModels('archive.zip')]: { dev: String(dev) },
    };
  };

  it('stays while it is there, and is gone when it is not', async () => {
    const { gone, found } = walk(await known());
    expect([gone, found]).toEqual([[inModels('archive.zip')], []]);
  });

  it('stays when its folder alone is looked at', async () => {
    const { gone } = walk(await known(), { only: { folders: [models()], files: [], restless: [] } });
    expect(gone).toEqual([inModels('archive.zip')]);
  });

  it('is found again after it was called missing', async () => {
    const all = await known();
    const missing = { ...all[inModels('graph.json')], isMissing: true };
    expect(walk({ [inModels('graph.json')]: missing }).found).toEqual([inModels('graph.json')]);
  });
});

describe('a folder that cannot be read', () => {
  it('is told of, hides nothing else, and takes nothing in it for gone', async () => {
    await writeFile(inModels('a.safetensors'), 'a');
    // Put together of two halves, its path is longer than any may be: even the superuser cannot read what is in it.
    const half = Array.from({ length: 12 }, () => 'x'.repeat(200));
    const other = join(folder.path, 'other');
    const joint = inModels(...half, 'other');
    await mkdir(inModels(...half), { recursive: true });
    await mkdir(join(other, ...half), { recursive: true });
    await rename(other, joint);
    const { found, gone, problems } = walk({ [join(joint, ...half, 'b.safetensors')]: {} });
    await rename(joint, other);
    expect(found).toEqual([inModels('a.safetensors')]);
    expect(gone).toEqual([]);
    expect(problems).toMatchObject([{ cause: { code: 'disk.nameTooLong' } }]);
  });

  it('is told of as a folder that the system does not let anybody into', () => {
    const denied = Object.assign(new Error('denied'), { code: 'EACCES', syscall: 'scandir' });
    expect(folderFailure(denied, models())).toMatchObject({
      code: 'input.unreadableFolder',
      params: { path: models() },
    });
    const gone = Object.assign(new Error('gone'), { code: 'ENOENT', syscall: 'scandir' });
    expect(folderFailure(gone, models()).code).toBe('disk.folderMissing');
  });
});
