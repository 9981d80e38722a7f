import { randomBytes } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { type Failure, failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import { diskFailure } from './disk-failure';

/**
 * Reads a file that the user has chosen.
 *
 * @param mostBytes of what may be text; a larger file is `input.unreadableFile`, as is a folder
 */
export async function readTextFile(path: string, mostBytes: number): Promise<Result<string, Failure>> {
  try {
    const facts = await stat(path);
    if (!facts.isFile() || facts.size > mostBytes) return err(failure('input.unreadableFile', { path }));
    const file = await open(path, 'r');
    try {
      return ok(await file.readFile('utf8'));
    } finally {
      await file.close();
    }
  } catch {
    return err(failure('input.unreadableFile', { path }));
  }
}

/** Writes a file that is not there yet, and waits until its bytes are on disk. @throws what the system says */
export async function writeNewFile(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(text, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Writes a file whole or not at all; one that was there is replaced, because the user was asked. */
export async function writeTextFile(path: string, text: string): Promise<Result<null, Failure>> {
  const beside = `${path}.${randomBytes(4).toString('hex')}.part`;
  try {
    await writeNewFile(beside, text);
    await rename(beside, path);
    return ok(null);
  } catch (error) {
    await rm(beside, { force: true });
    return err(diskFailure(error, path));
  }
}
