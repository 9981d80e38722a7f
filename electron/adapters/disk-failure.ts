import { type Failure, type FailureCode, failure } from '../../shared/failure';

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

/** Names what the file system refused; `path` is shown to the user. */
export function diskFailure(error: unknown, path: string): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return failure(CODES[code] ?? 'disk.failed', { path, message: code });
}
