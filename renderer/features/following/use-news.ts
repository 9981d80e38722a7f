import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { NewVersion } from '../../../shared/following/following';
import { ask } from '../../ipc/api';
import { useFollowingStore } from '../../stores/following';
import { useSettingsStore } from '../../stores/settings';

const NEWS = 'following news';
const FOLLOWS = 'followed';

/** Main says that something has changed, and not what; both lists are short ways to it. */
function useReadAnew(key: string): void {
  const client = useQueryClient();
  useEffect(
    () =>
      useFollowingStore.subscribe(({ changes }, before) => {
        if (changes !== before.changes) void client.invalidateQueries({ queryKey: [key] });
      }),
    [client, key],
  );
}

/** New versions at the chosen level of maturity, the newest first, page after page. */
export function useNews() {
  const maturity = useSettingsStore((state) => state.settings?.maturity ?? null);
  const query = useInfiniteQuery({
    // Main knows the level by itself; another one is another list.
    queryKey: [NEWS, maturity],
    queryFn: ({ pageParam }) => ask('following.news', { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: 0,
  });
  useReadAnew(NEWS);
  const { data } = query;
  const versions = useMemo(() => {
    const byId = new Map<number, NewVersion>();
    for (const page of data?.pages ?? [])
      for (const version of page.versions) byId.set(version.versionId, version);
    return [...byId.values()];
  }, [data]);
  return { ...query, versions, aboveLevelCount: data?.pages.at(-1)?.aboveLevelCount ?? 0 };
}

/** Everything that is followed, by name. */
export function useFollows() {
  const maturity = useSettingsStore((state) => state.settings?.maturity ?? null);
  const query = useQuery({
    queryKey: [FOLLOWS, maturity],
    queryFn: () => ask('following.list'),
    staleTime: 0,
    gcTime: 0,
  });
  useReadAnew(FOLLOWS);
  return query;
}
