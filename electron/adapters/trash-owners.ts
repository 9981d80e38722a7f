import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { cleanLine } from '../core/civitai/clean-text';
import {
  isOperationFolder,
  OWNER_FILE,
  TRASH_FOLDER,
  type TrashOwner,
  type TrashOwners,
} from '../core/operations/trash-place';
import type { Clock } from '../core/ports';
import { hasCode } from './error-codes';
import { openQuietly } from './quiet-open';
import { writeNewFile } from './text-files';

/** Far more than a name of a machine takes. */
const MOST_BYTES = 4_096;
const MOST_HOST_LETTERS = 80;

const ownerSchema = z.object({ profile: z.string(), host: z.string(), atMs: z.number() });

interface OwnSelf {
  /** Of this profile, for as long as it is there. */
  readonly profile: string;
  /** What people call this machine. */
  readonly host: string;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/** Writes into each folder of the trash whose it is, and tells the own ones from those of other Civets. */
export class NodeTrashOwners implements TrashOwners {
  constructor(private readonly self: OwnSelf) {}

  /** Says of a folder that was just made whose it is, if it is one of the trash. @throws what the disk says */
  async note(folder: string): Promise<void> {
    if (!isTrashOfOperation(folder)) return;
    const { profile, host, clock } = this.self;
    const text = JSON.stringify({ profile, host, atMs: clock.nowMs() } satisfies z.infer<typeof ownerSchema>);
    try {
      await writeNewFile(join(folder, OWNER_FILE), text);
    } catch (error) {
      if (!hasCode(error, ['EEXIST'])) throw error;
    }
  }

  /** Takes that away again from a folder of the trash in which nothing else is. */
  async forget(folder: string): Promise<void> {
    if (!isTrashOfOperation(folder)) return;
    const names = await readdir(folder).catch(() => []);
    if (names.length !== 1 || names[0] !== OWNER_FILE) return;
    await rm(join(folder, OWNER_FILE), { force: true }).catch(() => undefined);
  }

  async of(folder: string): Promise<TrashOwner> {
    const text = await readLittle(join(folder, OWNER_FILE));
    if (text === null) return { kind: 'nobody' };
    const read = ownerSchema.safeParse(parsed(text));
    if (!read.success) return { kind: 'other', host: null };
    if (read.data.profile === this.self.profile) return { kind: 'self' };
    const host = cleanLine(read.data.host).slice(0, MOST_HOST_LETTERS);
    return { kind: 'other', host: host === '' ? null : host };
  }
}

function isTrashOfOperation(folder: string): boolean {
  return basename(dirname(folder)) === TRASH_FOLDER && isOperationFolder(basename(folder));
}

/** @returns null when there is no such file; nothing readable where it cannot be read */
async function readLittle(path: string): Promise<string | null> {
  try {
    const file = await openQuietly(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_BYTES), 0, MOST_BYTES, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    return hasCode(error, ['ENOENT', 'ENOTDIR']) ? null : '';
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
