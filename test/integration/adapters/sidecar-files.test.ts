import { chmod, mkdir, readdir, readFile, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodePartFiles } from '../../../electron/adapters/part-files';
import { NodeSidecarFiles } from '../../../electron/adapters/sidecar-files';
import { temporaryFolder } from '../../support/rig';

const files = new NodeSidecarFiles(new NodePartFiles());
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const at = (...names: string[]) => join(folder.path, ...names);

beforeEach(async () => {
  folder = await temporaryFolder('sidecars');
});
afterEach(() => folder.remove());

async function stampOf(path: string): Promise<string> {
  const found = await files.read(path);
  if (!found.ok || found.value === null) throw new Error('Nothing to read.');
  return found.value.stamp;
}

describe('NodeSidecarFiles', () => {
  it('writes a new file whole, and reads it again', async () => {
    expect(await files.read(at('a.json'))).toEqual({ ok: true, value: null });
    expect(await files.write(at('a.json'), '{"ü": 1}', null)).toEqual({ ok: true, value: 'written' });
    expect(await files.read(at('a.json'))).toMatchObject({ value: { text: '{"ü": 1}' } });
    expect(await readdir(folder.path), 'nothing else is left').toEqual(['a.json']);
  });

  it('takes the place of what was read, with the same rights', async () => {
    await writeFile(at('a.json'), 'old');
    await chmod(at('a.json'), 0o600);
    const stamp = await stampOf(at('a.json'));
    expect(await files.write(at('a.json'), 'new', stamp)).toEqual({ ok: true, value: 'written' });
    expect(await readFile(at('a.json'), 'utf8')).toBe('new');
    expect((await stat(at('a.json'))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder.path)).toEqual(['a.json']);
  });

  it('writes nothing over what somebody else has written since', async () => {
    await writeFile(at('a.json'), 'old');
    const stamp = await stampOf(at('a.json'));
    await writeFile(at('a.json'), 'theirs');
    expect(await files.write(at('a.json'), 'ours', stamp)).toEqual({ ok: true, value: 'changed' });
    expect(await files.write(at('a.json'), 'ours', null)).toEqual({ ok: true, value: 'changed' });
    expect(await files.create(at('a.json'), new Uint8Array(3))).toEqual({ ok: true, value: 'taken' });
    expect(await readFile(at('a.json'), 'utf8')).toBe('theirs');
    expect(await readdir(folder.path)).toEqual(['a.json']);
  });

  it.each([
    ['a folder', () => mkdir(at('a.json'))],
    ['a link', () => writeFile(at('b'), '{}').then(() => symlink('b', at('a.json')))],
    ['a link to nothing', () => symlink('nothing', at('a.json'))],
    ['no text', () => writeFile(at('a.json'), Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))],
    ['too large', () => writeFile(at('a.json'), '{}').then(() => truncate(at('a.json'), 9 * 1024 * 1024))],
  ])('does not read %s', async (_name, make) => {
    await make();
    expect(await files.read(at('a.json'))).toMatchObject({ error: { code: 'disk.sidecarUnreadable' } });
  });

  it('says what the disk says when a folder is not there', async () => {
    expect(await files.write(at('gone', 'a.json'), '{}', null)).toMatchObject({
      error: { code: 'disk.folderMissing' },
    });
    expect(await files.namesIn(at('gone'))).toEqual([]);
  });
});
