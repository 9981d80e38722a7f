import { create } from 'zustand';

/** Where a list of models stands, and what it lists: the answers to a search on Discover, a creator's, a tag's. */
export interface SelectionList {
  /** The screen. What is ticked there is collected from one search to the next. */
  readonly place: string;
  /** The search; a range never goes from one to another. */
  readonly key: string;
}

interface Selection {
  readonly key: string;
  readonly ids: ReadonlySet<number>;
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

/** The models that are selected, also those of other searches; the same set until that changes. */
export function useSelectedIds({ place }: SelectionList): ReadonlySet<number> {
  return useSelectionStore(({ byPlace }) => byPlace.get(place)?.ids ?? NOBODY);
}

function selectionOf({ place, key }: SelectionList): Selection {
  const selection = useSelectionStore.getState().byPlace.get(place);
  if (selection?.key === key) return selection;
  const ids = selection?.ids ?? NOBODY;
  return { key, ids, anchorId: null, kept: ids };
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
  keep(list, { ids, anchorId: id, kept: ids });
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
  const { ids, anchorId, kept } = selectionOf(list);
  const to = shown.findIndex(({ id }) => id === toId);
  const anchor = shown.findIndex(({ id }) => id === (anchorId ?? fromId));
  if (to === -1) return;
  const from = anchor === -1 ? to : anchor;
  const goesOn = anchor !== -1 && anchorId !== null;
  const beside = goesOn ? kept : ids;
  const range = shown.slice(Math.min(from, to), Math.max(from, to) + 1);
  keep(list, {
    ids: new Set([...beside, ...range.map(({ id }) => id)]),
    anchorId: shown[from]?.id ?? toId,
    kept: beside,
  });
}

/** Adds all that have been loaded. */
export function selectAll(list: SelectionList, shown: readonly { readonly id: number }[]): void {
  const { ids, anchorId } = selectionOf(list);
  const all = new Set([...ids, ...shown.map(({ id }) => id)]);
  keep(list, { ids: all, anchorId, kept: all });
}

export function clearSelected(list: SelectionList): void {
  if (useSelectionStore.getState().byPlace.has(list.place)) keep(list, null);
}

/** How many of the selected models are not among those shown. */
export function countElsewhere(ids: ReadonlySet<number>, shown: readonly { readonly id: number }[]): number {
  if (ids.size === 0) return 0;
  return shown.reduce((count, { id }) => (ids.has(id) ? count - 1 : count), ids.size);
}
