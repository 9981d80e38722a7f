import Database from 'libsql';

/** Somebody who waits for a download of hours does not notice. */
const POLL_MS = 250;

/** Held until it is released or the process ends, however it ends. */
export interface FileLock {
  release(): void;
}

/**
 * Takes a lock that only one process can have, or answers null when another one has it.
 *
 * It is SQLite's exclusive lock on an empty file. The system takes it back when its holder dies, so a
 * killed process leaves nothing that blocks the next one. The file stays: taking it away would let two
 * processes lock two files of one name.
 */
export function tryLock(path: string): FileLock | null {
  const database = new Database(path);
  try {
    database.pragma('busy_timeout = 0');
    database.exec('BEGIN EXCLUSIVE');
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return null;
    throw error;
  }
}

/** @param onWait called once when another process has it */
export async function waitForLock(path: string, onWait: () => void): Promise<FileLock> {
  const free = tryLock(path);
  if (free !== null) return free;
  onWait();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const lock = tryLock(path);
    if (lock !== null) return lock;
  }
}
