import { describe, expect, it } from 'vitest';
import { diskFailure, heldFailure } from '../../../electron/adapters/disk-failure';

const said = (code: string, syscall: string) => Object.assign(new Error(code), { code, syscall });
const coded = (code: string) => (error: unknown) => error instanceof Error && error.message === code;

describe('diskFailure', () => {
  it.each([
    ['unlink', 'disk.notThere'],
    ['lstat', 'disk.notThere'],
    ['open', 'disk.folderMissing'],
    ['link', 'disk.folderMissing'],
  ])('says what is not there when %s does not find it', (syscall, code) => {
    expect(diskFailure(said('ENOENT', syscall), '/models/a')).toMatchObject({
      code,
      params: { path: '/models/a', message: 'ENOENT' },
    });
  });

  it.each([
    ['EACCES', 'disk.denied'],
    ['ENOSPC', 'disk.full'],
    ['EXDEV', 'disk.failed'],
  ])('names %s', (errno, code) => {
    expect(diskFailure(said(errno, 'unlink'), '/models/a').code).toBe(code);
  });

  it('names what is no error of the system', () => {
    expect(diskFailure('odd', '/a')).toMatchObject({ code: 'disk.failed', params: { message: '' } });
  });
});

describe('heldFailure', () => {
  it.each([
    ['rename', 'EPERM', 'disk.busy'],
    ['unlink', 'EPERM', 'disk.busy'],
    // Windows says the same of a folder that nobody may write to; no other program is in the way there.
    ['open', 'EPERM', 'disk.denied'],
    ['rename', 'EIO', 'disk.ioError'],
  ])('%s that is answered with %s is %s', (syscall, errno, code) => {
    expect(heldFailure(said(errno, syscall), '/a', { isBusy: coded('EPERM') }).code).toBe(code);
  });
});
