import { create } from 'zustand';
import type { LibraryWish } from '../../../shared/library/library';

const everything = {
  ...{ text: '', types: [], baseModels: [], standings: [], creators: [], folderIds: [] },
  usedBeforeMs: null,
} as const satisfies Omit<LibraryWish, 'order'>;

/** All of it, in no order that matters. */
export const wholeLibrary: LibraryWish = { ...everything, order: { by: 'size', isDescending: false } };

/** Ours, not a mirror: how the library is looked at. Survives leaving the screen. */
export const useLibraryView = create<LibraryWish>(() => ({
  ...everything,
  order: { by: 'added', isDescending: true },
}));

export function changeLibraryWish(change: Partial<LibraryWish>): void {
  useLibraryView.setState(change);
}

export function showWholeLibrary(): void {
  useLibraryView.setState(everything);
}

/** What narrows the list; null for nothing. */
export function narrowedBy(wish: LibraryWish): 'search' | 'filters' | 'both' | null {
  const { text, usedBeforeMs, order: _order, ...among } = wish;
  const isFiltered = usedBeforeMs !== null || Object.values(among).some((chosen) => chosen.length > 0);
  if (text.trim() === '') return isFiltered ? 'filters' : null;
  return isFiltered ? 'both' : 'search';
}

export function isNarrowed(wish: LibraryWish): boolean {
  return narrowedBy(wish) !== null;
}
