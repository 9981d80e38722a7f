import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect } from 'react';
import { bringIntoView, usePlanView } from '../plan-view';

/**
 * Scrolls to what has just come when it is out of view. The focus stays where it is.
 *
 * @param indexOf where the entry of an item stands; less than 0 when it is not shown
 */
export function useRowShown(
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  indexOf: (id: string) => number,
): void {
  const id = usePlanView((view) => view.rowToShow);
  useEffect(() => {
    if (id === null) return;
    bringIntoView(null);
    const index = indexOf(id);
    const { range } = virtualizer;
    const isInView = range !== null && index >= range.startIndex && index < range.endIndex;
    if (index >= 0 && !isInView) virtualizer.scrollToIndex(index, { align: 'start' });
  }, [id, indexOf, virtualizer]);
}
