import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { VolumeFacts, Volumes } from '../core/ports';
import { errorCode } from './sqlite';

/** What Linux calls FAT in `statfs`. Other systems do not tell a file system by number. */
const FAT_ON_LINUX = 0x4d44;

/** Volumes as the operating system tells of them. */
export class NodeVolumes implements Volumes {
  async look(root: string, folder: string): Promise<VolumeFacts | 'missing' | 'unknown'> {
    try {
      if (!(await stat(root)).isDirectory()) return 'missing';
    } catch (error) {
      // A folder that may not be looked at is there; anything else is a drive that does not answer.
      if (errorCode(error) !== 'EACCES') return 'missing';
    }
    try {
      const path = await nearest(folder);
      const [{ dev }, space] = await Promise.all([stat(path), statfs(path)]);
      return {
        device: String(dev),
        mountPath: await mountPathOf(path, dev),
        freeBytes: space.bavail * space.bsize,
        totalBytes: space.blocks * space.bsize,
        isFat32: process.platform === 'linux' && space.type === FAT_ON_LINUX,
      };
    } catch {
      return 'unknown';
    }
  }
}

/** The folder, or the nearest one above it that is there: what is made in it lies on the same volume. */
async function nearest(folder: string): Promise<string> {
  for (let path = folder; ; path = dirname(path)) {
    const isThere = await stat(path).then(
      () => true,
      () => false,
    );
    if (isThere || dirname(path) === path) return path;
  }
}

async function mountPathOf(folder: string, device: number): Promise<string> {
  let path = folder;
  for (;;) {
    const parent = dirname(path);
    if (parent === path) return path;
    const found = await stat(parent).catch(() => null);
    if (found === null || found.dev !== device) return path;
    path = parent;
  }
}
