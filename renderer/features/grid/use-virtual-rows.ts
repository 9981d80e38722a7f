import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback } from 'react';
import { PADDING } from './grid-layout';

interface VirtualRows {
  readonly scrollRef: RefObject<HTMLDivElement | null>;
  readonly rowCount: number;
  /** With the gap below it; all are of one height. */
  readonly rowHeight: number;
  /** Stays in the document, or scrolling with the mouse would lose the focus. */
  readonly keptRow: { readonly current: number };
}

/** Says which rows belong into the document: those in view, two on either side, and the kept one. */
export function useVirtualRows({ scrollRef, rowCount, rowHeight, keptRow }: VirtualRows) {
  const rangeExtractor = useCallback(
    (range: Range) => {
      const rows = defaultRangeExtractor(range);
      return rows.includes(keptRow.current) || keptRow.current >= range.count
        ? rows
        : [...rows, keptRow.current].sort((a, b) => a - b);
    },
    [keptRow],
  );
  return useVirtualizer({
    count: rowCount,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    paddingStart: PADDING,
    scrollPaddingStart: PADDING,
    scrollPaddingEnd: PADDING,
    overscan: 2,
    rangeExtractor,
  });
}
