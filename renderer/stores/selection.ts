import { create } from 'zustand';

/** Where a list stands, and what it lists: the answers to a search on Discover, a creator's, the user's files. */
export interface SelectionList {
  /** The screen. What is ticked there is collected from one search to the next. */
  readonly place: string;
  /** The search; a range never goes from one to another. */
  readonly key: string;
}

interface Selection {
  readonly key: string;
  readonly ids: ReadonlySet<number>;
  /** Whether `ids` are those that are not selected: of a long list that is known to main alone. */
  readonly isAllBut: boolean;
  /** From where a range goes: what was ticked last by itself. */
  readonly anchorId: number | null;
  /** What was selected before the range that begins at the anchor, and stays when that becomes shorter. */
  readonly kept: ReadonlySet<number>;
}

interface SelectionState {
  readonly byPlace: ReadonlyMap<string, Selection>;
}

export const useSelectionStore = create<SelectionState>(() => ({ byPlace: new Map() }));

/** More places than anyone selects in before planning; the oldest goes. */
const MOST_PLACES = 10;
const NOBODY: ReadonlySet<number> = new Set();

/** Whether anything is ticked anywhere. */
export function hasSelection(): boolean {
  return useSelectionStore.getState().byPlace.size > 0;
}

/** What is selected, also of other searches; the same set until that changes. */
export function useSelectedIds({ place, key }: SelectionList): ReadonlySet<number> {
  return useSelectionStore(({ byPlace }) => idsIn(byPlace.get(place), key));
}

/** Whether all of the list is selected but `useSelectedIds`. Never so in another search than that it was said of. */
export function useIsAllBut({ place, key }: SelectionList): boolean {
  return useSelectionStore(({ byPlace }) => isAllButIn(byPlace.get(place), key));
}

function isAllButIn(selection: Selection | undefined, key: string): boolean {
  return selection?.isAllBut === true && selection.key === key;
}

/** What was said of all of a list holds for that list alone; what was selected one by one holds in others too. */
function idsIn(selection: Selection | undefined, key: string): ReadonlySet<number> {
  if (selection === undefined || (selection.isAllBut && selection.key !== key)) return NOBODY;
  return selection.ids;
}

function selectionOf({ place, key }: SelectionList): Selection {
  const selection = useSelectionStore.getState().byPlace.get(place);
  if (selection?.key === key) return selection;
  const ids = idsIn(selection, key);
  return { key, ids, isAllBut: false, anchorId: null, kept: ids };
}

/** From where a range would go; null before anything was selected by itself. */
export function anchorOf(list: SelectionList): number | null {
  return selectionOf(list).anchorId;
}

function keep({ place, key }: SelectionList, selection: Omit<Selection, 'key'> | null): void {
  const byPlace = new Map(useSelectionStore.getState().byPlace);
  byPlace.delete(place);
  if (selection !== null && (selection.isAllBut || selection.ids.size > 0))
    byPlace.set(place, { key, ...selection });
  const oldest = byPlace.keys().next();
  if (byPlace.size > MOST_PLACES && !oldest.done) byPlace.delete(oldest.value);
  useSelectionStore.setState({ byPlace });
}

export function toggleSelected(list: SelectionList, id: number): void {
  const { isAllBut, ids: before } = selectionOf(list);
  const ids = new Set(before);
  if (!ids.delete(id)) ids.add(id);
  keep(list, { ids, isAllBut, anchorId: id, kept: ids });
}

/**
 * Selects all from the one that was ticked last to this one, in the place of the last range from there.
 *
 * @param shown the list, in its order
 * @param fromId where the range begins when nothing was ticked yet
 */
export function selectRange(
  list: SelectionList,
  shown: readonly { readonly id: number }[],
  toId: number,
  fromId: number = toId,
): void {
  const { ids, isAllBut, anchorId, kept } = selectionOf(list);
  const to = shown.findIndex(({ id }) => id === toId);
  const anchor = shown.findIndex(({ id }) => id === (anchorId ?? fromId));
  if (to === -1) return;
  const from = anchor === -1 ? to : anchor;
  const goesOn = anchor !== -1 && anchorId !== null;
  const beside = goesOn ? kept : ids;
  const range = shown.slice(Math.min(from, to), Math.max(from, to) + 1);
  const next = new Set(beside);
  for (const { id } of range)
    if (isAllBut) next.delete(id);
    else next.add(id);
  keep(list, {
    ids: next,
    isAllBut,
    anchorId: shown[from]?.id ?? toId,
    kept: beside,
  });
}

/** Adds all that have been loaded. */
export function selectAll(list: SelectionList, shown: readonly { readonly id: number }[]): void {
  const { ids, anchorId } = selectionOf(list);
  const all = new Set([...ids, ...shown.map(({ id }) => id)]);
  keep(list, { ids: all, isAllBut: false, anchorId, kept: all });
}

/** All of a list that is known to main alone, whatever it holds; what was selected elsewhere is not any more. */
export function selectWhole(list: SelectionList): void {
  const { anchorId } = selectionOf(list);
  keep(list, { ids: NOBODY, isAllBut: true, anchorId, kept: NOBODY });
}

export function clearSelected(list: SelectionList): void {
  if (useSelectionStore.getState().byPlace.has(list.place)) keep(list, null);
}

/** How many of the selected models are not among those shown. */
export function countElsewhere(ids: ReadonlySet<number>, shown: readonly { readonly id: number }[]): number {
  if (ids.size === 0) return 0;
  return shown.reduce((count, { id }) => (ids.has(id) ? count - 1 : count), ids.size);
}
