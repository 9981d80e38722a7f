import { sep } from 'node:path';
import type Database from 'libsql';
import { z } from 'zod';
import type { LibraryFacets, LibrarySort, LibraryWish } from '../../shared/library/library';
import type { WishedFolders } from '../core/library/choices';
import type { IndexedFile, IndexedPage, OwnedWish } from '../core/library/ports';
import { wordsToFind } from '../core/library/search-words';
import { readFileRow, SELECT_FILES } from './library-tables';

const ORDERS: Readonly<Record<LibrarySort, readonly string[]>> = {
  name: ['name', 'id'],
  size: ['bytes', 'id'],
  added: ['added_ms', 'id'],
  type: ['type', 'name', 'id'],
  used: ['used_ms', 'id'],
};

const countRow = z.object({ total: z.number() });
const idRows = z.array(z.object({ id: z.number() }));
const facetRows = z.array(z.object({ id: z.string(), count: z.number() }));

/** What is greater and what is less than every path below a folder, in the order of the index. */
export function rangeBelow(folder: string): [after: string, before: string] {
  const start = folder.endsWith(sep) ? folder : folder + sep;
  return [start, start.slice(0, -1) + String.fromCharCode(sep.charCodeAt(0) + 1)];
}

/**
 * How the listing is asked for what suits a wish.
 *
 * @returns `where` is empty where everything suits
 */
export function askedRows(wish: LibraryWish, below: WishedFolders) {
  const conditions: string[] = [];
  const values: (string | number)[] = [];
  for (const word of wordsToFind(wish.text)) {
    conditions.push('instr(findable, ?) > 0');
    values.push(word);
  }
  const among = (column: string, wanted: readonly string[]) => {
    if (wanted.length === 0) return;
    conditions.push(`${column} IN (${wanted.map(() => '?').join(', ')})`);
    values.push(...wanted);
  };
  among('type', wish.types);
  among('base_model', wish.baseModels);
  among('standing', wish.standings);
  among('creator', wish.creators);
  if (wish.usedBeforeMs !== null) {
    conditions.push('used_ms < ?');
    values.push(wish.usedBeforeMs);
  }
  if (below !== 'all') {
    const ranges = below.map(() => '(path > ? AND path < ?)');
    conditions.push(`id IN (SELECT id FROM files WHERE ${ranges.join(' OR ') || 'false'})`);
    values.push(...below.flatMap(rangeBelow));
  }
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const direction = wish.order.isDescending ? 'DESC' : 'ASC';
  const order = ORDERS[wish.order.by].map((column) => `${column} ${direction} NULLS LAST`).join(', ');
  return { where, order, values };
}

/** What the list shows of the index. */
export class LibraryList {
  constructor(private readonly database: Database.Database) {}

  page(wish: LibraryWish, offset: number, limit: number, below: WishedFolders): IndexedPage {
    const { where, order, values } = askedRows(wish, below);
    const { total } = countRow.parse(
      this.database.prepare(`SELECT count(*) AS total FROM listing ${where}`).get([...values]),
    );
    const found = this.database
      .prepare(`SELECT id FROM listing ${where} ORDER BY ${order} LIMIT ? OFFSET ?`)
      .all([...values, limit, offset]);
    return { total, files: this.files(idRows.parse(found).map(({ id }) => id)) };
  }

  /** In the order asked for; what is not there is left out. */
  files(ids: readonly number[]): readonly IndexedFile[] {
    const rows = this.database
      .prepare(`${SELECT_FILES} WHERE files.id IN (SELECT value FROM json_each(?))`)
      .all(JSON.stringify(ids));
    const byId = new Map(rows.map(readFileRow).map((file) => [file.id, file]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  ofModels(wanted: OwnedWish): readonly IndexedFile[] {
    const [column, ids] =
      'modelIds' in wanted ? ['model_id', wanted.modelIds] : ['files.version_id', wanted.versionIds];
    const rows = this.database
      .prepare(
        `${SELECT_FILES} WHERE ${column} IN (SELECT value FROM json_each(?)) AND missing_ms IS NULL
          AND files.id IN (SELECT id FROM listing) ORDER BY path`,
      )
      .all(JSON.stringify(ids));
    return rows.map(readFileRow);
  }

  /** Whether it is known of any file when it was used last. */
  tellsUse(): boolean {
    return (
      this.database.prepare('SELECT 1 FROM listing WHERE used_ms IS NOT NULL LIMIT 1').get() !== undefined
    );
  }

  facets(): LibraryFacets {
    const count = (column: string) =>
      facetRows.parse(
        this.database
          .prepare(
            `SELECT ${column} AS id, count(*) AS count FROM listing GROUP BY ${column} ORDER BY ${column}`,
          )
          .all(),
      );
    return {
      types: count('type').filter(({ id }) => id !== ''),
      baseModels: count('base_model').filter(({ id }) => id !== ''),
      standings: count('standing'),
      tellsUse: this.tellsUse(),
    };
  }
}
