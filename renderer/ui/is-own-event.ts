import type { SyntheticEvent } from 'react';

/** False for events that React hands up from menus and dialogs, which stand elsewhere in the document. */
export function isOwnEvent({ target, currentTarget }: SyntheticEvent): boolean {
  return target instanceof Node && currentTarget.contains(target);
}
