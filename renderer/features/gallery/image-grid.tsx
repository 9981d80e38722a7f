import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { measureGrid, PADDING } from '../discover/grid-layout';
import { recallPlace, rememberPlace } from '../discover/grid-memory';
import { useElementSize } from '../discover/use-element-size';
import { GalleryEnd } from './gallery-end';
import { ImageCard } from './image-card';
import { ImageViewer } from './image-viewer';
import type { GalleryView } from './use-gallery';
import { useImageFocus } from './use-image-focus';
import '../discover/model-grid.css';

/** Rows from the end at which the next page is asked for: about one screen ahead. */
const ROWS_AHEAD = 3;

/** Draws only the rows on screen and the one in focus, however many pictures there are. */
export function ImageGrid({ gallery }: { readonly gallery: GalleryView }) {
  const { t } = useTranslation('gallery');
  const { images, galleryKey, hasNextPage, isFetching, isError, loadMore } = gallery;
  const [openIndex, setOpenIndex] = useState<number | null>(null);
  const scrollRef = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(scrollRef);
  const { columnCount, rowHeight } = measureGrid(width);
  const rowCount = width === 0 ? 0 : Math.ceil(images.length / columnCount);
  const [place] = useState(() => recallPlace(galleryKey));
  const focusedRow = useRef(0);
  const rangeExtractor = useCallback((range: Range) => {
    const rows = defaultRangeExtractor(range);
    // The focused picture stays in the document, or scrolling with the mouse would lose the focus.
    return rows.includes(focusedRow.current) || focusedRow.current >= range.count
      ? rows
      : [...rows, focusedRow.current].sort((a, b) => a - b);
  }, []);
  const virtualizer = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    paddingStart: PADDING,
    scrollPaddingStart: PADDING,
    scrollPaddingEnd: PADDING,
    overscan: 2,
    rangeExtractor,
  });
  const pageRows = Math.max(1, Math.floor(height / rowHeight));
  const focus = useImageFocus({
    images,
    columnCount,
    pageRows,
    virtualizer,
    initialId: place.focusedId,
    onOpen: setOpenIndex,
  });
  focusedRow.current = Math.floor(focus.focusedIndex / columnCount);

  // Other columns make other rows; the same pictures stay in view.
  const known = useRef<{ columnCount: number; rowHeight: number } | null>(null);
  useLayoutEffect(() => {
    const element = scrollRef.current;
    if (!element || rowCount === 0) return;
    const before = known.current;
    known.current = { columnCount, rowHeight };
    if (before === null) element.scrollTop = place.scrollTop;
    else if (before.columnCount !== columnCount || before.rowHeight !== rowHeight) {
      const first = Math.round(element.scrollTop / before.rowHeight) * before.columnCount;
      virtualizer.measure();
      element.scrollTop = Math.floor(first / columnCount) * rowHeight;
    }
  }, [columnCount, rowHeight, rowCount, place, virtualizer]);

  const { rememberedId } = focus;
  useLayoutEffect(() => {
    const element = scrollRef.current;
    return () => {
      if (element) rememberPlace(galleryKey, { scrollTop: element.scrollTop, focusedId: rememberedId });
    };
  }, [galleryKey, rememberedId]);

  const rows = virtualizer.getVirtualItems();
  const seenRow = Math.max(rows.at(-1)?.index ?? 0, Math.floor((openIndex ?? 0) / columnCount));
  const isNearEnd = rowCount > 0 && seenRow >= rowCount - ROWS_AHEAD;
  const wantsMore = isNearEnd && hasNextPage && !isFetching && !isError;
  useEffect(() => {
    if (wantsMore) loadMore();
  }, [wantsMore, loadMore]);

  return (
    <>
      <div ref={scrollRef} className="model-grid-scroll">
        {/* biome-ignore lint/a11y/useSemanticElements: rows are placed by hand, which a table cannot be. */}
        <div
          role="grid"
          aria-label={t('grid')}
          aria-rowcount={hasNextPage ? -1 : rowCount}
          aria-colcount={columnCount}
          aria-busy={isFetching}
          className="model-grid"
          style={{ height: virtualizer.getTotalSize() }}
          onKeyDown={focus.onKeyDown}
        >
          {rows.map((row) => (
            // biome-ignore lint/a11y/useSemanticElements: rows are placed by hand, which a table cannot be.
            <div
              key={row.key}
              role="row"
              tabIndex={-1}
              aria-rowindex={row.index + 1}
              className="model-grid-row model-grid-placed"
              style={{
                gridTemplateColumns: `repeat(${columnCount}, minmax(0, 1fr))`,
                transform: `translateY(${row.start}px)`,
              }}
            >
              {images.slice(row.index * columnCount, (row.index + 1) * columnCount).map((image, column) => (
                <ImageCard
                  key={image.id}
                  image={image}
                  index={row.index * columnCount + column}
                  column={column + 1}
                  isTabbable={image.id === focus.focusedId}
                  onFocus={focus.setFocusedId}
                  onOpen={setOpenIndex}
                  register={focus.registerCell}
                />
              ))}
            </div>
          ))}
        </div>
        <GalleryEnd gallery={gallery} />
      </div>
      <ImageViewer
        images={images}
        isComplete={!hasNextPage}
        index={openIndex}
        onIndexChange={(index) => {
          if (index === null && openIndex !== null) focus.showIndex(openIndex);
          setOpenIndex(index);
        }}
      />
    </>
  );
}
