import { writeFileSync } from 'node:fs';
import {
  appendFile,
  cp,
  link,
  mkdir,
  open,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { WorkerFolderWatch } from '../../../electron/adapters/folder-watch';
import { watchFailure } from '../../../electron/adapters/watched-folders';
import { type LibraryRig, type LibraryRigOptions, writeModel } from '../../support/library-rig';
import { libraryRoom } from '../../support/library-room';

const room = libraryRoom();
const { inModels, start } = room;
const models = () => inModels();

/** Scanned once, and watched from then on. */
async function watched(options: Partial<LibraryRigOptions> = {}): Promise<LibraryRig> {
  const rig = start(options);
  await rig.scan();
  await expect.poll(() => rig.library.status().watching.kind, { interval: 5 }).toBe('on');
  // What came before it was ready is looked for.
  await rig.rests();
  return rig;
}
const standings = (rig: LibraryRig) =>
  Object.fromEntries(rig.entries().map(({ fileName, standing }) => [fileName, standing]));
const becomes = async (rig: LibraryRig, expected: Readonly<Record<string, string>>) => {
  await expect.poll(() => standings(rig), { interval: 20 }).toEqual(expected);
  await rig.rests();
};

describe('after a scan', () => {
  it('a file that is put into a folder shows up by itself, named and proven', async () => {
    const rig = await watched();
    await writeModel(room.civitai, 'mainJob', inModels('a.safetensors'));
    await becomes(rig, { 'a.safetensors': 'known' });
    expect(rig.file('a.safetensors').modelName).toBe(room.civitai.named.mainJob.modelName);
  });

  it('a whole folder shows up, and what is put into it later', async () => {
    const elsewhere = join(room.path, 'elsewhere');
    await writeModel(room.civitai, 'mainJob', join(elsewhere, 'deep', 'a.safetensors'));
    const rig = await watched();
    await cp(elsewhere, inModels('new'), { recursive: true });
    await becomes(rig, { 'a.safetensors': 'known' });
    await writeFile(inModels('new', 'deep', 'b.safetensors'), 'b');
    await becomes(rig, { 'a.safetensors': 'known', 'b.safetensors': 'unknown' });
  });

  it('a file that was moved is known as before, and not read again', async () => {
    await writeModel(room.civitai, 'mainJob', inModels('a.safetensors'));
    await mkdir(inModels('sub'));
    const rig = await watched();
    const { readAtMs } = rig.file('a.safetensors');
    await rename(inModels('a.safetensors'), inModels('sub', 'b.safetensors'));
    await becomes(rig, { 'b.safetensors': 'known' });
    await rename(inModels('sub'), inModels('renamed'));
    await expect
      .poll(() => rig.entries().map(({ folderPath }) => folderPath), { interval: 20 })
      .toEqual([inModels('renamed')]);
    await rig.rests();
    expect(rig.file('b.safetensors')).toMatchObject({ readAtMs, standing: 'known' });
  });

  it('a file that is deleted is missing, and its sisters are not', async () => {
    await writeModel(room.civitai, 'mainJob', inModels('a.safetensors'));
    await writeFile(inModels('b.safetensors'), 'b');
    const rig = await watched();
    await rm(inModels('a.safetensors'));
    await becomes(rig, { 'a.safetensors': 'missing', 'b.safetensors': 'unknown' });
  });

  it('a file that is being copied is not read before it stands still', async () => {
    const rig = await watched({ settleMs: 3_000 });
    const whole = await readFile(
      await writeModel(room.civitai, 'mainJob', join(room.path, 'whole.safetensors')),
    );
    const copy = await open(inModels('a.safetensors'), 'w');
    await writeFile(inModels('b.safetensors'), 'b');
    let isDone = false;
    const copying = (async () => {
      for (let at = 0; !isDone; at += 1) {
        await copy.write(whole.subarray(at, at + 1), 0, 1, at);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await copy.write(whole, 0, whole.length, 0);
      await copy.close();
    })();
    // Its neighbour does not wait for it, and is looked at without it.
    await becomes(rig, { 'b.safetensors': 'unknown' });
    isDone = true;
    await copying;
    await becomes(rig, { 'a.safetensors': 'known', 'b.safetensors': 'unknown' });
    expect(rig.threads.readBytes()).toBe(whole.length + 1);
    expect(rig.library.status().problemCount).toBe(0);
  });

  it('what a link leads to is watched too, under the name that it has in the folder', async () => {
    const elsewhere = join(room.path, 'elsewhere');
    await mkdir(elsewhere);
    await writeFile(join(elsewhere, 'far.safetensors'), 'far');
    await symlink(elsewhere, inModels('linked'));
    await symlink(models(), join(elsewhere, 'round'));
    const rig = await watched();
    await writeFile(join(elsewhere, 'later.safetensors'), 'later');
    await becomes(rig, { 'far.safetensors': 'unknown', 'later.safetensors': 'unknown' });
    expect(rig.file('later.safetensors').folderPath).toBe(inModels('linked'));
  });

  it('a link to a folder above shows nothing twice, whatever comes, goes or moves', async () => {
    await mkdir(inModels('loras'));
    await symlink('..', inModels('loras', 'loop'));
    await writeFile(inModels('a.safetensors'), 'a');
    const rig = await watched();
    const folders = () => rig.entries().map(({ folderPath }) => folderPath);
    await rename(inModels('a.safetensors'), inModels('loras', 'a.safetensors'));
    await expect.poll(folders, { interval: 20 }).toEqual([inModels('loras')]);
    await mkdir(inModels('new'));
    await writeFile(inModels('new', 'b.safetensors'), 'b');
    await expect.poll(folders, { interval: 20 }).toHaveLength(2);
    await rig.rests();
    expect(folders().toSorted()).toEqual([inModels('loras'), inModels('new')]);
  });

  it('partial files, the trash and what is no model are left alone', async () => {
    await mkdir(inModels('.civitai-trash'));
    const rig = await watched();
    await writeFile(inModels('a.safetensors.1234abcd.part'), 'partial');
    await writeFile(inModels('.civitai-trash', 'b.safetensors'), 'trash');
    await writeFile(inModels('c.txt'), 'notes');
    // This one is told of later than they would have been.
    await writeFile(inModels('d.safetensors'), 'd');
    await becomes(rig, { 'd.safetensors': 'unknown' });
    expect(rig.threads.readBytes()).toBe(1);
    expect(rig.entries()).toHaveLength(1);
  });

  it('a file with a second name is shown under both, and read once', async () => {
    await writeModel(room.civitai, 'mainJob', inModels('a.safetensors'));
    const rig = await watched();
    const bytes = rig.threads.readBytes();
    await link(inModels('a.safetensors'), inModels('twin.safetensors'));
    await becomes(rig, { 'a.safetensors': 'known', 'twin.safetensors': 'known' });
    await unlink(inModels('a.safetensors'));
    await becomes(rig, { 'twin.safetensors': 'known' });
    expect(rig.threads.readBytes()).toBe(bytes);
  });

  it('nothing is looked at while the scan is paused, and everything once it goes on', async () => {
    const rig = await watched();
    rig.library.pause();
    await writeFile(inModels('a.safetensors'), 'a');
    await appendFile(inModels('a.safetensors'), 'b');
    rig.library.scanNow();
    await becomes(rig, { 'a.safetensors': 'unknown' });
  });
});

describe('while files are still read', () => {
  const BIG_BYTES = 160 * 2 ** 20;

  it('folders are watched already, and what is put into one of them shows up after the scan', async () => {
    await writeFile(inModels('big.safetensors'), '');
    await truncate(inModels('big.safetensors'), BIG_BYTES);
    const rig = start({});
    await rig.library.start();
    rig.library.scanNow();
    await expect.poll(() => rig.library.status().scan.kind, { interval: 1 }).toBe('reading');
    rig.library.pause();
    await expect.poll(() => rig.library.status().watching.kind).toBe('on');
    expect(rig.threads.readBytes()).toBeLessThan(BIG_BYTES);
    await writeModel(room.civitai, 'mainJob', inModels('a.safetensors'));
    rig.library.scanNow();
    await becomes(rig, { 'a.safetensors': 'known', 'big.safetensors': 'unknown' });
  });

  it('a file that came after its folder was walked, and before it was watched, is found', async () => {
    const rig = start({
      // Nothing settles in time, so that only a look at the folders can find it.
      settleMs: 3_600_000,
      beforeWatch: () => writeFileSync(inModels('a.safetensors'), 'a'),
    });
    await rig.scan();
    await becomes(rig, { 'a.safetensors': 'unknown' });
  });
});

describe('a thread that ends by itself', () => {
  it('is told of', async () => {
    const script = pathToFileURL(join(room.path, 'dies.mjs'));
    await writeFile(script, `setTimeout(() => { throw new Error('no memory'); }, 10);`);
    const bugs: unknown[] = [];
    const watch = new WorkerFolderWatch(script);
    const heard = new Promise<void>((resolve) => {
      const ignore = () => undefined;
      const onBug = (bug: unknown) => {
        bugs.push(bug);
        resolve();
      };
      void watch.begin([models()], { onChanged: ignore, onReady: ignore, onTrouble: ignore, onBug });
    });
    await heard;
    await watch.close();
    expect(bugs).toMatchObject([{ message: 'no memory' }]);
  });
});

describe('where the system tells of no changes', () => {
  it('folders are looked through every so often', async () => {
    const late = join(room.path, 'late');
    const rig = await watched({ roots: [models(), late], rescanMs: 300 });
    expect(rig.library.status().problems).toMatchObject([{ path: late }]);
    await mkdir(late);
    await writeFile(join(late, 'a.safetensors'), 'a');
    await becomes(rig, { 'a.safetensors': 'unknown' });
  });

  it.each(['ENOSPC', 'EMFILE'])(
    'it is said that not all can be watched when the limit is reached: %s',
    (code) => {
      expect(watchFailure(code)).toMatchObject({ code: 'disk.tooManyWatches' });
      expect(watchFailure('EACCES')).toBeNull();
    },
  );
});
