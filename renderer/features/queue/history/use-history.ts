import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo } from 'react';
import type { DownloadView } from '../../../../shared/download/download';
import type { HistoryEntry, HistoryPage } from '../../../../shared/download/history';
import type { DownloadId } from '../../../../shared/ids';
import { ask } from '../../../ipc/api';
import { useDownloadsStore } from '../../../stores/downloads';
import { useQueueView } from '../queue-view';
import { renewHistory } from './renew-history';

const historyKey = ['history'] as const;
/** Many may end in one second, and each is read soon enough. */
const NEWS_MS = 500;

/** What has ended, the latest first, page after page as it is scrolled. */
export function useHistory() {
  const text = useDeferredValue(useQueueView((view) => view.historyText.trim()));
  const query = useInfiniteQuery({
    queryKey: [...historyKey, text],
    queryFn: ({ pageParam }) => ask('downloads.history', { text, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: (previous) => previous,
    staleTime: 0,
    // Who comes back begins at the top, and needs none of the pages below.
    gcTime: 0,
  });
  useNews(text);
  const { data } = query;
  const entries = useMemo(
    () => (data?.pages ?? []).flatMap((page): readonly HistoryEntry[] => page.entries),
    [data],
  );
  return { ...query, entries, isSearch: text !== '' };
}

/** Something has ended, or was taken back: each shows in the lists of the queue. */
function useNews(text: string): void {
  const client = useQueryClient();
  useEffect(() => {
    const queryKey = [...historyKey, text];
    const changed = new Set<DownloadId>();
    let timer: ReturnType<typeof setTimeout> | null = null;
    let isGone = false;

    async function renew(): Promise<void> {
      timer = null;
      const heard = new Set(changed);
      changed.clear();
      const head = await ask('downloads.history', { text, cursor: null }).catch(() => null);
      const shown = client.getQueryData<InfiniteData<HistoryPage, string | null>>(queryKey);
      if (isGone || shown === undefined) return;
      const pages = head && renewHistory(shown.pages, head, heard);
      if (!pages) return void client.invalidateQueries({ queryKey });
      client.setQueryData(queryKey, { pages, pageParams: shown.pageParams.slice(0, pages.length) });
    }

    const unsubscribe = useDownloadsStore.subscribe(({ changes }) => {
      for (const { id, before, after } of changes)
        if (before?.state.kind !== after?.state.kind && (isOver(before) || isOver(after))) changed.add(id);
      if (changed.size > 0) timer ??= setTimeout(() => void renew(), NEWS_MS);
    });
    return () => {
      isGone = true;
      unsubscribe();
      if (timer !== null) clearTimeout(timer);
    };
  }, [client, text]);
}

function isOver(row: DownloadView | undefined): boolean {
  return row === undefined || row.state.kind === 'completed' || row.state.kind === 'cancelled';
}

/** After the history was cleared, nothing of it may be shown from memory. */
export function useForgetHistory(): () => void {
  const client = useQueryClient();
  return () => void client.resetQueries({ queryKey: historyKey });
}
