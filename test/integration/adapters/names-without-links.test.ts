import { readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type NameCalls, NodePartFiles, systemNameCalls } from '../../../electron/adapters/part-files';
import { temporaryFolder } from '../../support/rig';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const at = (...names: string[]) => join(folder.path, ...names);

beforeEach(async () => {
  folder = await temporaryFolder('parts');
  await writeFile(at('a.part'), 'model');
});
afterEach(() => folder.remove());

describe('NodePartFiles, on a file system without links', () => {
  const coded = (code: string) => Object.assign(new Error(code), { code });
  const on = (calls: Partial<NameCalls>, code = 'EPERM') =>
    new NodePartFiles({ ...systemNameCalls, link: () => Promise.reject(coded(code)), ...calls });
  const place = (files: NodePartFiles) => files.place(at('a.part'), at('a'));
  const held = (path: string) => `Civet holds this name for ${path}\n`;

  // What Windows answers on exFAT is EISDIR.
  it.each(['EISDIR', 'UNKNOWN', 'EPERM', 'ENOTSUP', 'ENOSYS', 'EINVAL'])(
    'gives the part its name where a link is answered with %s',
    async (code) => {
      expect(await place(on({}, code))).toEqual({ ok: true, value: 'placed' });
      expect(await readdir(folder.path)).toEqual(['a']);
      expect(await readFile(at('a'), 'utf8')).toBe('model');
    },
  );

  it.each(['EPERM', 'EEXIST'])(
    'takes a name that is held for a file which is not there any more (%s)',
    async (code) => {
      await writeFile(at('a'), held(at('gone.part')));
      expect(await place(on({}, code))).toEqual({ ok: true, value: 'placed' });
      expect(await readdir(folder.path)).toEqual(['a']);
      expect(await readFile(at('a'), 'utf8')).toBe('model');
    },
  );

  it('leaves a name to the file that it is held for, and to one whose folder is away', async () => {
    await writeFile(at('b.part'), 'another');
    for (const words of [held(at('b.part')), held(at('away', 'b.part'))]) {
      await writeFile(at('a'), words);
      expect(await place(on({}))).toEqual({ ok: true, value: 'taken' });
      expect(await readFile(at('a'), 'utf8')).toBe(words);
    }
  });

  it.each(['mine', '', 'Civet holds this name for '])(
    'never replaces what stands there: "%s"',
    async (words) => {
      await writeFile(at('a'), words);
      expect(await place(on({}))).toEqual({ ok: true, value: 'taken' });
      expect([await readFile(at('a'), 'utf8'), await readFile(at('a.part'), 'utf8')]).toEqual([
        words,
        'model',
      ]);
    },
  );

  it('goes on after a crash between the two steps, also where the name is looked at first', async () => {
    for (const code of ['EPERM', 'EEXIST']) {
      await writeFile(at('a.part'), 'model');
      await writeFile(at('a'), held(at('a.part')));
      expect(await place(on({}, code))).toEqual({ ok: true, value: 'placed' });
      expect(await readdir(folder.path)).toEqual(['a']);
      expect(await readFile(at('a'), 'utf8')).toBe('model');
    }
  });

  it('keeps what another program puts there while the part is held', async () => {
    let isHeld = true;
    const files = new NodePartFiles(
      {
        ...systemNameCalls,
        link: () => Promise.reject(coded('ENOTSUP')),
        rename: (from, to) => (isHeld ? Promise.reject(coded('EBUSY')) : rename(from, to)),
      },
      {
        isBusy: (error) => error instanceof Error && error.message === 'EBUSY',
        pause: async () => {
          isHeld = false;
          await writeFile(at('a'), 'of another program');
        },
      },
    );
    expect(await place(files)).toEqual({ ok: true, value: 'taken' });
    expect(await readFile(at('a'), 'utf8')).toBe('of another program');
    expect(await readFile(at('a.part'), 'utf8')).toBe('model');
  });

  it.each(['EIO', 'ENOENT', 'EBUSY'])(
    'keeps a file that got its name though the drive said %s',
    async (code) => {
      const files = new NodePartFiles(
        {
          ...systemNameCalls,
          link: () => Promise.reject(coded('ENOTSUP')),
          rename: async (from, to) => {
            await rename(from, to);
            throw coded(code);
          },
        },
        {
          isBusy: (error) => error instanceof Error && error.message === 'EBUSY',
          pause: () => Promise.resolve(),
        },
      );
      expect(await place(files)).toEqual({ ok: true, value: 'placed' });
      expect(await readdir(folder.path)).toEqual(['a']);
      expect(await readFile(at('a'), 'utf8')).toBe('model');
    },
  );

  it('gives the name up when it cannot be had, and nothing else', async () => {
    const refused = await place(on({ rename: () => Promise.reject(coded('EIO')) }));
    expect(refused).toMatchObject({ ok: false, error: { code: 'disk.ioError' } });
    expect(await readdir(folder.path)).toEqual(['a.part']);
    const gone = on({
      rename: async (from) => {
        await unlink(from);
        throw coded('EIO');
      },
    });
    expect((await place(gone)).ok).toBe(false);
    expect(await readFile(at('a'), 'utf8'), 'what is in doubt stays').toBe(held(at('a.part')));
  });
});
