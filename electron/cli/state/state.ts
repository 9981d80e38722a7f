import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DownloadId } from '../../../shared/ids';
import { openJournal, type SqliteJournal } from '../../adapters/journal';
import type { DownloadRecord, Journal } from '../../core/ports';
import { type FileLock, tryLock, waitForLock } from './file-lock';

/** What a lock stands for: one file on its way into one folder. */
export interface LockedFile {
  readonly versionId: number;
  readonly fileId: number;
  readonly folder: string;
}

export interface OpenedState {
  readonly journal: SqliteJournal;
  readonly databasePath: string;
  /** Where an unreadable database was put aside; null in the ordinary case. */
  readonly putAside: string | null;
}

/** The folder with the queue and its locks. Several processes may use it at once. */
export class StateFolder {
  private readonly locks: string;

  constructor(private readonly folder: string) {
    this.locks = join(folder, 'locks');
    mkdirSync(this.locks, { recursive: true, mode: 0o700 });
  }

  /** One process at a time creates the database, or puts a damaged one aside. */
  async open(): Promise<OpenedState> {
    const lock = await waitForLock(join(this.locks, 'open'), () => undefined);
    try {
      const databasePath = join(this.folder, 'civet.db');
      return { ...openJournal(databasePath, Date.now()), databasePath };
    } finally {
      lock.release();
    }
  }

  tryLock(file: LockedFile): FileLock | null {
    return tryLock(this.lockOf(file));
  }

  waitForLock(file: LockedFile, onWait: () => void): Promise<FileLock> {
    return waitForLock(this.lockOf(file), onWait);
  }

  private lockOf({ versionId, fileId, folder }: LockedFile): string {
    const key = createHash('sha256').update(`${versionId}/${fileId}/${folder}`).digest('hex');
    return join(this.locks, key.slice(0, 32));
  }
}

export function lockedFileOf({ target, folder }: DownloadRecord): LockedFile {
  return { versionId: target.versionId, fileId: target.fileId, folder };
}

/**
 * The journal as one process may see it: the downloads whose locks it holds, and what it adds. Those of
 * others are under way elsewhere, or nobody has asked for them.
 */
export class OwnDownloads implements Journal {
  constructor(
    private readonly journal: SqliteJournal,
    private readonly own: ReadonlySet<DownloadId>,
  ) {}

  load(): readonly DownloadRecord[] {
    return this.journal.load().filter(({ id }) => this.own.has(id));
  }

  save(...change: Parameters<Journal['save']>): ReturnType<Journal['save']> {
    return this.journal.save(...change);
  }

  saveAll(...change: Parameters<Journal['saveAll']>): ReturnType<Journal['saveAll']> {
    return this.journal.saveAll(...change);
  }

  remove(...change: Parameters<Journal['remove']>): ReturnType<Journal['remove']> {
    return this.journal.remove(...change);
  }
}
