import type Database from 'libsql';
import { type Failure, failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';

/** The code of the system or of the database; empty when the error has none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** An error of the database is an answer; anything else is a bug and goes on. `path` is shown to the user. */
export function askDatabase<T>(path: string, work: () => T): Result<T, Failure> {
  try {
    return ok(work());
  } catch (error) {
    const code = errorCode(error);
    if (!code.startsWith('SQLITE_')) throw error;
    return err(failure(code === 'SQLITE_FULL' ? 'disk.full' : 'disk.failed', { path, message: code }));
  }
}

/** All of it is on disk when this returns, or none of it. */
export function inTransaction<T>(database: Database.Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const answer = work();
    database.exec('COMMIT');
    return answer;
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
