import type { Virtualizer } from '@tanstack/react-virtual';
import { type FocusEvent, type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { ModelSummary } from '../../../shared/civitai/model';
import { liftVeil } from '../../stores/veil';
import { navigate, peekAtModel, useViewStore } from '../../stores/view';
import { isOwnEvent } from '../../ui/is-own-event';
import { downloadBestFile } from './actions';
import { moveInGrid } from './move-in-grid';

interface GridFocusInput {
  readonly models: readonly ModelSummary[];
  readonly columnCount: number;
  readonly pageRows: number;
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  readonly initialId: number | null;
}

/** One card is in the tab order; arrow keys move it, also to cards that are not on screen yet. */
export function useGridFocus({ models, columnCount, pageRows, virtualizer, initialId }: GridFocusInput) {
  const [focusedId, setFocusedId] = useState<number | null>(initialId);
  const pendingId = useRef<number | null>(initialId);
  const cells = useRef(new Map<number, HTMLElement>());
  const found = models.findIndex(({ id }) => id === focusedId);
  const focusedIndex = found === -1 ? 0 : found;

  const hasFocus = useRef(false);
  useFocusAfterChange({ columnCount, hasFocus, focusAgain: () => (pendingId.current = focusedId) });

  // The card may be drawn only after the list has scrolled to it.
  useEffect(() => {
    const cell = pendingId.current === null ? undefined : cells.current.get(pendingId.current);
    if (!cell) return;
    pendingId.current = null;
    if (mayTakeFocus(cell)) cell.focus({ preventScroll: true });
  });

  const registerCell = useCallback((id: number, element: HTMLElement | null) => {
    if (element) cells.current.set(id, element);
    else cells.current.delete(id);
  }, []);

  const focusIndex = (index: number) => {
    const model = models[index];
    if (!model) return;
    pendingId.current = model.id;
    setFocusedId(model.id);
    virtualizer.scrollToIndex(Math.floor(index / columnCount), { align: 'auto' });
    if (useViewStore.getState().peekedModelId !== null) peekAtModel(model.id);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || !isOwnEvent(event)) return;
    const model = models[focusedIndex];
    if (!model || event.altKey || event.metaKey) return;
    if (event.key === 'Enter') {
      navigate({ screen: 'model', modelId: model.id, versionId: null });
    } else if (event.key === ' ') {
      const isOpen = useViewStore.getState().peekedModelId === model.id;
      peekAtModel(isOpen ? null : model.id);
    } else if (event.key.toLowerCase() === 'd' && !event.ctrlKey) {
      if (!event.repeat) void downloadBestFile(model);
    } else if (event.key.toLowerCase() === 'v' && !event.ctrlKey) {
      if (model.picture) liftVeil(model.picture.id);
    } else {
      const next = moveInGrid(event, focusedIndex, { count: models.length, columnCount, pageRows });
      if (next === null) return;
      focusIndex(next);
    }
    event.preventDefault();
  };

  const onFocus = () => {
    hasFocus.current = true;
    // Whoever has moved to another card meanwhile stays there.
    pendingId.current = null;
  };
  // Without a next element the focus did not go elsewhere: the card was taken away under it.
  const onBlur = ({ relatedTarget, currentTarget }: FocusEvent) => {
    if (relatedTarget && !currentTarget.contains(relatedTarget)) hasFocus.current = false;
  };

  return {
    focusedId: models[focusedIndex]?.id ?? null,
    /** Null until a card has really had focus, so that a grid nobody was in takes none later. */
    rememberedId: found === -1 ? null : focusedId,
    focusedIndex,
    setFocusedId,
    registerCell,
    gridProps: { onKeyDown, onFocus, onBlur },
  };
}

/** Focus is never taken from elsewhere, such as from the search box in which the user is typing. */
function mayTakeFocus(cell: HTMLElement): boolean {
  const active = document.activeElement;
  if (active === null || active === document.body || active.matches('main')) return true;
  return cell.closest('[role="grid"]')?.contains(active) ?? false;
}

interface FocusAfterChange {
  readonly columnCount: number;
  readonly hasFocus: { readonly current: boolean };
  readonly focusAgain: () => void;
}

/** Other columns draw the cards anew, and a closed inspector takes its buttons along; focus must survive both. */
function useFocusAfterChange({ columnCount, hasFocus, focusAgain }: FocusAfterChange): void {
  const isPeeking = useViewStore((state) => state.peekedModelId !== null);
  const before = useRef({ columnCount, isPeeking });
  useEffect(() => {
    const { columnCount: oldCount, isPeeking: wasPeeking } = before.current;
    before.current = { columnCount, isPeeking };
    const isFocusNowhere = document.activeElement === document.body;
    const isClosed = wasPeeking && !isPeeking;
    if (isFocusNowhere && (isClosed || (oldCount !== columnCount && hasFocus.current))) focusAgain();
  });
}
