import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../../shared/failure';
import type { LibraryEntry } from '../../../shared/library/library';
import { api } from '../../ipc/api';
import { useLibraryStore } from '../../stores/library';
import { LibraryPages, PAGE_ENTRIES } from './library-pages';
import { useLibraryView } from './library-view';

/** While a scan runs, the list is another one many times a second. */
const RENEW_MS = 700;

interface LibraryList {
  /** Null until main has answered. */
  readonly total: number | null;
  readonly failure: Failure | null;
  /** What is on screen suits another wish, while this one is on its way. */
  readonly isStale: boolean;
  readonly entryAt: (index: number) => LibraryEntry | null;
  readonly look: (first: number, last: number) => void;
  readonly renew: () => void;
}

type Shown = Parameters<ConstructorParameters<typeof LibraryPages>[1]>[0];

/** The entries that suit how the library is looked at, as far as they are on screen. */
export function useLibraryList(): LibraryList {
  const wish = useLibraryView();
  const [shown, setShown] = useState<Shown | null>(null);
  const [pages] = useState(
    () =>
      new LibraryPages(
        (asked, offset, limit) => api.invoke('library.list', { wish: asked, offset, limit }),
        setShown,
      ),
  );
  useEffect(() => pages.look(wish, 0, PAGE_ENTRIES - 1), [pages, wish]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const unsubscribe = useLibraryStore.subscribe(({ status }, before) => {
      if (status?.revision === before.status?.revision) return;
      timer ??= setTimeout(() => {
        timer = null;
        pages.renew();
      }, RENEW_MS);
    });
    return () => {
      unsubscribe();
      if (timer !== null) clearTimeout(timer);
    };
  }, [pages]);
  const entryAt = (index: number) =>
    shown?.pages.get(Math.floor(index / PAGE_ENTRIES))?.[index % PAGE_ENTRIES] ?? null;
  const look = useCallback((first: number, last: number) => pages.look(wish, first, last), [pages, wish]);
  return {
    total: shown?.total ?? null,
    failure: shown?.failure ?? null,
    isStale: shown !== null && shown.wish !== wish,
    entryAt,
    look,
    renew: () => pages.renew(),
  };
}
