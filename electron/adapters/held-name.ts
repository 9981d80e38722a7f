import { type FileHandle, lstat, open, readFile, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode } from './error-codes';

/** What is said by a name under which there is nothing that could be read, or no file. */
const NOT_OURS_CODES = ['ENOENT', 'ENOTDIR', 'ELOOP', 'EISDIR', 'EACCES', 'EPERM'] as const;

const WORDS = 'Civet holds this name for ';
/** No path is longer. */
const LONGEST_BYTES = 40_000;

/**
 * Takes a name that is free, by a small file that says for whom. That file alone may be replaced later: an empty one
 * could be another program's, which makes its name first and fills it then.
 *
 * @returns false when something else has that name; true also when it was taken for the same file before
 * @throws what the file system refuses
 */
export async function holdName(path: string, forFile: string): Promise<boolean> {
  if (await makeHolder(path, forFile)) return true;
  if (await isHeldFor(path, forFile)) return true;
  if (!(await isLeftBehind(path))) return false;
  await unlink(path);
  return makeHolder(path, forFile);
}

/** Whether `holdName` would get a name that something has. @throws when the disk does not answer */
export async function mayHoldName(path: string, forFile: string): Promise<boolean> {
  return (await isHeldFor(path, forFile)) || (await isLeftBehind(path));
}

/** @returns false when something has that name */
async function makeHolder(path: string, forFile: string): Promise<boolean> {
  try {
    const handle = await open(path, 'wx');
    try {
      await handle.writeFile(wordsOf(forFile));
      // After a power cut it must be known whose name it is.
      await handle.datasync();
    } catch (error) {
      await dropUnfinished(path, handle);
      throw error;
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (hasCode(error, ['EEXIST'])) return false;
    throw error;
  }
}

/** Whether what has a name is only there to hold it for that file. @throws when the disk does not answer */
export async function isHeldFor(path: string, forFile: string): Promise<boolean> {
  return (await holderOf(path)) === forFile;
}

/** Whether a crash has left a name held for a file that is not there any more. */
async function isLeftBehind(path: string): Promise<boolean> {
  const forFile = await holderOf(path);
  if (forFile === null || !(await isThere(dirname(forFile))) || (await isThere(forFile))) return false;
  // It may have got the name between the two looks; what holds it is another file then.
  return (await holderOf(path)) === forFile;
}

/** The file that a name is held for; null when it is not held. */
async function holderOf(path: string): Promise<string | null> {
  try {
    const found = await lstat(path);
    if (!found.isFile() || found.size > LONGEST_BYTES) return null;
    const bytes = await readFile(path);
    const forFile = bytes.toString().slice(WORDS.length, -1);
    return bytes.equals(wordsOf(forFile)) ? forFile : null;
  } catch (error) {
    if (hasCode(error, NOT_OURS_CODES)) return null;
    throw error;
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (hasCode(error, ['ENOENT', 'ENOTDIR'])) return false;
    throw error;
  }
}

/** Gives up a name that was held. Whatever is in doubt stays. */
export async function releaseName(path: string, forFile: string): Promise<void> {
  try {
    // A drive that has moved the file, and said that it has not, may still show the old one for a while.
    const isWaiting = (await lstat(forFile)).isFile();
    if (isWaiting && (await isHeldFor(path, forFile))) await unlink(path);
  } catch {
    // It is taken up again with the next try.
  }
}

/** Of a disk that is full: what was begun is taken away while it is open, and so is surely the one that was made. */
async function dropUnfinished(path: string, handle: FileHandle): Promise<void> {
  try {
    const [made, found] = [await handle.stat({ bigint: true }), await lstat(path, { bigint: true })];
    const isOne = made.ino !== 0n && made.ino === found.ino && made.dev === found.dev;
    if (isOne && made.size === found.size) await unlink(path);
  } catch {
    // It stays, and its name counts as taken.
  }
}

function wordsOf(forFile: string): Buffer {
  return Buffer.from(`${WORDS}${forFile}\n`);
}
