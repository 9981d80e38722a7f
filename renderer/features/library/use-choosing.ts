import { type KeyboardEvent, type MouseEvent, useMemo } from 'react';
import type { LibraryChoice, LibraryEntry } from '../../../shared/library/library';
import {
  anchorOf,
  clearSelected,
  type SelectionList,
  selectRange,
  selectWhole,
  toggleSelected,
  useIsAllBut,
  useSelectedIds,
} from '../../stores/selection';
import { idAt, idsBetween } from './choice-actions';
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

  const chooseTo = async (toIndex: number, fromIndex: number) => {
    const startId = anchorOf(list) ?? entryAt(fromIndex)?.id ?? null;
    const to = entryAt(toIndex)?.id ?? (await idAt(wish, toIndex));
    if (to === null) return;
    const range =
      loadedBetween(entryAt, startId ?? to, toIndex) ?? (await idsBetween(wish, startId ?? to, to));
    selectRange(list, range, to, startId ?? to);
  };
  /** Answers whether the press was meant for the choice and not for the file. */
  const chooseByPress = (event: MouseEvent, isTick: boolean, index: number): boolean => {
    const isToggle = isTick || event.ctrlKey || event.metaKey;
    if (!event.shiftKey && !isToggle) return false;
    const entry = entryAt(index);
    if (isStale || entry === null) return true;
    if (event.shiftKey) void chooseTo(index, index);
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
      if (event.shiftKey) void chooseTo(index, index);
      else toggleSelected(list, entry.id);
    } else return false;
    return true;
  };
  /** Shift with a key that moves takes along what it passes. */
  const chooseByMove = (event: KeyboardEvent, from: number, to: number) => {
    if (event.shiftKey && !isStale) void chooseTo(to, from);
  };
  return { isChosen, choice, chooseByPress, chooseByKey, chooseByMove };
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
