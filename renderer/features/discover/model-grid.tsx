import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useViewStore } from '../../stores/view';
import { GridEnd } from './grid-end';
import { measureGrid, PADDING } from './grid-layout';
import { recallPlace, rememberPlace } from './grid-memory';
import { ModelCard } from './model-card';
import { useElementSize } from './use-element-size';
import { useGridFocus } from './use-grid-focus';
import type { ModelSearch } from './use-model-search';
import './model-grid.css';

/** Rows from the end at which the next page is asked for: about one screen ahead. */
const ROWS_AHEAD = 3;

export function ModelGrid({ search }: { readonly search: ModelSearch }) {
  const { t } = useTranslation('discover');
  const { models, searchKey, isPlaceholderData, isFetching, hasNextPage, isError, loadMore } = search;
  const scrollRef = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(scrollRef);
  const { columnCount, rowHeight } = measureGrid(width);
  const rowCount = width === 0 ? 0 : Math.ceil(models.length / columnCount);
  const place = useRef(recallPlace(searchKey));
  const peekedModelId = useViewStore((state) => state.peekedModelId);

  const focusedRow = useRef(0);
  const rangeExtractor = useCallback((range: Range) => {
    const rows = defaultRangeExtractor(range);
    // The focused card stays in the document, or scrolling with the mouse would lose the focus.
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
  const focus = useGridFocus({
    models,
    columnCount,
    pageRows,
    virtualizer,
    initialId: place.current.focusedId,
  });
  focusedRow.current = Math.floor(focus.focusedIndex / columnCount);

  useKeepPlace({ scrollRef, virtualizer, columnCount, rowHeight, place, rowCount });
  const { focusedId, rememberedId } = focus;
  // Before the element leaves the document, because afterwards it no longer knows how far it was scrolled.
  useLayoutEffect(() => {
    if (isPlaceholderData) return;
    const element = scrollRef.current;
    return () => {
      if (element) rememberPlace(searchKey, { scrollTop: element.scrollTop, focusedId: rememberedId });
    };
  }, [searchKey, rememberedId, isPlaceholderData]);

  const rows = virtualizer.getVirtualItems();
  const lastRow = rows.at(-1)?.index ?? 0;
  const isNearEnd = rowCount > 0 && lastRow >= rowCount - ROWS_AHEAD;
  const wantsMore = isNearEnd && hasNextPage && !isFetching && !isError && !search.isStuck;
  useEffect(() => {
    if (wantsMore && !isPlaceholderData) loadMore();
  }, [wantsMore, isPlaceholderData, loadMore]);

  return (
    <div ref={scrollRef} className="model-grid-scroll" data-stale={isPlaceholderData || undefined}>
      {/* biome-ignore lint/a11y/useSemanticElements: rows are placed by hand, which a table cannot be. */}
      <div
        role="grid"
        aria-label={t('grid')}
        aria-rowcount={hasNextPage ? -1 : rowCount}
        aria-colcount={columnCount}
        aria-busy={isFetching}
        className="model-grid"
        style={{ height: virtualizer.getTotalSize() }}
        {...focus.gridProps}
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
            {models.slice(row.index * columnCount, (row.index + 1) * columnCount).map((model, column) => (
              <ModelCard
                key={model.id}
                model={model}
                column={column + 1}
                isTabbable={model.id === focusedId}
                isPeeked={model.id === peekedModelId}
                onFocus={focus.setFocusedId}
                register={focus.registerCell}
              />
            ))}
          </div>
        ))}
      </div>
      <GridEnd search={search} />
    </div>
  );
}

interface KeepPlaceInput {
  readonly scrollRef: { readonly current: HTMLDivElement | null };
  readonly virtualizer: ReturnType<typeof useVirtualizer<HTMLDivElement, Element>>;
  readonly columnCount: number;
  readonly rowHeight: number;
  readonly rowCount: number;
  readonly place: { readonly current: { readonly scrollTop: number } };
}

/** Comes back to where the user was, and keeps the same models in view when the columns change. */
function useKeepPlace({ scrollRef, virtualizer, columnCount, rowHeight, rowCount, place }: KeepPlaceInput) {
  const known = useRef<{ columnCount: number; rowHeight: number } | null>(null);
  const isReady = rowCount > 0;
  useLayoutEffect(() => {
    const element = scrollRef.current;
    if (!element || !isReady) return;
    const before = known.current;
    known.current = { columnCount, rowHeight };
    if (before === null) {
      element.scrollTop = place.current.scrollTop;
      return;
    }
    if (before.columnCount === columnCount && before.rowHeight === rowHeight) return;
    const firstModel = Math.round(element.scrollTop / before.rowHeight) * before.columnCount;
    virtualizer.measure();
    element.scrollTop = Math.floor(firstModel / columnCount) * rowHeight;
  }, [scrollRef, virtualizer, columnCount, rowHeight, isReady, place]);
}
