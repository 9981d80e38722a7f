import type Database from 'libsql';
import { z } from 'zod';

const idRow = z.object({ id: z.number() });
const idRows = z.array(idRow);

export function idIn(row: unknown): number {
  return idRow.parse(row).id;
}

export function idsIn(rows: unknown): readonly number[] {
  return idRows.parse(rows).map(({ id }) => id);
}

/** What tells two names of one file, where the file system has inodes. */
export const isSameFile = (one: string, other: string) => `
  ${one}.ino = ${other}.ino AND ${one}.dev = ${other}.dev AND ${one}.bytes = ${other}.bytes
  AND ${one}.mtime_ns = ${other}.mtime_ns AND ${one}.id <> ${other}.id AND ${one}.ino NOT IN ('', '0')
`;

/** All names of a file that was read have the bytes that were read under one of them. */
const OTHER_NAMES = `
  files.missing_ms IS NULL AND files.reading = 'read' AND files.sha256 = this.sha256
  AND ${isSameFile('files', 'this')} AND NOT EXISTS (
    SELECT 1 FROM files AS other WHERE other.ino = files.ino AND other.dev = files.dev
      AND other.bytes <> files.bytes AND other.missing_ms IS NULL
  )
`;

/** What a file was read to be holds under each of its names; each call is part of a transaction of its caller. */
export class DamagedNames {
  private readonly damaged: Database.Statement;
  private readonly mended: Database.Statement;

  constructor(database: Database.Database) {
    this.damaged = database.prepare(`
      UPDATE files SET damaged_ms = coalesce(files.damaged_ms, this.damaged_ms),
        damaged_sha256 = this.damaged_sha256
      FROM files AS this WHERE this.id = ? AND ${OTHER_NAMES} RETURNING files.id
    `);
    this.mended = database.prepare(`
      UPDATE files SET damaged_ms = NULL, damaged_sha256 = NULL FROM files AS this
      WHERE this.id = ? AND files.damaged_ms IS NOT NULL AND ${OTHER_NAMES} RETURNING files.id
    `);
  }

  /** As this one was found to be. @returns the others */
  damage(id: number): readonly number[] {
    return idsIn(this.damaged.all(id));
  }

  /** This one reads well again. @returns the others that were called damaged */
  mend(id: number): readonly number[] {
    return idsIn(this.mended.all(id));
  }
}
