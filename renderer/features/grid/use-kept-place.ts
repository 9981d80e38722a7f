import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { recallPlace, rememberPlace } from './grid-memory';

interface KeptPlace {
  /** Null when this list's place is not remembered. */
  readonly placeKey: string | null;
  readonly scrollRef: RefObject<HTMLDivElement | null>;
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  readonly columnCount: number;
  readonly rowHeight: number;
  readonly rowCount: number;
  /** Null until a card has really had focus, so that a grid nobody was in takes none later. */
  readonly focusedId: number | null;
}

/** Where the user was in a list when it was last on screen. */
export function useRecalledPlace(placeKey: string) {
  return useState(() => recallPlace(placeKey))[0];
}

/** Comes back to where the user was, and keeps the same cards in view when the columns change. */
export function useKeptPlace(input: KeptPlace, place: { readonly scrollTop: number }): void {
  const { placeKey, scrollRef, virtualizer, columnCount, rowHeight, rowCount, focusedId } = input;
  const known = useRef<{ columnCount: number; rowHeight: number } | null>(null);
  const isReady = rowCount > 0;
  useLayoutEffect(() => {
    const element = scrollRef.current;
    if (!element || !isReady) return;
    const before = known.current;
    known.current = { columnCount, rowHeight };
    if (before === null) {
      element.scrollTop = place.scrollTop;
      return;
    }
    if (before.columnCount === columnCount && before.rowHeight === rowHeight) return;
    const first = Math.round(element.scrollTop / before.rowHeight) * before.columnCount;
    virtualizer.measure();
    element.scrollTop = Math.floor(first / columnCount) * rowHeight;
  }, [scrollRef, virtualizer, columnCount, rowHeight, isReady, place]);

  // Before the element leaves the document, because afterwards it no longer knows how far it was scrolled.
  useLayoutEffect(() => {
    if (placeKey === null) return;
    const element = scrollRef.current;
    return () => {
      if (element) rememberPlace(placeKey, { scrollTop: element.scrollTop, focusedId });
    };
  }, [scrollRef, placeKey, focusedId]);
}
