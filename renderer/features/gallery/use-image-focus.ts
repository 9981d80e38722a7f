import type { Virtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { GalleryImage } from '../../../shared/civitai/images';
import { liftVeil } from '../../stores/veil';
import { isOwnEvent } from '../../ui/is-own-event';
import { moveInGrid } from '../discover/move-in-grid';

interface ImageFocusInput {
  readonly images: readonly GalleryImage[];
  readonly columnCount: number;
  readonly pageRows: number;
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  readonly initialId: number | null;
  readonly onOpen: (index: number) => void;
}

/** One picture is in the tab order; arrow keys move it, also to pictures that are not drawn yet. */
export function useImageFocus(input: ImageFocusInput) {
  const { images, columnCount, pageRows, virtualizer, initialId, onOpen } = input;
  const [focusedId, setFocusedId] = useState<number | null>(initialId);
  const pendingId = useRef<number | null>(initialId);
  const cells = useRef(new Map<number, HTMLElement>());
  const found = images.findIndex(({ id }) => id === focusedId);
  const focusedIndex = found === -1 ? 0 : found;

  // A picture may be drawn only after the list has scrolled to it.
  useEffect(() => {
    const cell = pendingId.current === null ? undefined : cells.current.get(pendingId.current);
    if (!cell) return;
    pendingId.current = null;
    const active = document.activeElement;
    const isFree = active === null || active === document.body || active.matches('main');
    if (isFree || cell.closest('[role="grid"]')?.contains(active)) cell.focus({ preventScroll: true });
  });

  const registerCell = useCallback((id: number, element: HTMLElement | null) => {
    if (element) cells.current.set(id, element);
    else cells.current.delete(id);
  }, []);

  const showIndex = (index: number) => {
    const image = images[index];
    if (!image) return;
    pendingId.current = image.id;
    setFocusedId(image.id);
    virtualizer.scrollToIndex(Math.floor(index / columnCount), { align: 'auto' });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || !isOwnEvent(event) || event.altKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      onOpen(focusedIndex);
    } else if (event.key.toLowerCase() === 'v' && !event.ctrlKey) {
      const image = images[focusedIndex];
      if (image) liftVeil(image.picture.id);
    } else {
      const next = moveInGrid(event, focusedIndex, { count: images.length, columnCount, pageRows });
      if (next === null) return;
      showIndex(next);
    }
    event.preventDefault();
  };

  return {
    focusedId: images[focusedIndex]?.id ?? null,
    rememberedId: found === -1 ? null : focusedId,
    focusedIndex,
    setFocusedId,
    showIndex,
    registerCell,
    onKeyDown,
  };
}
