import { NewerJournalError } from '../../adapters/journal-format';
import type { Misuse } from '../arguments/command-line';

const SAID: Readonly<Record<string, string>> = {
  EACCES: 'the system does not let civet write there',
  EPERM: 'the system does not let civet write there',
  EROFS: 'its disk is read-only',
  ENOSPC: 'its disk is full',
  ENOTDIR: 'a file stands where its folder should be',
  EEXIST: 'a file stands where its folder should be',
  SQLITE_BUSY: 'another program holds it',
  SQLITE_FULL: 'its disk is full',
  SQLITE_READONLY: 'it may not be written to',
  SQLITE_CANTOPEN: 'it cannot be opened',
};

/**
 * What stands between civet and its own folder; null for anything else.
 *
 * @param stateFolder where the queue lives, null while that is not known: that the system refuses something there
 *   is no mistake in civet
 */
export function stateProblem(error: unknown, stateFolder: string | null): Misuse | null {
  if (error instanceof NewerJournalError)
    return { problem: error.message, next: 'Install the latest version of Civet; nothing was changed.' };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const path = error instanceof Error && 'path' in error ? String(error.path) : '';
  const isInOwn = stateFolder !== null && path.startsWith(stateFolder) && /^E[A-Z0-9]+$/.test(code);
  const at = path === '' ? (stateFolder ?? '') : path;
  if (/^SQLITE_/.test(code) || isInOwn || /^E(ACCES|PERM|ROFS|NOSPC|NOTDIR|IO)$/.test(code)) {
    return {
      problem: `civet’s own queue cannot be used: ${SAID[code] ?? `the system says ${code}`}${at === '' ? '' : `: ${at}`}.`,
      next: 'Make its folder writable, or name another one with CIVET_HOME. Nothing was changed.',
    };
  }
  return null;
}
