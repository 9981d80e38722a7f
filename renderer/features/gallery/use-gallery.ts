import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { GalleryImage, GallerySort, GallerySubject } from '../../../shared/civitai/images';
import type { Period } from '../../../shared/civitai/search';
import { ask } from '../../ipc/api';
import { useSettingsStore } from '../../stores/settings';

/** Pages that hold nothing at the chosen level would otherwise be walked through for ever. */
const MOST_FRUITLESS_PAGES = 8;
const ONCE = { cancelRefetch: false };

export interface GalleryWish {
  readonly subject: GallerySubject;
  readonly sort: GallerySort;
  readonly period: Period;
}

/** The pictures of a subject, page after page, each of them once. */
export function useGallery(wish: GalleryWish) {
  const maturity = useSettingsStore((state) => state.settings?.maturity ?? null);
  const query = useInfiniteQuery({
    queryKey: ['images', wish, maturity],
    queryFn: ({ pageParam }) =>
      ask('catalogue.images', { ...wish, maturity: maturity ?? 'PG', cursor: pageParam }),
    initialPageParam: null as string | null,
    // A cursor that comes again would go round in circles.
    getNextPageParam: ({ nextCursor }, _pages, _param, usedCursors) =>
      nextCursor !== null && !usedCursors.includes(nextCursor) ? nextCursor : null,
    // Without the settings it is not known what the user wants to see.
    enabled: maturity !== null,
  });
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query;

  const found = useMemo(() => {
    const byId = new Map<number, GalleryImage>();
    let skippedCount = 0;
    let fruitlessPages = 0;
    for (const page of data?.pages ?? []) {
      const before = byId.size;
      for (const image of page.items) if (!byId.has(image.id)) byId.set(image.id, image);
      skippedCount += page.skippedCount;
      fruitlessPages = byId.size === before ? fruitlessPages + 1 : 0;
    }
    return { images: [...byId.values()], skippedCount, fruitlessPages };
  }, [data]);

  const goesOnByItself = found.fruitlessPages > 0 && found.fruitlessPages < MOST_FRUITLESS_PAGES;
  useEffect(() => {
    if (goesOnByItself && hasNextPage && !isFetching && !isError) void fetchNextPage(ONCE);
  }, [goesOnByItself, hasNextPage, isFetching, isError, fetchNextPage]);

  return {
    ...query,
    ...found,
    galleryKey: `gallery ${JSON.stringify({ ...wish, maturity })}`,
    loadMore: () => {
      if (hasNextPage && !isFetching) void fetchNextPage(ONCE);
    },
  };
}

export type GalleryView = ReturnType<typeof useGallery>;
