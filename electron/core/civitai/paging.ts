import { z } from 'zod';
import { flag, number, text } from './wire-parts';

/** In front of a page number that stands for a cursor: some lists, and the old dialect, have pages only. */
const PAGE_MARK = 'page:';
/** Behind it the service refuses for good (API note 0.5), whatever the size of a page. */
const LAST_PAGE = 1_000;

/** What an answer says of the pages around it; any of it may be missing (API note 1.10). */
export const wirePaging = z
  .object({
    nextCursor: z.union([z.string(), z.number()]).nullish().catch(null),
    nextPage: text,
    currentPage: number,
    totalPages: number,
    hasMore: flag,
  })
  .nullish()
  .catch(null);

/** The entries of an answer are read one by one, so that a broken one costs itself alone. */
export const wirePage = z.object({ items: z.array(z.unknown()), metadata: wirePaging });

/** Entries of one page, exact; `skippedCount` tells how many could not be understood. */
export interface ReadPage<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
  readonly skippedCount: number;
}

/**
 * Reads a list that pages by cursor or by page; null for what is no list. An entry whose id came before on
 * the same page is dropped, and a cursor that leads back to this page ends the list.
 *
 * @param read null for an entry that cannot be understood
 * @param cursor of the page that was asked for; null for the first one
 */
export function readPage<Item>(
  answer: unknown,
  read: (entry: unknown) => { readonly key: string | number; readonly item: Item } | null,
  cursor: string | null,
): ReadPage<Item> | null {
  const page = wirePage.safeParse(answer);
  if (!page.success) return null;
  const byKey = new Map<string | number, Item>();
  let skippedCount = 0;
  for (const entry of page.data.items) {
    const found = read(entry);
    if (found === null) skippedCount += 1;
    else if (!byKey.has(found.key)) byKey.set(found.key, found.item);
  }
  return { items: [...byKey.values()], nextCursor: cursorAfter(page.data.metadata, cursor), skippedCount };
}

/**
 * Where the next page begins, from either dialect: a cursor, the page number in `nextPage`, or the page
 * behind this one of several. Nothing else of that address is used. Null on the last page, and for a cursor
 * that would give the same page again for ever.
 */
export function cursorAfter(metadata: z.infer<typeof wirePaging>, cursor: string | null): string | null {
  const next = nextOf(metadata);
  if (next === null || next === cursor || next.length > 500) return null;
  const from = pageOf(cursor) ?? 1;
  const to = pageOf(next);
  // Pages only go up: one that leads back would never end.
  return to !== null && (to <= from || to > LAST_PAGE) ? null : next;
}

function nextOf(metadata: z.infer<typeof wirePaging>): string | null {
  const cursor = metadata?.nextCursor ?? null;
  if (cursor !== null && cursor !== '') return String(cursor);
  const nextPage = metadata?.nextPage ?? '';
  if (URL.canParse(nextPage)) {
    const { searchParams: params } = new URL(nextPage);
    const page = params.get('page');
    return params.get('cursor') ?? (page !== null && /^\d{1,6}$/.test(page) ? PAGE_MARK + page : null);
  }
  const current = metadata?.currentPage;
  if (!Number.isInteger(current)) return null;
  const hasMore = metadata?.hasMore ?? Number(metadata?.totalPages ?? 0) > Number(current);
  return hasMore ? `${PAGE_MARK}${Number(current) + 1}` : null;
}

function pageOf(cursor: string | null): number | null {
  const digits = /^page:(\d{1,6})$/.exec(cursor ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}

/** `page` and `cursor` never travel together: with both, the service's own link leads back to its start. */
export function pagingParams(cursor: string | null): readonly (readonly [string, string])[] {
  if (cursor === null) return [];
  const page = pageOf(cursor);
  return [page === null ? ['cursor', cursor] : ['page', String(page)]];
}
