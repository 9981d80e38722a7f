import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Seen } from '../../../shared/civitai/seen';
import { ask } from '../../ipc/api';

export interface NamedEntry {
  readonly name: string;
  /** Null where the service does not say. */
  readonly modelCount: number | null;
}

interface NamesPage {
  readonly items: readonly NamedEntry[];
  readonly nextCursor: string | null;
  readonly seen: Seen;
}

async function askNames(list: 'creators' | 'tags', text: string, cursor: string | null): Promise<NamesPage> {
  if (list === 'tags') return ask('catalogue.tags', { text, cursor });
  const { items, nextCursor, seen } = await ask('catalogue.creators', { text, cursor });
  return {
    nextCursor,
    seen,
    items: items.map(({ username, modelCount }) => ({ name: username, modelCount })),
  };
}

/** Creators or tags whose name holds the text, page after page, each of them once. */
export function useNames(list: 'creators' | 'tags', text: string) {
  const query = useInfiniteQuery({
    queryKey: [list, text],
    queryFn: ({ pageParam }) => askNames(list, text, pageParam),
    initialPageParam: null as string | null,
    // A cursor that comes again would go round in circles.
    getNextPageParam: ({ nextCursor }, _pages, _param, usedCursors) =>
      nextCursor !== null && !usedCursors.includes(nextCursor) ? nextCursor : null,
    placeholderData: keepPreviousData,
  });
  const { data } = query;
  const names = useMemo(() => {
    const byName = new Map<string, NamedEntry>();
    for (const { items } of data?.pages ?? [])
      for (const entry of items) if (!byName.has(entry.name)) byName.set(entry.name, entry);
    return [...byName.values()];
  }, [data]);
  return { ...query, names };
}
