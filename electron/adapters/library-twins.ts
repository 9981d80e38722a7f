import type Database from 'libsql';
import type { Failure } from '../../shared/failure';
import type { Result } from '../../shared/result';
import type { FileStamp, IndexedFile, LibraryTwins } from '../core/library/ports';
import { IS_BROKEN, readFileRow, SELECT_FILES } from './library-tables';
import { askDatabase } from './sqlite';

/** Of a file that stands in a hundred places nobody reads more. */
const MOST_ROWS = 1_000;
const IS_WHOLE = `missing_ms IS NULL AND damaged_ms IS NULL AND NOT ${IS_BROKEN}
  AND files.id IN (SELECT id FROM listing)`;

/** Finds files in the index by what they are. */
export class SqliteTwins implements LibraryTwins {
  private readonly byPath: Database.Statement;
  private readonly byInode: Database.Statement;

  constructor(
    private readonly path: string,
    private readonly database: Database.Database,
  ) {
    this.byPath = database.prepare(`${SELECT_FILES} WHERE path = ?`);
    // An inode that has two sizes is none: some file systems give every file the same.
    this.byInode = database.prepare(`
      ${SELECT_FILES} WHERE ino = ? AND dev = ? AND bytes = ? AND mtime_ns = ? AND reading = 'read'
        AND missing_ms IS NULL AND NOT EXISTS (
          SELECT 1 FROM files AS other WHERE other.ino = files.ino AND other.dev = files.dev
            AND other.bytes <> files.bytes AND other.missing_ms IS NULL
        )
      LIMIT 1
    `);
  }

  known(
    files: readonly (FileStamp & { readonly path: string })[],
  ): Result<readonly (IndexedFile | null)[], Failure> {
    return askDatabase(this.path, () => files.map((file) => this.find(file)));
  }

  withBytes(sha256: readonly string[]): Result<readonly IndexedFile[], Failure> {
    return this.having('sha256', sha256);
  }

  withWeights(autoV3: readonly string[]): Result<readonly IndexedFile[], Failure> {
    return this.having('auto_v3', autoV3);
  }

  private find(file: FileStamp & { readonly path: string }): IndexedFile | null {
    const { path, bytes, mtimeNs, dev, ino } = file;
    const row = this.byPath.get(path);
    const found = row === undefined ? null : readFileRow(row);
    if (found !== null && found.bytes === bytes && found.mtimeNs === mtimeNs) return found;
    // Some file systems have no inodes to tell.
    if (ino === '' || ino === '0') return null;
    const other = this.byInode.get(ino, dev, bytes, mtimeNs);
    return other === undefined ? null : readFileRow(other);
  }

  private having(
    column: 'sha256' | 'auto_v3',
    values: readonly string[],
  ): Result<readonly IndexedFile[], Failure> {
    return askDatabase(this.path, () =>
      this.database
        .prepare(`
          ${SELECT_FILES} WHERE ${column} IN (SELECT value FROM json_each(?)) AND ${IS_WHOLE}
          ORDER BY files.path LIMIT ${MOST_ROWS}
        `)
        .all(JSON.stringify(values))
        .map(readFileRow),
    );
  }
}
