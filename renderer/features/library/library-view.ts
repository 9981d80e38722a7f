import { create } from 'zustand';
import type { LibraryWish } from './library-entries';

const everything: Pick<LibraryWish, 'text' | 'types'> = { text: '', types: [] };

/** Ours, not a mirror: how the library is looked at. Survives leaving the screen. */
export const useLibraryView = create<LibraryWish>(() => ({
  ...everything,
  order: { column: 'placed', direction: 'descending' },
}));

export function changeLibraryWish(change: Partial<LibraryWish>): void {
  useLibraryView.setState(change);
}

export function showWholeLibrary(): void {
  useLibraryView.setState(everything);
}
