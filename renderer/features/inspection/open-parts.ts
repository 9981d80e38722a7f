import { create } from 'zustand';

/** What the user has unfolded or folded of a file; a row that is scrolled away forgets everything else. */
export const useOpenParts = create<{ readonly isOpen: ReadonlyMap<string, boolean> }>(() => ({
  isOpen: new Map(),
}));

export function setPartOpen(key: string, isOpen: boolean): void {
  useOpenParts.setState((before) => ({ isOpen: new Map(before.isOpen).set(key, isOpen) }));
}
