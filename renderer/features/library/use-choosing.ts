import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useState } from 'react';
import type { LibraryChoice, LibraryEntry, LibraryWish } from '../../../shared/library/library';
import {
  anchorOf,
  clearSelected,
  type SelectionList,
  selectRange,
  selectWhole,
  toggleSelected,
  useIsAllBut,
  useSelectedIds,
  useSelectionStore,
} from '../../stores/selection';
import { idAt, idsBetween } from './choice-actions';
import { LastWish } from './last-wish';
import { useLibraryView } from './library-view';

/** The files of the library as a list to choose from: another filter makes another one, another order does not. */
export function useChoiceList(): SelectionList {
  const { order: _order, ...filter } = useLibraryView();
  const key = JSON.stringify(filter);
  return useMemo(() => ({ place: 'library', key }), [key]);
}

interface Chosen {
  /** Null while nothing is chosen. */
  readonly choice: LibraryChoice | null;
  readonly isChosen: (id: number) => boolean;
}

/** What is chosen, in words that main understands. */
export function useChosen(list: SelectionList): Chosen {
  const ids = useSelectedIds(list);
  const isAllBut = useIsAllBut(list);
  const wish = useLibraryView();
  return useMemo(() => {
    const choice: LibraryChoice = isAllBut
      ? { kind: 'wish', wish, exceptIds: [...ids] }
      : { kind: 'files', ids: [...ids] };
    return {
      choice: isAllBut || ids.size > 0 ? choice : null,
      isChosen: (id) => ids.has(id) !== isAllBut,
    };
  }, [ids, isAllBut, wish]);
}

interface ChoosingInput {
  readonly list: SelectionList;
  /** Null for what is not loaded. */
  readonly entryAt: (index: number) => LibraryEntry | null;
  /** What is on screen suits another wish, while this one is on its way: none of it can be chosen. */
  readonly isStale: boolean;
}

/** Lets presses and keys choose files. Of a long list only some is loaded, so ranges are asked of main where need be. */
export function useChoosing({ list, entryAt, isStale }: ChoosingInput) {
  const wish = useLibraryView();
  const { isChosen, choice } = useChosen(list);

  const ranges = useRanges(list, wish);

  const chooseTo = (toIndex: number, fromIndex: number) => {
    const startId = anchorOf(list) ?? entryAt(fromIndex)?.id ?? null;
    const toId = entryAt(toIndex)?.id ?? null;
    const loaded = toId === null ? null : loadedBetween(entryAt, startId ?? toId, toIndex);
    if (toId !== null && loaded !== null) {
      selectRange(list, loaded, toId, startId ?? toId);
      return;
    }
    ranges.wish(async (take) => {
      const to = toId ?? (await idAt(wish, toIndex));
      if (to === null) return;
      // What was wished before this may have set the anchor.
      const from = anchorOf(list) ?? startId ?? to;
      const range = await idsBetween(wish, from, to);
      take(() => selectRange(list, range, to, from));
    });
  };
  /** Answers whether the press was meant for the choice and not for the file. */
  const chooseByPress = (event: MouseEvent, isTick: boolean, index: number): boolean => {
    const isToggle = isTick || event.ctrlKey || event.metaKey;
    if (!event.shiftKey && !isToggle) return false;
    const entry = entryAt(index);
    if (isStale || entry === null) return true;
    if (event.shiftKey) chooseTo(index, index);
    else toggleSelected(list, entry.id);
    return true;
  };
  /** Answers whether the key was meant for the choice. */
  const chooseByKey = (event: KeyboardEvent, index: number, isOnRow: boolean): boolean => {
    if (event.altKey) return false;
    const pressed = event.key.toLowerCase();
    const isMod = event.ctrlKey || event.metaKey;
    const entry = entryAt(index);
    if (pressed === 'a' && isMod && !event.shiftKey) {
      if (!isStale) selectWhole(list);
    } else if (pressed === 'escape' && choice !== null) clearSelected(list);
    else if (isOnRow && (pressed === ' ' || pressed === 'x') && !isMod) {
      if (isStale || entry === null || event.repeat) return true;
      if (event.shiftKey) chooseTo(index, index);
      else toggleSelected(list, entry.id);
    } else return false;
    return true;
  };
  /** Shift with a key that moves takes along what it passes. */
  const chooseByMove = (event: KeyboardEvent, from: number, to: number) => {
    if (event.shiftKey && !isStale) chooseTo(to, from);
  };
  return { isChosen, choice, chooseByPress, chooseByKey, chooseByMove };
}

/** Ranges that main is asked about; none of them counts any more once anything else was chosen, or another list is shown. */
function useRanges({ place }: SelectionList, wish: LibraryWish): LastWish {
  const [ranges] = useState(() => new LastWish());
  useEffect(
    () =>
      useSelectionStore.subscribe(({ byPlace }, before) => {
        if (byPlace.get(place) !== before.byPlace.get(place)) ranges.forget();
      }),
    [ranges, place],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another wish is what it waits for.
  useEffect(() => () => ranges.forget(), [ranges, wish]);
  return ranges;
}

/** From what is loaded; null where some of it is not. */
function loadedBetween(
  entryAt: ChoosingInput['entryAt'],
  startId: number,
  at: number,
): readonly LibraryEntry[] | null {
  for (const step of [-1, 1]) {
    const passed: LibraryEntry[] = [];
    for (let index = at, entry = entryAt(at); entry !== null; index += step, entry = entryAt(index)) {
      passed.push(entry);
      if (entry.id === startId) return passed;
    }
  }
  return null;
}
