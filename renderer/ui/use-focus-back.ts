import { type FocusEvent, useEffect, useRef } from 'react';

interface FocusBack {
  readonly onFocus: () => void;
  readonly onBlur: (event: FocusEvent) => void;
}

/**
 * For what goes away by what is pressed in it, or in a dialog of its own: the screen takes the focus then, if nothing
 * else has.
 *
 * @returns for the element that goes
 */
export function useFocusBack(): FocusBack {
  const hasFocus = useRef(false);
  useEffect(
    () => () => {
      if (hasFocus.current && document.activeElement === document.body)
        document.querySelector('main')?.focus({ preventScroll: true });
    },
    [],
  );
  return {
    onFocus: () => {
      hasFocus.current = true;
    },
    // What is removed blurs into nothing; anything else is the user leaving.
    onBlur: ({ relatedTarget }) => {
      if (relatedTarget !== null) hasFocus.current = false;
    },
  };
}
