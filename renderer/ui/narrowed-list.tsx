import type { KeyboardEvent, ReactNode } from 'react';
import { Autocomplete, useFilter } from 'react-aria-components';
import './narrowed-list.css';

/** A field and the list that it narrows; the keys that move and choose in the list are typed in the field. */
export function NarrowedList({ children }: { readonly children: ReactNode }) {
  const { contains } = useFilter({ sensitivity: 'base' });
  return (
    <Autocomplete filter={contains}>
      <div className="ui-narrowed-list" onKeyDownCapture={tellWhereTheListStands}>
        {children}
      </div>
    </Autocomplete>
  );
}

/**
 * While one types, the field takes half a second to name what the list stands on. When within that time the list comes
 * back to what is still named, the field is never told, and a key such as Enter would go to an entry that has gone.
 * So it is told before each key; one that knows it does nothing.
 */
function tellWhereTheListStands({ currentTarget, target }: KeyboardEvent<HTMLDivElement>): void {
  if (!(target instanceof HTMLInputElement)) return;
  currentTarget
    .querySelector('[role="menuitem"][data-focused], [role="option"][data-focused]')
    ?.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
}
