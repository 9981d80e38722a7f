import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { type Failure, failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import type { PartFiles } from '../core/ports';
import type { SidecarFiles, SidecarText } from '../core/sidecars/ports';
import { diskFailure } from './disk-failure';
import { systemPatience, whileBusy } from './patience';

/** With every picture and prompt that a version has, an answer of the service stays far below this. */
const LARGEST_SIDECAR_BYTES = 8 * 1024 * 1024;
const USUAL_MODE = 0o644;
/** Windows has no such flag; there the look before tells a link. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;

interface Found {
  readonly stamp: string;
  readonly isFile: boolean;
  readonly bytes: number;
  readonly mode: number;
}

/** Sidecars on a real file system. */
export class NodeSidecarFiles implements SidecarFiles {
  /** @param parts places a new file without ever replacing one */
  constructor(private readonly parts: Pick<PartFiles, 'place' | 'keepName'>) {}

  async namesIn(folder: string): Promise<readonly string[]> {
    return readdir(folder).catch(() => []);
  }

  async sizeOf(path: string): Promise<number | null> {
    const found = await stat(path).catch(() => null);
    return found?.isFile() === true ? found.size : null;
  }

  async read(path: string): Promise<Result<SidecarText | null, Failure>> {
    try {
      const found = await look(path);
      if (found === null) return ok(null);
      if (!found.isFile || found.bytes > LARGEST_SIDECAR_BYTES) return err(unreadable(path));
      const file = await open(path, constants.O_RDONLY | NO_FOLLOW);
      try {
        const bytes = await file.readFile();
        // A byte-order mark stays, so that a file which is left alone is seen as it is.
        const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
        return ok({ text, stamp: found.stamp });
      } catch (error) {
        if (error instanceof TypeError) return err(unreadable(path));
        throw error;
      } finally {
        await file.close();
      }
    } catch (error) {
      return err(diskFailure(error, path));
    }
  }

  async write(
    path: string,
    text: string,
    stamp: string | null,
  ): Promise<Result<'written' | 'changed', Failure>> {
    if (stamp === null) {
      const created = await this.create(path, new TextEncoder().encode(text));
      return created.ok ? ok(created.value === 'taken' ? 'changed' : 'written') : created;
    }
    return this.beside(path, new TextEncoder().encode(text), async (fresh) => {
      // Looked at as late as can be: what others write meanwhile is theirs.
      const found = await look(path);
      if (found?.stamp !== stamp) return ok('changed');
      await whileBusy(systemPatience, () => rename(fresh, path));
      const kept = await this.parts.keepName(path);
      return kept.ok ? ok('written') : kept;
    });
  }

  create(path: string, bytes: Uint8Array): Promise<Result<'written' | 'taken', Failure>> {
    return this.beside(path, bytes, async (fresh) => {
      const placed = await this.parts.place(fresh, path);
      return placed.ok ? ok(placed.value === 'placed' ? 'written' : 'taken') : placed;
    });
  }

  /** Writes the bytes under another name in the same folder, which is gone again when `move` has not moved it. */
  private async beside<T>(
    path: string,
    bytes: Uint8Array,
    move: (fresh: string) => Promise<Result<T, Failure>>,
  ): Promise<Result<T, Failure>> {
    const fresh = `${path}.${randomBytes(4).toString('hex')}.part`;
    try {
      const mode = (await look(path))?.mode ?? USUAL_MODE;
      const file = await open(fresh, 'wx', mode);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      return await move(fresh);
    } catch (error) {
      return err(diskFailure(error, path));
    } finally {
      await rm(fresh, { force: true }).catch(() => undefined);
    }
  }
}

/** Null only when there is nothing under that name. */
async function look(path: string): Promise<Found | null> {
  try {
    const facts = await lstat(path, { bigint: true });
    return {
      stamp: `${facts.dev}-${facts.ino}-${facts.size}-${facts.mtimeNs}`,
      isFile: facts.isFile(),
      bytes: Number(facts.size),
      mode: Number(facts.mode) & 0o777,
    };
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return null;
    throw error;
  }
}

function unreadable(path: string): Failure {
  return failure('disk.sidecarUnreadable', { path });
}
