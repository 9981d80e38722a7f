import type { HistoryEntry, HistoryPage } from '../../../../shared/download/history';
import type { DownloadId } from '../../../../shared/ids';

/**
 * The pages as they are now, from a newly asked first page: each download stands in the history once, so
 * one that has ended anew, or was taken up again, has left its old place.
 *
 * @param changed downloads of which something was heard since the pages were read
 * @returns null when the first page does not reach down to what is known, and all must be asked for anew
 */
export function renewHistory(
  pages: readonly HistoryPage[],
  head: HistoryPage,
  changed: ReadonlySet<DownloadId>,
): readonly HistoryPage[] | null {
  const [first, ...others] = pages;
  if (first === undefined || head.nextCursor === null) return [head];
  const known = new Set(pages.flatMap(({ entries }) => entries.map(keyOf)));
  if (!head.entries.some((entry) => known.has(keyOf(entry)))) return null;
  const fresh = new Set(head.entries.map(({ id }) => id));
  const reachesMs = head.entries.at(-1)?.atMs ?? 0;
  const older = ({ entries }: HistoryPage) =>
    entries.filter(({ id, atMs }) => !fresh.has(id) && !changed.has(id) && atMs <= reachesMs);
  return [
    { entries: [...head.entries, ...older(first)], nextCursor: first.nextCursor },
    ...others.map((page) => ({ entries: older(page), nextCursor: page.nextCursor })),
  ];
}

function keyOf({ id, atMs }: HistoryEntry): string {
  return `${id} ${atMs}`;
}
