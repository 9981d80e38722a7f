import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo } from 'react';
import type { DownloadView } from '../../../../shared/download/download';
import type { HistoryEntry } from '../../../../shared/download/history';
import { ask } from '../../../ipc/api';
import { useDownloadsStore } from '../../../stores/downloads';
import { useQueueView } from '../queue-view';

const historyKey = ['history'] as const;

/** What has ended, the latest first, page after page as it is scrolled. */
export function useHistory() {
  const client = useQueryClient();
  const text = useDeferredValue(useQueueView((view) => view.historyText.trim()));
  const query = useInfiniteQuery({
    queryKey: [...historyKey, text],
    queryFn: ({ pageParam }) => ask('downloads.history', { text, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: (previous) => previous,
    staleTime: 0,
  });
  // Something has ended, or was taken back: each shows in the lists of the queue.
  useEffect(
    () =>
      useDownloadsStore.subscribe(({ changes }) => {
        const isOver = (row: DownloadView | undefined) =>
          row === undefined || row.state.kind === 'completed' || row.state.kind === 'cancelled';
        const hasNews = changes.some(
          ({ before, after }) =>
            before?.state.kind !== after?.state.kind && (isOver(before) || isOver(after)),
        );
        if (hasNews) void client.invalidateQueries({ queryKey: historyKey });
      }),
    [client],
  );
  const { data } = query;
  const entries = useMemo(
    () => (data?.pages ?? []).flatMap((page): readonly HistoryEntry[] => page.entries),
    [data],
  );
  return { ...query, entries, isSearch: text !== '' };
}

/** After the history was cleared, nothing of it may be shown from memory. */
export function useForgetHistory(): () => void {
  const client = useQueryClient();
  return () => void client.resetQueries({ queryKey: historyKey });
}
