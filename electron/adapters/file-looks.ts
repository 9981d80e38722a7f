import { lstat, readdir, realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { FileStamp } from '../core/library/ports';
import { collisionKey } from '../core/naming/file-name';
import type { DeedFinding, FileLook } from '../core/operations/recovery';
import { hasCode } from './error-codes';

/** What stands under a name, and when the system last changed anything of it, which nobody can date back. */
export interface ExactLook extends FileLook {
  readonly ctimeNs: string;
}

/** @throws also when there is nothing */
export async function lookAt(path: string): Promise<ExactLook> {
  const found = await lstat(path, { bigint: true });
  const kind = found.isFile() ? 'file' : found.isSymbolicLink() ? 'link' : 'other';
  return {
    kind,
    linkCount: Number(found.nlink),
    ctimeNs: String(found.ctimeNs),
    stamp: {
      bytes: Number(found.size),
      mtimeNs: String(found.mtimeNs),
      dev: String(found.dev),
      ino: String(found.ino),
    },
  };
}

/** Null only when there is nothing; a disk that does not answer throws. */
export async function lookOrNull(path: string): Promise<ExactLook | null> {
  try {
    return await lookAt(path);
  } catch (error) {
    if (hasCode(error, ['ENOENT', 'ENOTDIR'])) return null;
    throw error;
  }
}

export function isSameStamp(a: FileStamp, b: FileStamp): boolean {
  return a.bytes === b.bytes && a.mtimeNs === b.mtimeNs && a.ino === b.ino && a.dev === b.dev;
}

/** Whether nobody has touched a file between two looks, not even its names. */
export function isUntouched(before: ExactLook, now: ExactLook | null): now is ExactLook {
  return now !== null && isSameStamp(before.stamp, now.stamp) && before.ctimeNs === now.ctimeNs;
}

interface BothLooks extends DeedFinding {
  readonly source: ExactLook | null;
  readonly target: ExactLook | null;
}

/**
 * Looks at two names. A system that takes other capitals or accents for the same finds one file by both; the list of
 * the folder tells which of them is its name, and the other has nothing then.
 */
export async function lookAtBoth(source: string, target: string): Promise<BothLooks> {
  const looks = { source: await lookOrNull(source), target: await lookOrNull(target) };
  const { source: first, target: second } = looks;
  if (first === null || second === null) return looks;
  if (collisionKey(basename(source)) !== collisionKey(basename(target))) return looks;
  const folders = [dirname(source), dirname(target)] as const;
  if (folders[0] !== folders[1] && (await realpath(folders[0])) !== (await realpath(folders[1])))
    return looks;
  const names = await readdir(folders[0]);
  const isTarget = names.includes(basename(target));
  // A system that spells every name in its own way has one of them in any case.
  const isSource = names.includes(basename(source)) || !isTarget;
  return { source: isSource ? first : null, target: isTarget ? second : null };
}
