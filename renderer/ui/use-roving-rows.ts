import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';

interface RovingRows<Id extends string> {
  /** Where the arrows go, from top to bottom. */
  readonly ids: readonly Id[];
  readonly gridRef: RefObject<HTMLElement | null>;
  readonly scrollTo: (id: Id) => void;
  readonly pageSize: number;
  readonly onMove: (id: Id) => void;
}

/**
 * One tab stop for a whole list: arrows move between rows, left and right between a row's buttons.
 * When the active row goes away, its neighbour takes over, and focus with it. When it gets another place,
 * the list follows it, but only for who works with keys and has it in view: who has scrolled elsewhere, or
 * only points, keeps what they look at.
 */
export function useRovingRows<Id extends string>({
  ids,
  gridRef,
  scrollTo,
  pageSize,
  onMove,
}: RovingRows<Id>) {
  const [chosenId, setChosenId] = useState<Id | null>(null);
  const lastIndex = useRef(0);
  const wantsFocus = useRef(false);
  const hadFocus = useRef(false);
  const isByKey = useRef(false);
  const wasInView = useRef(false);

  const at = chosenId === null ? -1 : ids.indexOf(chosenId);
  const activeIndex = at >= 0 ? at : Math.min(lastIndex.current, ids.length - 1);
  const activeId = ids[activeIndex] ?? null;

  useLayoutEffect(() => {
    const isLost = hadFocus.current && document.activeElement === document.body;
    const hasMoved = hadFocus.current && activeIndex !== lastIndex.current;
    lastIndex.current = Math.max(0, activeIndex);
    if (hasMoved && isByKey.current && wasInView.current && activeId !== null) scrollTo(activeId);
    const row = gridRef.current?.querySelector<HTMLElement>(`[data-row-id="${activeId}"]`);
    if (row && (wantsFocus.current || isLost)) {
      wantsFocus.current = false;
      row.focus({ preventScroll: true });
    }
    wasInView.current = row != null && isInView(row, gridRef.current);
  });

  function moveTo(index: number): void {
    const id = ids[Math.max(0, Math.min(ids.length - 1, index))];
    if (id === undefined) return;
    wantsFocus.current = true;
    setChosenId(id);
    scrollTo(id);
    onMove(id);
  }

  const takeFocus = useCallback(() => {
    wantsFocus.current = true;
  }, []);

  function onKeyDown(event: KeyboardEvent<HTMLElement>): boolean {
    if (event.altKey) return false;
    const steps: Readonly<Record<string, number>> = {
      ArrowUp: activeIndex - 1,
      ArrowDown: activeIndex + 1,
      PageUp: activeIndex - pageSize,
      PageDown: activeIndex + pageSize,
      Home: 0,
      End: ids.length - 1,
    };
    const next = steps[event.key];
    if (next !== undefined) moveTo(next);
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') stepWithin(event);
    else return false;
    event.preventDefault();
    return true;
  }

  return {
    activeId,
    activeIndex,
    setActive: setChosenId,
    stepBy: (step: number) => moveTo(activeIndex + step),
    /** With the next rendering, for example when a menu has closed. */
    takeFocus,
    onKeyDown,
    /** For the element with the rows. */
    listProps: {
      onKeyDownCapture: () => {
        isByKey.current = true;
      },
      onPointerDownCapture: () => {
        isByKey.current = false;
      },
      onFocus: ({ target }: FocusEvent<HTMLElement>) => {
        if (!hadFocus.current) isByKey.current = target.matches(':focus-visible');
        hadFocus.current = true;
      },
      onBlur: ({ relatedTarget, currentTarget }: FocusEvent<HTMLElement>) => {
        // A row that is removed blurs into nothing; anything else is the user leaving.
        if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) hadFocus.current = false;
      },
    },
  };
}

/** Whether some of the row can be seen. */
function isInView(row: HTMLElement, list: HTMLElement | null): boolean {
  if (list === null) return false;
  const [box, view] = [row.getBoundingClientRect(), list.getBoundingClientRect()];
  return box.bottom > view.top && box.top < view.bottom;
}

function stepWithin(event: KeyboardEvent<HTMLElement>): void {
  // Key events of this page come from elements only.
  const from = event.target as HTMLElement;
  const row = from.closest<HTMLElement>('[data-row-id]');
  if (!row) return;
  const stops = [row, ...row.querySelectorAll<HTMLElement>('button:not([disabled])')];
  const step = (event.key === 'ArrowRight') === (getComputedStyle(row).direction === 'ltr') ? 1 : -1;
  stops[Math.max(0, stops.indexOf(from) + step)]?.focus();
}
