import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { UpdatePart, UpdateRow } from '../../../shared/updates/updates';
import { api, ask } from '../../ipc/api';
import { useSettingsStore } from '../../stores/settings';
import { useUpdatesStore } from '../../stores/updates';
import { keepWhatHolds, saidRows } from './updates-view';

const PAGE_ROWS = 50;
const KEY = 'updates';
/** While Civitai is asked, lists are others many times a second. */
const RENEW_MS = 700;

/** Main says that something has changed, and not what; what is on screen is read anew. */
function useReadAnew(): void {
  const client = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const unsubscribe = useUpdatesStore.subscribe(({ status }, before) => {
      const partsOf = (each: typeof status) => [each?.revision, each?.ignoredCount, each?.promiseRevision];
      if (partsOf(status).join() === partsOf(before.status).join()) return;
      timer ??= setTimeout(() => {
        timer = null;
        void client.invalidateQueries({ queryKey: [KEY] });
      }, RENEW_MS);
    });
    return () => {
      unsubscribe();
      if (timer !== null) clearTimeout(timer);
    };
  }, [client]);
}

/** The rows of a part, page after page. */
export function useUpdateRows(part: UpdatePart) {
  const query = useInfiniteQuery({
    queryKey: [KEY, part],
    queryFn: ({ pageParam }) => ask('updates.list', { part, offset: pageParam, limit: PAGE_ROWS }),
    initialPageParam: 0,
    getNextPageParam: ({ offset, rows, total }) => {
      const next = offset + rows.length;
      return rows.length > 0 && next < total ? next : null;
    },
    staleTime: 0,
  });
  useReadAnew();
  const { data } = query;
  const rows = useMemo(() => {
    // Between two pages a row may have moved from one to the other.
    const byId = new Map<string, UpdateRow>();
    for (const page of data?.pages ?? []) for (const row of page.rows) byId.set(row.id, row);
    return [...byId.values()];
  }, [data]);
  return { ...query, rows };
}

export function useIgnored() {
  const query = useQuery({
    queryKey: [KEY, 'ignored'],
    queryFn: () => ask('updates.ignored'),
    staleTime: 0,
    gcTime: 0,
  });
  useReadAnew();
  return query;
}

/** What is to become of old files, and has not yet. */
export function usePromises() {
  const query = useQuery({
    queryKey: [KEY, 'promised'],
    queryFn: () => ask('updates.promises'),
    staleTime: 0,
    gcTime: 0,
  });
  useReadAnew();
  return query;
}

/** What there is to tell of one model. */
export function useUpdatesOf(modelId: number): readonly UpdateRow[] {
  const { data } = useQuery({
    queryKey: [KEY, 'model', modelId],
    queryFn: () => ask('updates.ofModel', { modelId }),
    staleTime: 0,
    gcTime: 0,
  });
  useReadAnew();
  return data ?? [];
}

/** What was said of rows is forgotten with them, so that it can neither stand in the way nor meet other files later. */
export function useChoicesThatHold(): void {
  const revision = useUpdatesStore(({ status }) => status?.revision);
  useEffect(() => {
    const ids = saidRows();
    if (revision === undefined || ids.length === 0) return;
    void api.invoke('updates.stillOffered', { ids }).then((answer) => {
      if (answer.ok) keepWhatHolds(ids, answer.value);
    });
  }, [revision]);
}

/** What becomes of an old file unless the user says something else; null until that is known. */
export function useUsualFate() {
  return useSettingsStore(({ settings }) => settings?.oldVersions ?? null);
}
