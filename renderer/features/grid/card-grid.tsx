import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  type Ref,
  useImperativeHandle,
  useRef,
} from 'react';
import { isOwnEvent } from '../../ui/is-own-event';
import { PicturePauseContext } from '../../ui/picture-pause';
import { measureGrid, placeRow } from './grid-layout';
import { GridTip } from './grid-tip';
import { moveInGrid } from './move-in-grid';
import { useElementSize } from './use-element-size';
import { useFewRows } from './use-few-rows';
import { cardIdOf, indexOfId, keepFocus, useGridCursor } from './use-grid-cursor';
import { useHurry } from './use-hurry';
import { useKeptPlace, useRecalledPlace } from './use-kept-place';
import { useNearEnd } from './use-near-end';
import { useVirtualRows } from './use-virtual-rows';
import './card-grid.css';

/** Where a card stands, for its attributes. */
export interface CardPlace {
  readonly index: number;
  /** From 1. */
  readonly column: number;
  /** Whether it is the one card in the tab order. */
  readonly isTabbable: boolean;
}

/** A press on a card: on itself, or on the part of it that names an act in `data-act`. */
export interface CardPress {
  readonly index: number;
  readonly act: string | null;
  readonly event: MouseEvent;
}

export interface CardGridHandle {
  /** Scrolls to a card and gives it the focus, unless that is elsewhere. */
  readonly show: (index: number) => void;
  /** Gives the focus to the card in the tab order, when it is in view. */
  readonly focus: () => void;
}

interface CardGridProps<T extends { readonly id: number }> {
  readonly items: readonly T[];
  /** The accessible name. */
  readonly label: string;
  /** Where the user is in lists is remembered under their keys. */
  readonly placeKey: string;
  /** What is shown is the answer to another question than the one that is being asked: it fades. */
  readonly isStale?: boolean;
  readonly isBusy: boolean;
  /** Whether there are no more than these. */
  readonly isComplete: boolean;
  /** Null while nothing more can or may be loaded. */
  readonly onNearEnd: (() => void) | null;
  /** A card that is looked at elsewhere, beyond those in view. */
  readonly furthestIndex?: number;
  readonly isMultiSelectable?: boolean;
  readonly isBesideOpen?: boolean;
  /** The card has to carry `data-card-id`, and is the same for the same arguments. */
  readonly renderCard: (item: T, place: CardPlace) => ReactElement;
  readonly onPress: (press: CardPress) => void;
  /** Answers whether the key meant something. Keys that move never come here. */
  readonly onKey: (event: KeyboardEvent, index: number) => boolean;
  /** After a key has moved the focus. */
  readonly onMove?: (index: number, from: number, event: KeyboardEvent) => void;
  readonly ref?: Ref<CardGridHandle>;
  /** What stands below the last row. */
  readonly children: ReactNode;
}

/** Cards row by row. Only those in view, and the one in focus, are in the document, however many there are. */
export function CardGrid<T extends { readonly id: number }>(props: CardGridProps<T>) {
  const { items, label, placeKey, isStale = false, isBusy, isComplete, onNearEnd, furthestIndex = 0 } = props;
  const {
    isMultiSelectable,
    isBesideOpen = false,
    renderCard,
    onPress,
    onKey,
    onMove,
    ref,
    children,
  } = props;
  const scrollRef = useRef<HTMLDivElement>(null);
  const gridRef = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(scrollRef);
  const { columnCount, rowHeight } = measureGrid(width);
  const rowCount = width === 0 ? 0 : Math.ceil(items.length / columnCount);
  const place = useRecalledPlace(placeKey);
  const pause = useHurry(scrollRef);

  const focusedRow = useRef(0);
  const virtualizer = useVirtualRows({ scrollRef, rowCount, rowHeight, keptRow: focusedRow });
  const cursor = useGridCursor({
    items,
    columnCount,
    virtualizer,
    gridRef,
    initialId: place.focusedId,
    isBesideOpen,
  });
  focusedRow.current = Math.floor(cursor.focusedIndex / columnCount);
  useKeptPlace(
    {
      placeKey: isStale ? null : placeKey,
      scrollRef,
      virtualizer,
      columnCount,
      rowHeight,
      rowCount,
      focusedId: cursor.rememberedId,
    },
    place,
  );
  useImperativeHandle(ref, () => ({ show: cursor.moveTo, focus: cursor.focus }));

  const rows = virtualizer.getVirtualItems();
  const drawn = useFewRows(
    rows.map(({ index }) => index),
    virtualizer.range ?? { startIndex: 0, endIndex: 0 },
  );
  const seenRow = Math.max(rows.at(-1)?.index ?? 0, Math.floor(furthestIndex / columnCount));
  useNearEnd({ seenRow, rowCount, onNearEnd });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || !isOwnEvent(event) || items.length === 0) return;
    const from = cursor.focusedIndex;
    const shape = { count: items.length, columnCount, pageRows: Math.max(1, Math.floor(height / rowHeight)) };
    const next = event.altKey || event.metaKey ? null : moveInGrid(event, from, shape);
    if (next === null) {
      if (!onKey(event, from)) return;
    } else {
      cursor.moveTo(next);
      onMove?.(next, from, event);
    }
    event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return;
    const index = indexOfId(items, cardIdOf(event.target), cursor.focusedIndex);
    const act = event.target.closest<HTMLElement>('[data-act]')?.dataset.act ?? null;
    if (index !== -1) onPress({ index, act, event });
  };

  return (
    <div
      ref={scrollRef}
      className="card-grid-scroll"
      data-stale={isStale || undefined}
      data-scrolling={virtualizer.isScrolling || undefined}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: rows are placed by hand, which a table cannot be. */}
      <div
        ref={gridRef}
        role="grid"
        aria-label={label}
        aria-rowcount={isComplete ? rowCount : -1}
        aria-colcount={columnCount}
        aria-busy={isBusy}
        aria-multiselectable={isMultiSelectable}
        className="card-grid"
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={onKeyDown}
        onFocus={cursor.onFocus}
        onBlur={cursor.onBlur}
        onClick={onClick}
        onMouseDown={keepFocus}
      >
        <PicturePauseContext value={pause}>
          {drawn.map((row) => (
            // biome-ignore lint/a11y/useSemanticElements: rows are placed by hand, which a table cannot be.
            <div
              key={row}
              role="row"
              tabIndex={-1}
              aria-rowindex={row + 1}
              className="card-grid-row card-grid-placed"
              style={placeRow(row, columnCount, rowHeight)}
            >
              {items.slice(row * columnCount, (row + 1) * columnCount).map((item, column) =>
                renderCard(item, {
                  index: row * columnCount + column,
                  column: column + 1,
                  isTabbable: item.id === cursor.focusedId,
                }),
              )}
            </div>
          ))}
        </PicturePauseContext>
      </div>
      {children}
      <GridTip gridRef={gridRef} />
    </div>
  );
}
