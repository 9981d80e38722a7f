import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { isWithin } from '../../../shared/civitai/maturity';
import type { MaturityLevel } from '../../../shared/civitai/model';
import type { SearchWish } from '../../../shared/civitai/search';
import type { SearchPage } from '../../../shared/ipc/contract';
import { ask } from '../../ipc/api';
import { downloadsOfModel } from '../../stores/downloads';
import { useSettingsStore } from '../../stores/settings';
import { useViewStore } from '../../stores/view';
import { findInPages, nothingFound } from './found-models';
import { searchQueryKey } from './search-query-key';

/** A filter that hardly anything passes would otherwise walk through the whole catalogue by itself. */
const MOST_FRUITLESS_PAGES = 8;

// An empty page near the end of the list is gone past by both the search and the grid, in one commit; without
// this the second call would ask Civitai for the same page again.
const ONCE = { cancelRefetch: false };

/** What was found at a higher level must not stay on screen while the lower one is searched. */
function isTamer(level: MaturityLevel | null, before: MaturityLevel | null): boolean {
  return level !== null && before !== null && !isWithin(before, level);
}

/** As things are when the page arrives: a card must not vanish under the hand that has just fetched its file. */
async function withoutInstalled(page: SearchPage): Promise<SearchPage> {
  const owned = await ask('library.owned', { modelIds: page.items.map(({ id }) => id) });
  const inLibrary = new Set(owned.map(({ modelId }) => modelId));
  const items = page.items.filter(
    ({ id }) => !inLibrary.has(id) && !downloadsOfModel(id).some(({ state }) => state.kind === 'completed'),
  );
  return { ...page, items, leftOutCount: page.leftOutCount + page.items.length - items.length };
}

/** The models of the search in the view store. */
export function useModelSearch() {
  return useModelsFor(useViewStore((state) => state.search));
}

/** The models that a wish finds, page after page, each of them once. */
export function useModelsFor(wish: SearchWish) {
  const maturity = useSettingsStore((state) => state.settings?.maturity ?? null);
  const preference = useSettingsStore((state) => state.settings?.preference ?? null);

  const query = useInfiniteQuery({
    queryKey: searchQueryKey(wish, maturity, preference),
    queryFn: async ({ pageParam, signal }) => {
      const page = await ask('catalogue.search', { ...wish, maturity: maturity ?? 'PG', cursor: pageParam });
      // Main calls off a search that another takes the place of. Because this looks at the signal, such a search
      // is one that was never asked, and not one that failed, when the user comes back to it.
      signal.throwIfAborted();
      return wish.hidesInstalled ? withoutInstalled(page) : page;
    },
    initialPageParam: null as string | null,
    // A cursor that comes again would go round in circles.
    getNextPageParam: ({ nextCursor }, _pages, _param, usedCursors) =>
      nextCursor !== null && !usedCursors.includes(nextCursor) ? nextCursor : null,
    // Without the settings it is not known what the user wants to see.
    enabled: maturity !== null,
    placeholderData: (previous, query) =>
      isTamer(maturity, query?.queryKey[1].maturity ?? null) ? undefined : previous,
    staleTime: Number.POSITIVE_INFINITY,
    // A page that has come stays the same object; comparing all of them with every new one would take longer and longer.
    structuralSharing: false,
  });

  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query;

  const known = useRef(nothingFound);
  const found = useMemo(() => findInPages(known.current, data?.pages ?? []), [data]);
  useEffect(() => {
    known.current = found;
  }, [found]);

  const goesOnByItself = found.fruitlessPages > 0 && found.fruitlessPages % MOST_FRUITLESS_PAGES !== 0;
  useEffect(() => {
    if (goesOnByItself && hasNextPage && !isFetching && !isError) void fetchNextPage(ONCE);
  }, [goesOnByItself, hasNextPage, isFetching, isError, fetchNextPage]);

  return {
    ...query,
    models: found.models,
    skippedCount: found.skippedCount,
    leftOutCount: found.leftOutCount,
    hasWords: wish.text !== '',
    searchKey: JSON.stringify({ ...wish, maturity }),
    /** Many pages in a row held nothing, so going on is the user's decision. */
    isStuck: found.fruitlessPages > 0 && !goesOnByItself && hasNextPage,
    loadMore: () => {
      if (hasNextPage && !isFetching) void fetchNextPage(ONCE);
    },
  };
}

export type ModelSearch = ReturnType<typeof useModelSearch>;
