import { type RefObject, useCallback, useLayoutEffect, useRef } from 'react';
import type { LibraryEntry, LibraryWish } from '../../../shared/library/library';
import type { useRovingRows } from '../../ui/use-roving-rows';

/** Time to see that another file stands where the focus is. */
const LOOK_MS = 800;
/** Farther away than that a file is not looked for. */
const FARTHEST = 200;

interface FollowedInput {
  readonly wish: LibraryWish;
  /** Null for what is not loaded. */
  readonly entryAt: (index: number) => LibraryEntry | null;
  readonly rows: Pick<
    ReturnType<typeof useRovingRows<string>>,
    'activeId' | 'activeIndex' | 'setActive' | 'takeFocus'
  >;
  readonly gridRef: RefObject<HTMLElement | null>;
}

/** Rows are places, and a list is renewed while it is worked with: the active row goes where its file goes. */
export function useFollowedFile({ wish, entryAt, rows, gridRef }: FollowedInput) {
  const followed = useRef<{ readonly id: number; readonly wish: LibraryWish } | null>(null);
  const changedAt = useRef(Number.NEGATIVE_INFINITY);
  const activeId = useRef<string | null>(null);
  const wasEntered = useRef(false);

  useLayoutEffect(() => {
    const { activeIndex, setActive, takeFocus } = rows;
    activeId.current = rows.activeId;
    const entry = entryAt(activeIndex);
    const before = followed.current?.wish === wish ? followed.current : null;
    if (!wasEntered.current || entry === null || entry.id === before?.id) return;
    const place = before === null ? null : placeOf(before.id, activeIndex, entryAt);
    if (place !== null) {
      const row = gridRef.current?.querySelector(`[data-row-id="${rows.activeId}"]`);
      if (row?.contains(document.activeElement) === true) takeFocus();
      setActive(String(place));
      return;
    }
    if (before !== null) changedAt.current = performance.now();
    followed.current = { id: entry.id, wish };
  });

  /** The user goes to another row. */
  const leave = useCallback(() => {
    wasEntered.current = true;
    followed.current = null;
    changedAt.current = Number.NEGATIVE_INFINITY;
  }, []);
  const { setActive: setActiveRow } = rows;
  return {
    leave,
    /** By a press, or by the focus. */
    activate: useCallback(
      (rowId: string) => {
        if (rowId !== activeId.current || !wasEntered.current) leave();
        setActiveRow(rowId);
      },
      [leave, setActiveRow],
    ),
    /** Whether the file in focus has been there long enough to be meant. */
    isSettled: () => performance.now() - changedAt.current > LOOK_MS,
  };
}

function placeOf(id: number, from: number, entryAt: FollowedInput['entryAt']): number | null {
  for (let away = 1; away <= FARTHEST; away += 1)
    for (const at of [from + away, from - away]) if (at >= 0 && entryAt(at)?.id === id) return at;
  return null;
}
