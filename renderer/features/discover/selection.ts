import { create } from 'zustand';

/** Where a list of models stands, and what it lists: the answers to a search on Discover, a creator's, a tag's. */
export interface SelectionList {
  /** The screen, so that a look at a creator's models does not forget what was selected on Discover. */
  readonly place: string;
  /** The search; what was selected of another one at the same place is forgotten. */
  readonly key: string;
}

interface Selection {
  readonly key: string;
  readonly ids: ReadonlySet<number>;
  /** From where a range goes: what was ticked last by itself. */
  readonly anchorId: number | null;
}

interface SelectionState {
  readonly byPlace: ReadonlyMap<string, Selection>;
}

export const useSelectionStore = create<SelectionState>(() => ({ byPlace: new Map() }));

/** More places than anyone selects in before planning; the oldest goes. */
const MOST_PLACES = 10;
const NOBODY: ReadonlySet<number> = new Set();

/** The models that are selected; the same set until that changes. */
export function useSelectedIds({ place, key }: SelectionList): ReadonlySet<number> {
  return useSelectionStore(({ byPlace }) => {
    const selection = byPlace.get(place);
    return selection?.key === key ? selection.ids : NOBODY;
  });
}

function selectionOf({ place, key }: SelectionList): Selection {
  const selection = useSelectionStore.getState().byPlace.get(place);
  return selection?.key === key ? selection : { key, ids: NOBODY, anchorId: null };
}

function keep({ place, key }: SelectionList, selection: Omit<Selection, 'key'> | null): void {
  const byPlace = new Map(useSelectionStore.getState().byPlace);
  byPlace.delete(place);
  if (selection !== null && selection.ids.size > 0) byPlace.set(place, { key, ...selection });
  const oldest = byPlace.keys().next();
  if (byPlace.size > MOST_PLACES && !oldest.done) byPlace.delete(oldest.value);
  useSelectionStore.setState({ byPlace });
}

export function toggleModel(list: SelectionList, id: number): void {
  const ids = new Set(selectionOf(list).ids);
  if (!ids.delete(id)) ids.add(id);
  keep(list, { ids, anchorId: id });
}

/**
 * Adds all from the one that was ticked last to this one.
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
  const { ids, anchorId } = selectionOf(list);
  const to = shown.findIndex(({ id }) => id === toId);
  const anchor = shown.findIndex(({ id }) => id === (anchorId ?? fromId));
  if (to === -1) return;
  const from = anchor === -1 ? to : anchor;
  const range = shown.slice(Math.min(from, to), Math.max(from, to) + 1);
  keep(list, { ids: new Set([...ids, ...range.map(({ id }) => id)]), anchorId: shown[from]?.id ?? toId });
}

/** Adds all that have been loaded. */
export function selectAll(list: SelectionList, shown: readonly { readonly id: number }[]): void {
  const { ids, anchorId } = selectionOf(list);
  keep(list, { ids: new Set([...ids, ...shown.map(({ id }) => id)]), anchorId });
}

export function clearSelected(list: SelectionList): void {
  if (useSelectionStore.getState().byPlace.has(list.place)) keep(list, null);
}

/** To be told of each search that is shown. */
export function forgetOtherSearches(list: SelectionList): void {
  const selection = useSelectionStore.getState().byPlace.get(list.place);
  if (selection !== undefined && selection.key !== list.key) keep(list, null);
}
