import type Database from 'libsql';
import { z } from 'zod';
import type { Failure } from '../../shared/failure';
import type { DuplicateTotals, Likeness } from '../../shared/library/duplicates';
import { ok, type Result } from '../../shared/result';
import { HASH_OF_NOTHING } from '../core/civitai/hash-of-nothing';
import type { DuplicateStore, GroupPart, IndexedGroup } from '../core/library/duplicates';
import type { IndexedFile } from '../core/library/ports';
import { IS_BROKEN, readFileRow, SELECT_FILES } from './library-tables';
import { askDatabase } from './sqlite';

const IS_THERE = `missing_ms IS NULL AND reading = 'read' AND bytes > 0 AND NOT ${IS_BROKEN}
  AND files.id IN (SELECT id FROM listing)`;
/** What was read once under a hash, and has other bytes now, is no copy of anything. */
const IS_WHOLE = `${IS_THERE} AND damaged_ms IS NULL`;
/** Two names of one inode are one file; where there are no inodes, each name is taken for a file. */
export const ONE_FILE = `CASE WHEN ino IN ('', '0') THEN path ELSE dev || ':' || ino END`;

/** First by the index of hashes alone, then of what is left the rows. */
const GROUPS: Readonly<Record<Likeness, string>> = {
  bytes: `
    SELECT sha256 AS hash, max(bytes) * (count(DISTINCT ${ONE_FILE}) - 1) AS cost,
      sha256 IN (SELECT sha256 FROM left_alone) AS is_left
    FROM files
    WHERE sha256 IN (SELECT sha256 FROM files WHERE sha256 IS NOT NULL GROUP BY sha256 HAVING count(*) > 1)
      AND ${IS_WHOLE}
    GROUP BY sha256 HAVING count(DISTINCT ${ONE_FILE}) > 1
  `,
  weights: `
    SELECT auto_v3 AS hash, max(bytes) AS cost, 0 AS is_left FROM files
    WHERE auto_v3 IN (SELECT auto_v3 FROM files WHERE auto_v3 IS NOT NULL GROUP BY auto_v3 HAVING count(*) > 1)
      AND auto_v3 <> '${HASH_OF_NOTHING}' AND ${IS_WHOLE}
    GROUP BY auto_v3 HAVING count(DISTINCT sha256) > 1
  `,
};
const COLUMNS: Readonly<Record<Likeness, string>> = { bytes: 'sha256', weights: 'auto_v3' };

const groupRows = z.array(z.object({ hash: z.string(), cost: z.number(), is_left: z.number() }));
const changesRow = z.object({ changes: z.number() });
const hashRow = z.object({ sha256: z.string().nullable(), is_left: z.number() }).optional();

type GroupRow = z.output<typeof groupRows>[number];

/** Which files of the index are the same. */
export class SqliteDuplicates implements DuplicateStore {
  /** All groups, the dearest first, and how often the index had been changed by then. */
  private readonly looked = new Map<
    Likeness,
    { readonly changes: number; readonly rows: readonly GroupRow[] }
  >();

  constructor(
    private readonly path: string,
    private readonly database: Database.Database,
  ) {}

  totals(): Result<DuplicateTotals, Failure> {
    return askDatabase(this.path, () => {
      const all = this.all('bytes');
      const open = all.filter(({ is_left: isLeft }) => isLeft === 0);
      const costBytes = open.reduce((sum, { cost }) => sum + cost, 0);
      return { groupCount: open.length, costBytes, leftCount: all.length - open.length };
    });
  }

  groups(likeness: Likeness, isLeft: boolean, offset: number, limit: number): Result<GroupPart, Failure> {
    return askDatabase(this.path, () => {
      const wanted = this.all(likeness).filter(({ is_left: left }) => (left === 1) === isLeft);
      const hashes = wanted.slice(offset, offset + limit).map(({ hash }) => hash);
      const files = this.files(likeness, hashes);
      const column = likeness === 'bytes' ? 'sha256' : 'autoV3';
      const byHash = new Map<string | null, IndexedFile[]>(hashes.map((hash) => [hash, []]));
      for (const file of files) byHash.get(file[column])?.push(file);
      return {
        total: wanted.length,
        groups: hashes.map((hash) => ({ ...parted(byHash.get(hash) ?? []), isLeft })),
      };
    });
  }

  groupOf(fileId: number): Result<IndexedGroup | null, Failure> {
    return askDatabase(this.path, () => {
      const row = this.row(fileId);
      if (row === undefined || row.sha256 === null) return null;
      return { ...parted(this.files('bytes', [row.sha256])), isLeft: row.is_left === 1 };
    });
  }

  leave(fileId: number, isLeft: boolean): Result<null, Failure> {
    const done = askDatabase(this.path, () => {
      const hash = this.row(fileId)?.sha256 ?? null;
      if (hash === null) return;
      this.database
        .prepare(
          isLeft ? 'INSERT OR IGNORE INTO left_alone VALUES (?)' : 'DELETE FROM left_alone WHERE sha256 = ?',
        )
        .run(hash);
    });
    return done.ok ? ok(null) : done;
  }

  /** Looked for once, until something in the index is another: to scroll through them costs no look at all files. */
  private all(likeness: Likeness): readonly GroupRow[] {
    const { changes } = changesRow.parse(this.database.prepare('SELECT total_changes() AS changes').get());
    const known = this.looked.get(likeness);
    if (known?.changes === changes) return known.rows;
    const rows = groupRows.parse(this.database.prepare(`${GROUPS[likeness]} ORDER BY cost DESC, hash`).all());
    this.looked.set(likeness, { changes, rows });
    return rows;
  }

  private row(fileId: number): z.output<typeof hashRow> {
    return hashRow.parse(
      this.database
        .prepare(
          'SELECT sha256, sha256 IN (SELECT sha256 FROM left_alone) AS is_left FROM files WHERE id = ? AND damaged_ms IS NULL',
        )
        .get(fileId),
    );
  }

  private files(likeness: Likeness, hashes: readonly string[]): readonly IndexedFile[] {
    return this.database
      .prepare(`
        ${SELECT_FILES} WHERE ${COLUMNS[likeness]} IN (SELECT value FROM json_each(?)) AND ${IS_THERE}
        ORDER BY files.id
      `)
      .all(JSON.stringify(hashes))
      .map(readFileRow);
  }
}

function parted(files: readonly IndexedFile[]): Pick<IndexedGroup, 'files' | 'damaged'> {
  return {
    files: files.filter(({ damagedSinceMs }) => damagedSinceMs === null),
    damaged: files.filter(({ damagedSinceMs }) => damagedSinceMs !== null),
  };
}
