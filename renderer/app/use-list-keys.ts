import { type KeyboardEvent, useEffect, useState } from 'react';
import type { SearchOption } from './search-options';

interface ListKeysInput {
  readonly options: readonly SearchOption[];
  readonly isShown: boolean;
  /** Nothing more is on its way, and nothing went wrong. */
  readonly isComplete: boolean;
  readonly open: () => void;
  readonly close: () => void;
  readonly choose: (option: SearchOption) => void;
}

/** Arrow keys go through the list and past its ends back to the box; Enter takes, Escape closes. */
export function useListKeys({ options, isShown, isComplete, open, close, choose }: ListKeysInput) {
  const [activeId, setActiveId] = useState<string | null>(null);
  const [isTaking, setTaking] = useState(false);
  const place = options.findIndex(({ id }) => id === activeId);
  const active = isShown ? (options[place] ?? null) : null;

  const forget = () => {
    setTaking(false);
    setActiveId(null);
  };
  const take = (option: SearchOption) => {
    forget();
    choose(option);
  };

  // Enter may have been pressed before Civitai had answered. The only answer is taken; of several one is asked for.
  useEffect(() => {
    if (!isTaking || !isShown || !isComplete) return;
    setTaking(false);
    const only = onlyChoice(options);
    if (only === null) setActiveId(options[0]?.id ?? null);
    else {
      setActiveId(null);
      choose(only);
    }
  }, [isTaking, isShown, isComplete, options, choose]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!isShown) open();
      else {
        // One place more than there are options: the box itself.
        const places = options.length + 1;
        const step = event.key === 'ArrowDown' ? 1 : -1;
        setActiveId(options[((place + 1 + step + places) % places) - 1]?.id ?? null);
      }
    } else if (event.key === 'Enter' && active !== null) take(active);
    else if (event.key === 'Escape' && isShown) {
      forget();
      close();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return {
    active,
    onKeyDown,
    /** The line has changed. */
    forget,
    takeOnlyOne: () => setTaking(true),
  };
}

/** What Civitai found, when it is one thing; the search for words when it found nothing. */
function onlyChoice(options: readonly SearchOption[]): SearchOption | null {
  const found = options.filter(({ isFound }) => isFound);
  return found.length > 1 ? null : (found[0] ?? options[0] ?? null);
}
