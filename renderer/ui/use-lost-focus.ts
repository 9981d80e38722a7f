import { type RefObject, useEffect, useRef } from 'react';

/**
 * For what takes the place of something that had the focus: its element takes the focus when nothing has it.
 * The element needs `tabIndex={-1}`.
 *
 * @param place takes it again each time this changes
 */
export function useLostFocus<T extends HTMLElement>(place: string): RefObject<T | null> {
  const ref = useRef<T>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place is what it waits for.
  useEffect(() => {
    if (document.activeElement === document.body) ref.current?.focus({ preventScroll: true });
  }, [place]);
  return ref;
}
