import { constants } from 'node:fs';
import {
  type FileHandle,
  link,
  mkdir,
  open,
  readdir,
  realpath,
  rename,
  stat,
  unlink,
} from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { type Failure, failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import type { DiskFinding } from '../core/download/recovery';
import type { PartFile, PartFiles } from '../core/ports';
import { type Chunks, splitChunks } from '../core/segments/chunks';
import { diskFailure, heldFailure } from './disk-failure';
import { hasCode } from './error-codes';
import { holdName, isHeldFor, mayHoldName, releaseName } from './held-name';
import { hasTwoNames } from './one-file';
import { type Patience, systemPatience, whileBusy } from './patience';

export { hasCode };

// A link under the part's name must not lead a write to another file. Windows has no such flag.
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
const CREATE_NEW = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL;
/**
 * What a file system without links says. Of a file, EISDIR is what Node makes of Windows' "incorrect function", which
 * exFAT and FAT answer there, and some network drives (nodejs/node#65817); UNKNOWN what it has no word for, as for a
 * file that has as many names as NTFS allows.
 */
export const NO_LINKS_CODES = [
  ...['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EMLINK', 'EISDIR', 'UNKNOWN'],
] as const;

/** What a file system says that has no way to sync a folder (some network drives). */
const NO_FOLDER_SYNC_CODES = ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EBADF'] as const;

/** More of them in one call than the system takes at once would only be cut. */
const MOST_CHUNKS = 512;

class NodePartFile implements PartFile {
  constructor(
    private readonly handle: FileHandle,
    private readonly path: string,
  ) {}

  async write(chunks: readonly Uint8Array[], offset: number): Promise<Result<null, Failure>> {
    return this.guard(async () => {
      let at = offset;
      let left: Chunks = chunks.slice(0, MOST_CHUNKS);
      let next = left.length;
      while (left.length > 0) {
        const { bytesWritten } = await this.handle.writev(left, at);
        if (bytesWritten === 0) return err(failure('disk.full', { path: this.path }));
        at += bytesWritten;
        // A short write is no error to the system, and no success either.
        [, left] = splitChunks(left, bytesWritten);
        if (left.length > 0) continue;
        left = chunks.slice(next, next + MOST_CHUNKS);
        next += left.length;
      }
      return ok(null);
    });
  }

  async read(offset: number, length: number): Promise<Result<Uint8Array, Failure>> {
    return this.guard(async () => {
      const bytes = new Uint8Array(length);
      let got = 0;
      while (got < length) {
        const step = await this.handle.read(bytes, got, length - got, offset + got);
        if (step.bytesRead === 0) return err(failure('disk.fileVanished', { path: this.path }));
        got += step.bytesRead;
      }
      return ok(bytes);
    });
  }

  length(): Promise<Result<number, Failure>> {
    return this.guard(async () => ok((await this.handle.stat()).size));
  }

  truncate(length: number): Promise<Result<null, Failure>> {
    return this.guard(async () => {
      await this.handle.truncate(length);
      return ok(null);
    });
  }

  sync(): Promise<Result<null, Failure>> {
    return this.guard(async () => {
      await this.handle.datasync();
      return ok(null);
    });
  }

  async close(): Promise<void> {
    await this.handle.close();
  }

  private async guard<T>(work: () => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
    try {
      return await work();
    } catch (error) {
      return err(diskFailure(error, this.path));
    }
  }
}

/** How names change; tests put a system in front that holds files. */
export interface NameCalls {
  link(from: string, to: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Makes the names in a folder durable. @throws when the disk does not confirm it */
  syncFolder(folder: string): Promise<void>;
}

export const systemNameCalls: NameCalls = { link, rename, unlink, syncFolder };

/** Part files and their placing on a real file system. */
export class NodePartFiles implements PartFiles {
  constructor(
    private readonly calls: NameCalls = systemNameCalls,
    private readonly patience: Patience = systemPatience,
  ) {}

  async ensureFolder(root: string, folder: string, subfolder = ''): Promise<Result<null, Failure>> {
    // A root that is not there is a drive that is not plugged in; creating it would fill another disk.
    const found = await stat(root).catch(() => null);
    if (found === null || !found.isDirectory()) return err(failure('disk.folderMissing', { path: root }));
    try {
      const below = subfolder.split('/').filter((part) => part !== '');
      const base = join(folder, ...below.map(() => '..'));
      await mkdir(base, { recursive: true });
      const strayed = await ensureWithin(base, below);
      return strayed === null ? ok(null) : err(failure('disk.leadsElsewhere', { path: strayed }));
    } catch (error) {
      return err(diskFailure(error, folder));
    }
  }

  async open(path: string, mayCreate: boolean): Promise<Result<PartFile, Failure>> {
    try {
      const known = await openExisting(path);
      if (known === null && !mayCreate) return err(failure('disk.fileVanished', { path }));
      const handle = known ?? (await open(path, CREATE_NEW, 0o644));
      try {
        // Of an empty one nobody knows whether its name was made durable before the end of an earlier life.
        if (known === null || (await known.stat()).size === 0) await this.calls.syncFolder(dirname(path));
      } catch (error) {
        await handle.close();
        throw error;
      }
      return ok(new NodePartFile(handle, path));
    } catch (error) {
      return err(diskFailure(error, path));
    }
  }

  async inspect(partPath: string, finalPath: string | null): Promise<Result<DiskFinding, Failure>> {
    try {
      const part = await statOrNull(partPath);
      const final = finalPath === null ? null : await statOrNull(finalPath);
      return ok({
        partBytes: part === null ? null : Number(part.size),
        isFinalThere: final !== null,
        isSameFile: part !== null && final !== null && hasTwoNames(part, final),
      });
    } catch (error) {
      return err(diskFailure(error, partPath));
    }
  }

  async namesIn(folder: string): Promise<readonly string[]> {
    return readdir(folder).catch(() => []);
  }

  async place(partPath: string, finalPath: string): Promise<Result<'placed' | 'taken', Failure>> {
    try {
      return ok(await this.moveWithoutReplacing(partPath, finalPath));
    } catch (error) {
      return err(heldFailure(error, finalPath, this.patience));
    }
  }

  async keepName(path: string): Promise<Result<null, Failure>> {
    try {
      await this.calls.syncFolder(dirname(path));
      return ok(null);
    } catch (error) {
      return err(diskFailure(error, path));
    }
  }

  async remove(path: string): Promise<Result<null, Failure>> {
    try {
      await whileBusy(this.patience, () => this.calls.unlink(path));
    } catch (error) {
      if (!hasCode(error, ['ENOENT', 'ENOTDIR'])) return err(heldFailure(error, path, this.patience));
    }
    return ok(null);
  }

  /** `link` fails when the name is taken, in one step with taking it; `rename` would replace. */
  private async moveWithoutReplacing(partPath: string, finalPath: string): Promise<'placed' | 'taken'> {
    try {
      await whileBusy(this.patience, () => this.calls.link(partPath, finalPath));
    } catch (error) {
      if (hasCode(error, ['EEXIST'])) {
        // A crash may have come in between: then the name is held for this very file, or is one of its two.
        if (await mayHoldName(finalPath, partPath)) return this.moveWithoutLinks(partPath, finalPath);
        if (!(await isOneFile(partPath, finalPath))) return 'taken';
      } else if (hasCode(error, NO_LINKS_CODES)) {
        return this.moveWithoutLinks(partPath, finalPath);
      } else {
        throw error;
      }
    }
    // The old name goes only when the new one is certain: a power cut leaves one of them at least.
    await this.calls.syncFolder(dirname(finalPath));
    // The file has its name. Its part name costs no space; a scanner that holds it must not spoil the end.
    await whileBusy(this.patience, () => this.calls.unlink(partPath)).catch(() => undefined);
    return 'placed';
  }

  /**
   * For file systems without links (exFAT, some network drives). What Node can call there replaces what has the name,
   * so the name is taken first, and nothing but what holds it is ever replaced.
   */
  private async moveWithoutLinks(partPath: string, finalPath: string): Promise<'placed' | 'taken'> {
    const { size } = await stat(partPath);
    if (!(await holdName(finalPath, partPath))) return 'taken';
    try {
      const isMoved = await whileBusy(this.patience, async () => {
        // Somebody may have put another file there while the part was held.
        if (!(await isHeldFor(finalPath, partPath))) return hasArrived(partPath, finalPath, size);
        await this.calls.rename(partPath, finalPath);
        return true;
      });
      if (!isMoved) return 'taken';
    } catch (error) {
      // A drive may have done what it answers with an error.
      if (!(await hasArrived(partPath, finalPath, size).catch(() => false))) {
        await releaseName(finalPath, partPath);
        throw error;
      }
    }
    await this.calls.syncFolder(dirname(finalPath));
    return 'placed';
  }
}

/**
 * Makes folders one in the other, and looks at where each really is before anything is made in it.
 *
 * @returns the first that is not inside `base`; null when all are
 */
async function ensureWithin(base: string, names: readonly string[]): Promise<string | null> {
  if (names.length === 0) return null;
  const realBase = await realpath(base);
  let path = base;
  for (const name of names) {
    path = join(path, name);
    await mkdir(path).catch((error: unknown) => {
      if (!hasCode(error, ['EEXIST'])) throw error;
    });
    // A link to nothing, or in a circle, leads nowhere.
    const real = await realpath(path).catch((error: unknown) => {
      if (hasCode(error, ['ENOENT', 'ELOOP'])) return null;
      throw error;
    });
    if (real === null || !isBelow(realBase, real)) return path;
  }
  return null;
}

function isBelow(base: string, path: string): boolean {
  const between = relative(base, path);
  return between !== '' && between !== '..' && !between.startsWith(`..${sep}`) && !isAbsolute(between);
}

async function openExisting(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, constants.O_RDWR | NO_FOLLOW);
  } catch (error) {
    if (hasCode(error, ['ENOENT'])) return null;
    throw error;
  }
}

/** Null only when there is nothing; a disk that does not answer throws. */
async function statOrNull(path: string) {
  try {
    return await stat(path, { bigint: true });
  } catch (error) {
    if (hasCode(error, ['ENOENT', 'ENOTDIR'])) return null;
    throw error;
  }
}

/** @throws when the disk does not answer */
async function hasArrived(partPath: string, finalPath: string, bytes: number): Promise<boolean> {
  if ((await statOrNull(partPath)) !== null) return false;
  return Number((await statOrNull(finalPath))?.size ?? -1) === bytes;
}

async function isOneFile(first: string, second: string): Promise<boolean> {
  const [a, b] = await Promise.all([statOrNull(first), statOrNull(second)]);
  return a !== null && b !== null && hasTwoNames(a, b);
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; there the file system keeps names by itself.
  if (process.platform === 'win32') return;
  const handle = await openFolder(folder);
  if (handle === null) return;
  try {
    await handle.sync();
  } catch (error) {
    if (!hasCode(error, NO_FOLDER_SYNC_CODES)) throw error;
  } finally {
    await handle.close();
  }
}

/** Null for a folder whose list may not be read: what stands in it may be written all the same. */
async function openFolder(folder: string): Promise<FileHandle | null> {
  try {
    return await open(folder, 'r');
  } catch (error) {
    if (hasCode(error, ['EACCES'])) return null;
    throw error;
  }
}
