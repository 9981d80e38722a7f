import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLibraryStore } from '../../stores/library';

/** Asks anew once the library is another one, and not with each of the many changes a second of a scan. */
export function useLibraryRenewal(queryKey: QueryKey, renewMs: number): void {
  const client = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const unsubscribe = useLibraryStore.subscribe(({ status }, before) => {
      if (status?.revision === before.status?.revision) return;
      timer ??= setTimeout(() => {
        timer = null;
        void client.invalidateQueries({ queryKey });
      }, renewMs);
    });
    return () => {
      unsubscribe();
      if (timer !== null) clearTimeout(timer);
    };
  }, [client, queryKey, renewMs]);
}
