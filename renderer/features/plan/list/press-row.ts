import type { MouseEvent } from 'react';
import { canBeIncluded } from '../../../../shared/bulk/plan';
import { usePlanStore } from '../../../stores/plan';
import { include } from '../actions';
import { idsBetween } from '../plan-entries';
import { selectItems, toggleSelected, usePlanView } from '../plan-view';
import { tickMeant } from './obey-key';

/** The tick that was set or taken last, from which Shift goes on. */
let lastTickedId: string | null = null;

/** Does what a press on a row asks for; answers `menu` when that is its menu. */
export function pressRow(
  { target, shiftKey, ctrlKey, metaKey }: MouseEvent<HTMLElement>,
  id: string,
  ids: readonly string[],
): 'menu' | null {
  // Mouse events of this page come from elements only.
  const part = (target as HTMLElement).closest<HTMLElement>('[data-press]')?.dataset.press;
  if (part === 'menu') return 'menu';
  if (part === 'tick') {
    if (shiftKey) tickRange(id, ids);
    else tickMeant(id, ids);
    lastTickedId = id;
    return null;
  }
  const { anchorId, selectedIds } = usePlanView.getState();
  if (shiftKey) selectItems(idsBetween(ids, anchorId, id));
  else if (ctrlKey || metaKey) toggleSelected(id);
  else if (selectedIds.size === 1 && selectedIds.has(id)) selectItems([], id);
  else selectItems([id], id);
  return null;
}

/** All between the last tick and this one become as this one becomes. */
function tickRange(id: string, ids: readonly string[]): void {
  const { byId } = usePlanStore.getState();
  const isIncluded = byId.get(id)?.isIncluded !== true;
  const range = idsBetween(ids, lastTickedId, id).flatMap((each) => byId.get(each) ?? []);
  include(range.filter(canBeIncluded), isIncluded);
}
