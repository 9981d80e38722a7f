import { sep } from 'node:path';
import type Database from 'libsql';
import { z } from 'zod';
import type { Failure } from '../../shared/failure';
import type { Result } from '../../shared/result';
import type { IndexedSpace, LibrarySpace } from '../core/library/ports';
import { ONE_FILE } from './library-duplicates';
import { rangeBelow } from './library-list';
import { IS_THERE } from './library-tables';
import { askDatabase } from './sqlite';

const LARGEST = 20;

/** Each file once: of several names the one that was found first. */
const COUNTED = `
  CREATE TEMP TABLE counted AS
  SELECT min(files.id) AS id, files.bytes, path, dev, type, base_model, creator, standing, listing.used_ms AS used_ms
  FROM listing JOIN files ON files.id = listing.id WHERE ${IS_THERE} GROUP BY ${ONE_FILE}
`;
const SHARE = 'count(*) AS file_count, coalesce(sum(bytes), 0) AS bytes';

const shareRow = z
  .object({ file_count: z.number(), bytes: z.number() })
  .transform((row) => ({ fileCount: row.file_count, bytes: row.bytes }));
const groupRows = z.array(
  z
    .object({ id: z.string(), file_count: z.number(), bytes: z.number() })
    .transform((row) => ({ id: row.id, fileCount: row.file_count, bytes: row.bytes })),
);
const largestRows = z.array(z.object({ id: z.number(), path: z.string(), bytes: z.number() }));

/** What the files of the index take. */
export class SqliteSpace implements LibrarySpace {
  constructor(
    private readonly path: string,
    private readonly database: Database.Database,
  ) {}

  measure(roots: readonly string[], usedBeforeMs: number): Result<IndexedSpace, Failure> {
    return askDatabase(this.path, () => {
      this.database.exec(`DROP TABLE IF EXISTS temp.counted; ${COUNTED}`);
      try {
        return this.read(roots, usedBeforeMs);
      } finally {
        this.database.exec('DROP TABLE temp.counted');
      }
    });
  }

  private read(roots: readonly string[], usedBeforeMs: number): IndexedSpace {
    const share = (condition: string, values: readonly (string | number)[] = []) =>
      shareRow.parse(
        this.database.prepare(`SELECT ${SHARE} FROM counted WHERE ${condition}`).get([...values]),
      );
    const groups = (column: string) =>
      groupRows.parse(
        this.database
          .prepare(`SELECT ${column} AS id, ${SHARE} FROM counted GROUP BY ${column} ORDER BY bytes DESC, id`)
          .all(),
      );
    const named = this.database.prepare(`SELECT ${SHARE} FROM listing WHERE ${IS_THERE}`).get();
    const largest = this.database
      .prepare('SELECT id, path, bytes FROM counted ORDER BY bytes DESC, id LIMIT ?')
      .all(LARGEST);
    return {
      all: share('1'),
      namedBytes: shareRow.parse(named).bytes,
      folders: roots.map((root) => share('path > ? AND path < ?', rangeBelow(root))),
      devices: groups('dev'),
      types: groups('type'),
      baseModels: groups('base_model'),
      creators: groups('creator'),
      unknown: share(`standing = 'unknown'`),
      unused:
        share('used_ms IS NOT NULL').fileCount === 0
          ? null
          : { ...share('used_ms < ?', [usedBeforeMs]), usedBeforeMs },
      largest: largestRows
        .parse(largest)
        .map(({ id, path, bytes }) => ({ id, name: path.slice(path.lastIndexOf(sep) + 1), bytes })),
    };
  }
}
