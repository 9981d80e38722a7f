import type { RefObject } from 'react';

/** The one search box registers here, so that a key or a menu command can reach it. */
let box: RefObject<HTMLInputElement | null> | null = null;

export function registerSearchBox(ref: RefObject<HTMLInputElement | null>): () => void {
  box = ref;
  return () => {
    if (box === ref) box = null;
  };
}

export function focusSearch(): void {
  box?.current?.focus();
  box?.current?.select();
}
