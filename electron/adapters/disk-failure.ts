import { type Failure, type FailureCode, failure } from '../../shared/failure';
import type { Patience } from './patience';

const CODES: Readonly<Record<string, FailureCode>> = {
  ENOSPC: 'disk.full',
  EDQUOT: 'disk.full',
  EACCES: 'disk.denied',
  EPERM: 'disk.denied',
  // Linux makes a disk that fails read-only.
  EROFS: 'disk.ioError',
  ENOENT: 'disk.folderMissing',
  ENOTDIR: 'disk.folderMissing',
  ENAMETOOLONG: 'disk.nameTooLong',
  EFBIG: 'disk.fileTooLarge',
  EIO: 'disk.ioError',
  ENXIO: 'disk.ioError',
  ENODEV: 'disk.ioError',
  ESTALE: 'disk.ioError',
  EBUSY: 'disk.busy',
  ETXTBSY: 'disk.busy',
};

/** Calls that are about the very file: what they do not find is not its folder. */
const OF_FILE: readonly string[] = ['unlink', 'lstat'];

/** Names what the file system refused; `path` is shown to the user. */
export function diskFailure(error: unknown, path: string): Failure {
  const code = textOf(error, 'code');
  const isFile = code === 'ENOENT' && OF_FILE.includes(textOf(error, 'syscall'));
  return failure(isFile ? 'disk.notThere' : (CODES[code] ?? 'disk.failed'), { path, message: code });
}

/**
 * The same for what was tried again and again while another program was in the way. It is not a right that is missing
 * then, whatever the system calls it; but who may not even open, may not, and waiting for others would not end.
 */
export function heldFailure(error: unknown, path: string, { isBusy }: Pick<Patience, 'isBusy'>): Failure {
  const isHeld = isBusy(error) && textOf(error, 'syscall') !== 'open';
  return isHeld ? failure('disk.busy', { path }) : diskFailure(error, path);
}

/** The same for who only reads: what is not allowed is not a matter of writing. `path` is shown to the user. */
export function readFailure(error: unknown, path: string): Failure {
  const found = diskFailure(error, path);
  return found.code === 'disk.denied'
    ? failure('input.unreadableFile', { path, message: 'the system does not allow it' })
    : found;
}

/** The same for who looks into a folder. */
export function folderFailure(error: unknown, path: string): Failure {
  const found = readFailure(error, path);
  return found.code === 'input.unreadableFile' ? failure('input.unreadableFolder', { path }) : found;
}

function textOf(error: unknown, name: 'code' | 'syscall'): string {
  const found: unknown = error instanceof Error ? Reflect.get(error, name) : undefined;
  return typeof found === 'string' ? found : '';
}
