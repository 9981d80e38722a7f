import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { type Authorities, NO_AUTHORITIES } from '../../core/network/authorities';
import { diskFailure } from '../disk-failure';
import { MOST_AUTHORITY_BYTES, readAuthorities } from './authorities';

/** The certificates that the user has added, copied into the profile so that the file they came from may go. */
export class AuthorityFile {
  private readonly path: string;

  constructor(profile: string) {
    this.path = join(profile, 'certificate-authorities.pem');
  }

  /** Nothing added is no failure. */
  load(nowMs: number): Result<Authorities, Failure> {
    return existsSync(this.path) ? this.read(this.path, nowMs) : ok(NO_AUTHORITIES);
  }

  /** Takes them over from another file; what was there before stays when that cannot be used. */
  take(from: string, nowMs: number): Result<Authorities, Failure> {
    const read = this.read(from, nowMs);
    if (!read.ok) return read;
    try {
      const beside = `${this.path}.new`;
      writeFileSync(beside, read.value.pems.join('\n'), { mode: 0o600 });
      renameSync(beside, this.path);
      return read;
    } catch (error) {
      return err(diskFailure(error, this.path));
    }
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }

  private read(path: string, nowMs: number): Result<Authorities, Failure> {
    try {
      if (statSync(path).size > MOST_AUTHORITY_BYTES) return err(failure('input.notACertificate'));
      return readAuthorities(readFileSync(path), nowMs);
    } catch (error) {
      return err(diskFailure(error, path));
    }
  }
}
