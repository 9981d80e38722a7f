import type Database from 'libsql';
import { z } from 'zod';
import type { LinkedFile, MovedFile } from '../core/operations/steps';
import type { LibraryRows } from './library-rows';

/** In place of the folder that a file was found below: it is in Civet's trash, and in no list until it comes back. */
export const IN_TRASH = ':trash:';

const idRows = z.array(z.object({ id: z.number() }));
const nameRows = z.array(z.object({ name: z.string() }));

/** Brings the index up to date with what operations have done; each call is part of a transaction of its caller. */
export class LibraryMoves {
  constructor(
    private readonly database: Database.Database,
    private readonly rows: Pick<LibraryRows, 'show' | 'hide'>,
  ) {}

  /** @param rootOf the folder of the user's that a path lies in; empty for none */
  move(moved: readonly MovedFile[], rootOf: (path: string) => string, nowMs: number): void {
    // What the index knows holds for the bytes that were moved, and for no others.
    const isSame = 'bytes = ? AND mtime_ns = ?';
    const change = this.database.prepare(`
      UPDATE files SET path = ?, root = ?, missing_ms = ?,
        dev = CASE WHEN ${isSame} THEN ? ELSE dev END, ino = CASE WHEN ${isSame} THEN ? ELSE ino END,
        mtime_ns = CASE WHEN ${isSame} THEN ? ELSE mtime_ns END
      WHERE path = ? RETURNING id
    `);
    for (const { from, to, trashPath, before, stamp } of moved) {
      const path = to ?? trashPath;
      if (path === null) {
        this.remove(from);
        continue;
      }
      // It may be told twice: then what is known stands at the new path already.
      if (!this.has(from)) continue;
      this.remove(path);
      const known = [before.bytes, before.mtimeNs];
      const changed = idRows
        .parse(
          change.all([
            ...[path, to === null ? IN_TRASH : rootOf(to), to === null ? nowMs : null],
            ...[...known, stamp.dev, ...known, stamp.ino, ...known, stamp.mtimeNs, from],
          ]),
        )
        .map(({ id }) => id);
      if (to === null) this.rows.hide(changed);
      else this.rows.show(changed);
    }
  }

  /** A second name of a file is known as well as the first. */
  link(linked: readonly LinkedFile[], rootOf: (path: string) => string, nowMs: number): void {
    const own = ['id', 'path', 'root', 'added_ms'];
    const named = nameRows.parse(this.database.prepare("SELECT name FROM pragma_table_info('files')").all());
    const shared = named.map(({ name }) => name).filter((name) => !own.includes(name));
    const copy = this.database.prepare(`
      INSERT INTO files (path, root, added_ms, ${shared.join(', ')})
      SELECT ?, ?, ?, ${shared.join(', ')} FROM files WHERE path = ? RETURNING id
    `);
    for (const { existing, at } of linked) {
      if (!this.has(existing)) continue;
      this.remove(at);
      const copied = idRows.parse(copy.all([at, rootOf(at), nowMs, existing]));
      this.rows.show(copied.map(({ id }) => id));
    }
  }

  private has(path: string): boolean {
    return this.database.prepare('SELECT 1 FROM files WHERE path = ?').get(path) !== undefined;
  }

  /** Of what stood at a path before, or stands there no more. */
  private remove(path: string): void {
    const removed = this.database.prepare('DELETE FROM files WHERE path = ? RETURNING id').all(path);
    this.rows.hide(idRows.parse(removed).map(({ id }) => id));
  }
}
