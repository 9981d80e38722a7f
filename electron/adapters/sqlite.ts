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

/**
 * Whether something holds of a file, asked so that nothing is left over: as long as a prepared statement lives, and
 * that is up to the garbage collector, `close` leaves the file open, and on Windows nobody can give it another name.
 *
 * @param question `SELECT` of one value
 * @param condition of the `answer`; what is not known holds
 * @throws the database's own error where the question cannot be asked
 */
function holds(database: Database.Database, question: string, condition: string): boolean {
  database.exec(`CREATE TEMP TABLE asked (answer CHECK (${condition}))`);
  let isSo = true;
  try {
    database.exec(`INSERT INTO temp.asked ${question}`);
  } catch (error) {
    if (errorCode(error) !== 'SQLITE_CONSTRAINT_CHECK') throw error;
    isSo = false;
  }
  database.exec('DROP TABLE temp.asked');
  return isSo;
}

/** To be called first, before anything is prepared; how long to wait for somebody who writes, in milliseconds. */
export function beginLook(database: Database.Database, busyMs: number): void {
  database.exec(`PRAGMA busy_timeout = ${busyMs}; PRAGMA temp_store = MEMORY`);
}

/** Whether its format, 0 for a new file, is among these; as a condition on `answer`. */
export function hasFormat(database: Database.Database, condition: string): boolean {
  return holds(database, 'SELECT user_version FROM pragma_user_version', condition);
}

/** Whether all of the file can be read and makes sense; see SQLite's `quick_check`. */
export function isWhole(database: Database.Database): boolean {
  return holds(database, 'SELECT quick_check FROM pragma_quick_check(1)', "answer = 'ok'");
}
