import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import Database from 'libsql';
import { beginLook, errorCode, hasFormat, inTransaction } from './sqlite';

const BUSY_MS = 2_000;
/** The last one is a file that ends too early. */
const UNREADABLE = /^SQLITE_(NOTADB|CORRUPT|IOERR_SHORT_READ)/;

export interface ExpendableLayout {
  /** Raised with every change of the tables. */
  readonly format: number;
  readonly schema: string;
  /** What is in it, for the log: "The kept answers". */
  readonly name: string;
}

/**
 * A SQLite file of what can be had again, so that nothing about it keeps Civet from working. Nothing is synced:
 * after a power cut the last changes are missing. A damaged file, also one that turns out to be so while it is used,
 * or one of another format is put aside and a new one begun; where no file can be had it is kept in memory.
 */
export class ExpendableDatabase {
  private database: Database.Database;
  private isOpen = true;

  /**
   * @param path of the file; ":memory:" for none
   * @param report told when a file could not be used
   * @param onEmptied what was in the file is not there any more
   */
  constructor(
    private readonly path: string,
    private readonly layout: ExpendableLayout,
    private readonly report: (what: string) => void,
    private readonly onEmptied: () => void = () => undefined,
  ) {
    try {
      if (existsSync(this.mark)) throw new Error('found damaged before');
      this.database = this.open(path);
    } catch (error) {
      this.database = this.openAnew(
        errorCode(error) || (error instanceof Error ? error.message : String(error)),
      );
    }
  }

  /** Null when the database gives an error; anything else that is thrown is a bug and goes on. */
  ask<T>(work: (database: Database.Database) => T): T | null {
    if (!this.isOpen) return null;
    try {
      return work(this.database);
    } catch (error) {
      const code = errorCode(error);
      if (!code.startsWith('SQLITE_')) throw error;
      if (UNREADABLE.test(code)) {
        this.database.close();
        this.database = this.openAnew(code);
        this.onEmptied();
      }
      return null;
    }
  }

  /** What was deleted is not in the file's journal either, nor in what was put aside. */
  forgetDeleted(): void {
    rmSync(`${this.path}.unreadable`, { force: true });
    this.ask((database) => database.pragma('wal_checkpoint(TRUNCATE)'));
  }

  /** Gives the room of what was deleted back to the disk. */
  shrink(): void {
    this.ask((database) => database.exec('VACUUM'));
    this.forgetDeleted();
  }

  close(): void {
    this.isOpen = false;
    this.database.close();
  }

  /** Stands beside a file that was found damaged while it was used, and could not be put aside there and then. */
  private get mark(): string {
    return `${this.path}.damaged`;
  }

  private openAnew(why: string): Database.Database {
    const { name } = this.layout;
    try {
      // Windows gives no file another name that is still open, as one is until the last statement was collected.
      if (existsSync(this.path)) writeFileSync(this.mark, '');
      for (const suffix of ['-wal', '-shm']) rmSync(this.path + suffix, { force: true });
      // One is enough to look into; a second one takes its place.
      if (existsSync(this.path)) renameSync(this.path, `${this.path}.unreadable`);
      rmSync(this.mark, { force: true });
      const database = this.open(this.path);
      this.report(`${name} could not be read (${why}) and were put aside.`);
      return database;
    } catch (error) {
      this.report(`${name} have no file (${why}; ${errorCode(error)}); this run keeps them in memory.`);
      return this.open(':memory:');
    }
  }

  private open(path: string): Database.Database {
    const database = new Database(path);
    try {
      beginLook(database, BUSY_MS);
      if (!hasFormat(database, `answer IN (0, ${this.layout.format})`)) throw new Error('another format');
      const isNew = hasFormat(database, 'answer = 0');
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = NORMAL');
      // What an account was told is overwritten when it is deleted, not only forgotten.
      database.pragma('secure_delete = ON');
      if (isNew) {
        inTransaction(database, () => {
          database.exec(this.layout.schema);
          database.pragma(`user_version = ${this.layout.format}`);
        });
      }
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  }
}
