import type { InfiniteData, Query, QueryClient, QueryFunction } from '@tanstack/react-query';
import type { Seen } from '../../shared/civitai/seen';
import { ageOf } from './answer-age';

type State = Seen['state'];
type Pages = InfiniteData<unknown, unknown>;

/** Lists that are being read anew, and the states that have been asked for meanwhile. */
const underWay = new WeakMap<Query, Set<State>>();
/** Lists that nobody looks at, and what is to be read anew when somebody does. */
const postponed = new WeakMap<Query, Set<State>>();

/** Asks main anew for what is kept here in one of these states: answers as a whole, of lists only those pages. */
export async function readAnew(client: QueryClient, ...states: readonly State[]): Promise<void> {
  const found = client.getQueryCache().findAll({ predicate: (query) => isIn(query.state.data, states) });
  await Promise.all(found.map((query) => readQueryAnew(client, query, states)));
}

/** The same for one query. */
export async function readQueryAnew(
  client: QueryClient,
  query: Query,
  states: readonly State[],
): Promise<void> {
  if (pagesOf(query) === null) await client.invalidateQueries({ queryKey: query.queryKey, exact: true });
  else if (query.isActive()) await readPagesAnew(client, query, states);
  else postponed.set(query, new Set([...(postponed.get(query) ?? []), ...states]));
}

/** To be told of each query that somebody begins to look at. */
export function readPostponed(client: QueryClient, query: Query): void {
  const states = postponed.get(query);
  if (states === undefined) return;
  postponed.delete(query);
  void readPagesAnew(client, query, [...states]);
}

/**
 * One page after the other, and only those in these states: a list may have hundreds of pages, and each of
 * them is renewed by itself. A page that arrives takes the place of the one it was asked for.
 */
async function readPagesAnew(client: QueryClient, query: Query, states: readonly State[]): Promise<void> {
  const more = underWay.get(query);
  if (more !== undefined) {
    for (const state of states) more.add(state);
    return;
  }
  const wanted = new Set(states);
  underWay.set(query, wanted);
  try {
    while (wanted.size > 0) {
      const round = [...wanted];
      wanted.clear();
      for (const page of pagesOf(query)?.pages ?? []) {
        if (isIn(page, round) && query.isActive()) await readPageAnew(client, query, page);
      }
    }
  } finally {
    underWay.delete(query);
  }
}

async function readPageAnew(client: QueryClient, query: Query, page: unknown): Promise<void> {
  const param = paramOf(query, page);
  const { queryFn } = query.options;
  if (param === undefined || typeof queryFn !== 'function') return;
  // Only lists come here, and what asks for a page of a list takes where the page begins.
  const ask = queryFn as QueryFunction<unknown, typeof query.queryKey, unknown>;
  const { queryKey } = query;
  const context = {
    client,
    queryKey,
    pageParam: param.value,
    meta: undefined,
    direction: 'forward',
  } as const;
  try {
    const renewed = await ask({ ...context, signal: new AbortController().signal });
    // The next page is put behind those that were there when it was asked for.
    while (query.state.fetchStatus === 'fetching') await query.promise?.catch(() => undefined);
    client.setQueryData<Pages>(queryKey, (list) => {
      const place = list?.pages.indexOf(page) ?? -1;
      return list === undefined || place === -1 ? list : { ...list, pages: list.pages.with(place, renewed) };
    });
  } catch {
    // What was shown stays, as old as it says.
  }
}

function paramOf(query: Query, page: unknown): { readonly value: unknown } | undefined {
  const list = pagesOf(query);
  const place = list?.pages.indexOf(page) ?? -1;
  return list === null || place === -1 ? undefined : { value: list.pageParams[place] };
}

function pagesOf({ state: { data } }: Query): Pages | null {
  if (typeof data !== 'object' || data === null || !('pages' in data) || !('pageParams' in data)) return null;
  // Lists of the catalogue are the only things kept here with these two members.
  return data as Pages;
}

function isIn(kept: unknown, states: readonly State[]): boolean {
  const pages = typeof kept === 'object' && kept !== null && 'pages' in kept ? kept.pages : null;
  if (Array.isArray(pages)) return pages.some((page) => isIn(page, states));
  const age = ageOf(kept);
  return age !== null && states.includes(age.state);
}
