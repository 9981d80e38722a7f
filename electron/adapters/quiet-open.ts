import { constants, openSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { hasCode } from './error-codes';

/** Linux alone lets a reader leave no trace in when a file was read last; elsewhere it is 0, and changes nothing. */
const WITHOUT_TRACE = constants.O_NOATIME ?? 0;

/**
 * Opens a file to be read, if it can be so that nobody sees that it was: "last used" is what other programs did.
 *
 * @param flags besides those of reading
 * @throws what the system says
 */
export function openQuietlySync(path: string, flags = 0): number {
  try {
    return openSync(path, constants.O_RDONLY | WITHOUT_TRACE | flags);
  } catch (error) {
    if (!isNotOurs(error)) throw error;
    return openSync(path, constants.O_RDONLY | flags);
  }
}

/** The same for whoever must not wait. */
export async function openQuietly(path: string, flags = 0): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDONLY | WITHOUT_TRACE | flags);
  } catch (error) {
    if (!isNotOurs(error)) throw error;
    return await open(path, constants.O_RDONLY | flags);
  }
}

/** Only its owner may read a file without a trace; everybody else may only read it. */
function isNotOurs(error: unknown): boolean {
  return WITHOUT_TRACE !== 0 && hasCode(error, ['EPERM']);
}
