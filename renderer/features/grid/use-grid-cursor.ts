import type { Virtualizer } from '@tanstack/react-virtual';
import { type FocusEvent, type MouseEvent, type RefObject, useEffect, useRef, useState } from 'react';

interface GridCursorInput {
  readonly items: readonly { readonly id: number }[];
  readonly columnCount: number;
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly initialId: number | null;
  /** Something that is open beside the grid, and takes its focus along when it closes. */
  readonly isBesideOpen: boolean;
}

/** One card is in the tab order; keys move it, also to cards that are not in the document yet. */
export function useGridCursor(input: GridCursorInput) {
  const { items, columnCount, virtualizer, gridRef, initialId, isBesideOpen } = input;
  const [focusedId, setFocusedId] = useState<number | null>(initialId);
  const pendingId = useRef<number | null>(initialId);
  const lastIndex = useRef(0);
  const found = indexOfId(items, focusedId, lastIndex.current);
  const focusedIndex = found === -1 ? 0 : found;

  const hasFocus = useRef(false);
  useFocusAfterChange({
    columnCount,
    isBesideOpen,
    hasFocus,
    focusAgain: () => {
      pendingId.current = focusedId;
    },
  });

  // The card may be drawn only after the list has scrolled to it.
  useEffect(() => {
    lastIndex.current = focusedIndex;
    if (pendingId.current === null) return;
    const cell = gridRef.current?.querySelector<HTMLElement>(`[data-card-id="${pendingId.current}"]`);
    if (!cell) return;
    pendingId.current = null;
    if (mayTakeFocus(cell)) cell.focus({ preventScroll: true });
  });

  const moveTo = (index: number) => {
    const item = items[index];
    if (!item) return;
    pendingId.current = item.id;
    setFocusedId(item.id);
    virtualizer.scrollToIndex(Math.floor(index / columnCount), { align: 'auto' });
  };

  const onFocus = ({ target }: FocusEvent) => {
    hasFocus.current = true;
    // Whoever has moved to another card meanwhile stays there.
    pendingId.current = null;
    const id = cardIdOf(target);
    if (id !== null) setFocusedId(id);
  };
  // Without a next element the focus did not go elsewhere: the card was taken away under it.
  const onBlur = ({ relatedTarget, currentTarget }: FocusEvent) => {
    if (relatedTarget && !currentTarget.contains(relatedTarget)) hasFocus.current = false;
  };

  return {
    /** The card in the tab order. */
    focusedId: items[focusedIndex]?.id ?? null,
    /** Null until a card has really had focus, so that a grid nobody was in takes none later. */
    rememberedId: found === -1 ? null : focusedId,
    focusedIndex,
    moveTo,
    focus: () => {
      const cell = gridRef.current?.querySelector<HTMLElement>('[data-card-id][tabindex="0"]');
      cell?.focus({ preventScroll: true });
    },
    onFocus,
    onBlur,
  };
}

/** The card that an element of the grid belongs to; null between the cards. */
export function cardIdOf(element: Element): number | null {
  const id = element.closest<HTMLElement>('[data-card-id]')?.dataset.cardId;
  return id === undefined ? null : Number(id);
}

/**
 * Where the item with an id stands, or -1. A long list is looked through only when the item has moved
 * from where it was.
 */
export function indexOfId(
  items: readonly { readonly id: number }[],
  id: number | null,
  lastIndex: number,
): number {
  if (id === null) return -1;
  return items[lastIndex]?.id === id ? lastIndex : items.findIndex((item) => item.id === id);
}

/** A press on a button of a card leaves the focus on the card, which is what the keys speak to. */
export function keepFocus(event: MouseEvent): void {
  if (event.target instanceof Element && event.target.closest('[data-act]')) event.preventDefault();
}

/** Focus is never taken from elsewhere, such as from the search box in which the user is typing. */
function mayTakeFocus(cell: HTMLElement): boolean {
  const active = document.activeElement;
  if (active === null || active === document.body || active.matches('main')) return true;
  return cell.closest('[role="grid"]')?.contains(active) ?? false;
}

interface FocusAfterChange {
  readonly columnCount: number;
  readonly isBesideOpen: boolean;
  readonly hasFocus: { readonly current: boolean };
  readonly focusAgain: () => void;
}

/** Other columns draw the cards anew, and what closes beside them takes its buttons along; focus must survive both. */
function useFocusAfterChange({ columnCount, isBesideOpen, hasFocus, focusAgain }: FocusAfterChange): void {
  const before = useRef({ columnCount, isBesideOpen });
  useEffect(() => {
    const { columnCount: oldCount, isBesideOpen: wasOpen } = before.current;
    before.current = { columnCount, isBesideOpen };
    const isFocusNowhere = document.activeElement === document.body;
    const isClosed = wasOpen && !isBesideOpen;
    if (isFocusNowhere && (isClosed || (oldCount !== columnCount && hasFocus.current))) focusAgain();
  });
}
