import { useSyncExternalStore } from 'react';

/** The same width as in app/inspector.css: below it the inspector would cover the page. */
const wide = matchMedia('(width >= 1000px)');

function subscribe(listener: () => void): () => void {
  wide.addEventListener('change', listener);
  return () => wide.removeEventListener('change', listener);
}

/** Whether the inspector has a place of its own beside the page. */
export function useIsWide(): boolean {
  return useSyncExternalStore(subscribe, () => wide.matches);
}
