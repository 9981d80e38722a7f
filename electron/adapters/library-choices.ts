import type Database from 'libsql';
import { z } from 'zod';
import type { Failure } from '../../shared/failure';
import type { ChosenSummary, LibraryChoice } from '../../shared/library/library';
import type { Result } from '../../shared/result';
import type { ChoiceStore, ChosenFile, ListedWish, WishedFolders } from '../core/library/choices';
import { askedRows } from './library-list';
import { IS_THERE } from './library-tables';
import { askDatabase } from './sqlite';

const CONDITIONS = {
  all: 'true',
  there: IS_THERE,
  lost: `standing IN ('missing', 'damaged', 'incomplete')`,
  renewable: `standing IN ('missing', 'damaged', 'incomplete', 'noModel', 'changed')`,
  recognised: `standing IN ('known', 'edited')`,
} as const;

const chosenRows = z.array(z.object({ id: z.number(), bytes: z.number() }));
const idRows = z.array(z.object({ id: z.number() }));
const summaryRow = z.object({
  files: z.number(),
  bytes: z.number(),
  there: z.number(),
  thereBytes: z.number(),
  lost: z.number(),
  recognised: z.number(),
  elsewhere: z.number(),
  mark: z.string(),
});

/** What of the index somebody has chosen. */
export class SqliteChoices implements ChoiceStore {
  constructor(
    private readonly path: string,
    private readonly database: Database.Database,
  ) {}

  chosen(
    choice: LibraryChoice,
    which: keyof typeof CONDITIONS,
    below: WishedFolders,
  ): Result<readonly ChosenFile[], Failure> {
    return this.read(() => {
      const { where, order, values } = rowsOf(choice, below);
      const question = `SELECT id, bytes FROM listing WHERE ${where} AND ${CONDITIONS[which]} ORDER BY ${order}`;
      return chosenRows.parse(this.database.prepare(question).all(values));
    });
  }

  summary(choice: LibraryChoice, below: WishedFolders, shown: ListedWish): Result<ChosenSummary, Failure> {
    return this.read(() => {
      const { where, values } = rowsOf(choice, below);
      const list = askedRows(shown.wish, shown.below);
      const isShown = list.where === '' ? 'true' : `(${list.where.replace(/^WHERE /, '')})`;
      const count = (condition: string) => `coalesce(sum(${condition}), 0)`;
      const found = summaryRow.parse(
        this.database
          .prepare(`
            SELECT count(*) AS files, coalesce(sum(bytes), 0) AS bytes, ${count(CONDITIONS.there)} AS there,
              coalesce(sum(bytes) FILTER (WHERE ${CONDITIONS.there}), 0) AS thereBytes,
              ${count(CONDITIONS.lost)} AS lost, ${count(CONDITIONS.recognised)} AS recognised,
              ${count(`NOT ${isShown}`)} AS elsewhere,
              concat_ws(' ', count(*), sum(bytes), sum(id), sum(id * (id % 8191)), ${count(CONDITIONS.there)},
                ${count(CONDITIONS.recognised)}) AS mark
            FROM listing WHERE ${where}
          `)
          .get([...list.values, ...values]),
      );
      return {
        fileCount: found.files,
        bytes: found.bytes,
        thereCount: found.there,
        thereBytes: found.thereBytes,
        lostCount: found.lost,
        recognisedCount: found.recognised,
        elsewhereCount: found.elsewhere,
        mark: found.mark,
      };
    });
  }

  between({ wish, below }: ListedWish, fromId: number, toId: number): Result<readonly number[], Failure> {
    return this.read(() => {
      const { where, order, values } = askedRows(wish, below);
      const ids = idRows
        .parse(this.database.prepare(`SELECT id FROM listing ${where} ORDER BY ${order}`).all([...values]))
        .map(({ id }) => id);
      const [from, to] = [ids.indexOf(fromId), ids.indexOf(toId)];
      return from === -1 || to === -1 ? [toId] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
    });
  }

  private read<T>(work: () => T): Result<T, Failure> {
    return askDatabase(this.path, work);
  }
}

function rowsOf(choice: LibraryChoice, below: WishedFolders) {
  if (choice.kind === 'files')
    return {
      where: 'id IN (SELECT value FROM json_each(?))',
      order: 'name, id',
      values: [JSON.stringify(choice.ids)],
    };
  const { where, order, values } = askedRows(choice.wish, below);
  const isChosen = 'id NOT IN (SELECT value FROM json_each(?))';
  return {
    where: where === '' ? isChosen : `${where.replace(/^WHERE /, '')} AND ${isChosen}`,
    order,
    values: [...values, JSON.stringify(choice.exceptIds)],
  };
}
