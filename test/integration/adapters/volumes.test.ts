import { mkdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodeVolumes } from '../../../electron/adapters/volumes';
import { temporaryFolder } from '../../support/rig';

const volumes = new NodeVolumes();
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder('volumes');
});
afterEach(() => folder.remove());

async function facts(root: string, path: string) {
  const seen = await volumes.look(root, path);
  if (seen === 'missing' || seen === 'unknown') throw new Error(`It is ${seen}.`);
  return seen;
}

describe('NodeVolumes', () => {
  it('tells of the volume that a folder will lie on once it is made', async () => {
    const seen = await facts(folder.path, join(folder.path, 'not', 'yet', 'made'));
    expect(seen.device).toBe(String((await stat(folder.path)).dev));
    expect(seen.totalBytes).toBeGreaterThan(seen.freeBytes);
    expect(seen.freeBytes).toBeGreaterThan(0);
    expect(seen.isFat32).toBe(false);
    expect(await facts(folder.path, folder.path)).toMatchObject({
      device: seen.device,
      mountPath: seen.mountPath,
    });
  });

  it('tells where it is mounted: the highest folder of the same device', async () => {
    const { mountPath, device } = await facts(folder.path, folder.path);
    expect(tmpdir().startsWith(mountPath)).toBe(true);
    expect(String((await stat(mountPath)).dev)).toBe(device);
    const above = await stat(join(mountPath, '..'));
    expect(mountPath === '/' || String(above.dev) !== device).toBe(true);
  });

  it('says that it is missing when the root is not there, or is no folder', async () => {
    const root = join(folder.path, 'drive');
    expect(await volumes.look(root, join(root, 'loras'))).toBe('missing');
    await writeFile(root, 'a file of that name');
    expect(await volumes.look(root, join(root, 'loras'))).toBe('missing');
    await rm(root);
    await mkdir(root);
    expect(await facts(root, join(root, 'loras'))).toMatchObject({ isFat32: false });
  });

  it.runIf(process.platform === 'linux')('follows a link to where the bytes will really be', async () => {
    await mkdir('/dev/shm/civet-volumes-test', { recursive: true });
    const link = join(folder.path, 'loras');
    await symlink('/dev/shm/civet-volumes-test', link);
    const seen = await facts(folder.path, link);
    expect(seen.device).toBe(String((await stat('/dev/shm')).dev));
    await rm('/dev/shm/civet-volumes-test', { recursive: true });
  });
});
