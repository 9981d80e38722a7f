import type { DownloadView } from '../../shared/download/download';
import type { DownloadId } from '../../shared/ids';

type Rows = (id: DownloadId) => DownloadView | undefined;

/** What one change did to one row; `undefined` where it was not there before, or is not there any more. */
export interface RowChange {
  readonly id: DownloadId;
  readonly before: DownloadView | undefined;
  readonly after: DownloadView | undefined;
}

/** Beyond this many changes at once, sorting anew is quicker than finding each place. */
const MANY = 64;

/**
 * Ids in order, as a new array only when members or places have changed: a row that changes otherwise
 * wakes nobody who looks at the list alone.
 */
export class SortedIds {
  private current: readonly DownloadId[] = [];

  constructor(
    private readonly isMember: (row: DownloadView) => boolean,
    /** Must tell any two rows apart. */
    private readonly order: (a: DownloadView, b: DownloadView) => number,
  ) {}

  get ids(): readonly DownloadId[] {
    return this.current;
  }

  /** @param rows finds rows as they are after the changes */
  apply(changes: readonly RowChange[], rows: Rows): void {
    const leaving = changes.filter(({ before, after }) => this.has(before) && !this.stays(before, after));
    const entering = changes.filter(({ before, after }) => this.has(after) && !this.stays(before, after));
    if (leaving.length === 0 && entering.length === 0) return;
    const next = [...this.current];
    if (leaving.length + entering.length > MANY)
      this.current = this.sortedAnew(next, leaving, entering, rows);
    else {
      this.takeOut(next, leaving, changes, rows);
      for (const { id, after } of entering) if (after) next.splice(this.placeOf(next, after, rows), 0, id);
      this.current = next;
    }
  }

  /** How many stand before the first row of which this is true; it must hold from some place on to the end. */
  countBefore(isReached: (row: DownloadView) => boolean, rows: Rows): number {
    return lowestWhere(this.current.length, (at) => {
      const row = rowAt(this.current, at, rows);
      return row === undefined || isReached(row);
    });
  }

  private has(row: DownloadView | undefined): row is DownloadView {
    return row !== undefined && this.isMember(row);
  }

  private stays(before: DownloadView | undefined, after: DownloadView | undefined): boolean {
    return this.has(before) && this.has(after) && this.order(before, after) === 0;
  }

  private takeOut(
    ids: DownloadId[],
    leaving: readonly RowChange[],
    changes: readonly RowChange[],
    rows: Rows,
  ): void {
    // The list is still in the order of the rows as they were.
    const olds = new Map(changes.map(({ id, before }) => [id, before]));
    const oldRows: Rows = (id) => olds.get(id) ?? rows(id);
    for (const { id, before } of leaving) {
      const at = before === undefined ? -1 : this.placeOf(ids, before, oldRows);
      if (ids[at] === id) ids.splice(at, 1);
    }
  }

  private sortedAnew(
    ids: readonly DownloadId[],
    leaving: readonly RowChange[],
    entering: readonly RowChange[],
    rows: Rows,
  ): readonly DownloadId[] {
    const gone = new Set(leaving.map(({ id }) => id));
    const kept = ids.filter((id) => !gone.has(id));
    return [...kept, ...entering.map(({ id }) => id)]
      .flatMap((id) => rows(id) ?? [])
      .sort(this.order)
      .map(({ id }) => id);
  }

  private placeOf(ids: readonly DownloadId[], row: DownloadView, rows: Rows): number {
    return lowestWhere(ids.length, (at) => {
      const other = rowAt(ids, at, rows);
      return other === undefined || this.order(other, row) >= 0;
    });
  }
}

function rowAt(ids: readonly DownloadId[], at: number, rows: Rows): DownloadView | undefined {
  const id = ids[at];
  return id === undefined ? undefined : rows(id);
}

/** The lowest of `count` places where it is true, found by halving; `count` when it never is. */
function lowestWhere(count: number, isTrue: (at: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isTrue(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
