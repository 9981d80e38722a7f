import { type RefObject, useEffect, useRef } from 'react';
import { usePlanView } from '../plan-view';

/**
 * A window that was opened from a row's menu has nothing to give the focus back to, because the menu has gone.
 * The row takes it then.
 */
export function useFocusAfterQuestion(gridRef: RefObject<HTMLElement | null>): void {
  const isAsking = usePlanView((view) => view.question !== null);
  const wasAsking = useRef(isAsking);
  useEffect(() => {
    const isAnswered = wasAsking.current && !isAsking;
    wasAsking.current = isAsking;
    if (!isAnswered) return;
    // The window gives the focus back in this frame too, and before, where it can.
    const frame = requestAnimationFrame(() => {
      if (document.activeElement !== document.body) return;
      gridRef.current
        ?.querySelector<HTMLElement>('[data-row-id][tabindex="0"]')
        ?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [isAsking, gridRef]);
}
