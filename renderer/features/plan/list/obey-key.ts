import type { KeyboardEvent } from 'react';
import { canBeIncluded, type PlanItem } from '../../../../shared/bulk/plan';
import { usePlanStore } from '../../../stores/plan';
import { isMac } from '../../../ui/kbd';
import { include, openModelOf, remove } from '../actions';
import { clearSelection, selectItems, usePlanView } from '../plan-view';

/**
 * What a change is meant for: all that is selected when this item is, else this item alone.
 *
 * @param ids of what is shown; what has left the view since it was selected is not meant
 */
export function itemsMeant(id: string, ids: readonly string[]): readonly PlanItem[] {
  const { byId } = usePlanStore.getState();
  const { selectedIds } = usePlanView.getState();
  const meant = selectedIds.has(id) ? ids.filter((each) => selectedIds.has(each)) : [id];
  return meant.flatMap((each) => byId.get(each) ?? []);
}

/** Ticks all that are meant, or takes the ticks away, as the one in the hand says. */
export function tickMeant(id: string, ids: readonly string[]): void {
  const item = usePlanStore.getState().byId.get(id);
  if (item && canBeIncluded(item)) include(itemsMeant(id, ids).filter(canBeIncluded), !item.isIncluded);
}

/**
 * What a key asks of the active row.
 *
 * @returns whether it asked for something
 */
export function obeyKey(
  event: KeyboardEvent<HTMLElement>,
  activeId: string | null,
  ids: readonly string[],
): boolean {
  const isMod = isMac ? event.metaKey : event.ctrlKey;
  if (isMod && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'a') {
    selectItems(ids, activeId);
    return true;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const { selectedIds } = usePlanView.getState();
  if (event.key === 'Escape' && selectedIds.size > 0) {
    clearSelection();
    return true;
  }
  const item = activeId === null ? undefined : usePlanStore.getState().byId.get(activeId);
  if (item === undefined) return false;
  // Key events of this page come from elements only. On a button, Enter and Space press the button.
  const isOnRow = (event.target as HTMLElement).dataset.rowId !== undefined;
  if (event.key === 'Enter' && isOnRow) openModelOf(item);
  else if (event.key === ' ' && isOnRow) tickMeant(item.id, ids);
  else if (event.key === 'Delete' || event.key === 'Backspace')
    remove(itemsMeant(item.id, ids).map(({ id }) => id));
  else return false;
  return true;
}
