import { type KeyboardEvent, type MouseEvent, useEffect, useMemo } from 'react';
import type { ModelSummary } from '../../../shared/civitai/model';
import {
  clearSelected,
  forgetOtherSearches,
  type SelectionList,
  selectAll,
  selectRange,
  toggleModel,
  useSelectedIds,
} from './selection';

/** Lets the keys and presses of a grid select its models. */
export function useSelecting(place: string, key: string, models: readonly ModelSummary[]) {
  const list = useMemo<SelectionList>(() => ({ place, key }), [place, key]);
  const selectedIds = useSelectedIds(list);
  useEffect(() => forgetOtherSearches(list), [list]);

  /** Answers whether the press was meant for the selection and not for the model. */
  const selectByPress = (event: MouseEvent, act: string | null, model: ModelSummary): boolean => {
    if (event.shiftKey) selectRange(list, models, model.id);
    else if (act === 'tick' || event.ctrlKey || event.metaKey) toggleModel(list, model.id);
    else return false;
    return true;
  };
  /** Answers whether the key was meant for the selection. Space looks at the model, so X ticks it. */
  const selectByKey = (event: KeyboardEvent, model: ModelSummary): boolean => {
    if (event.altKey) return false;
    const pressed = event.key.toLowerCase();
    const isMod = event.ctrlKey || event.metaKey;
    if (pressed === 'a' && isMod && !event.shiftKey) selectAll(list, models);
    else if (pressed === 'x' && !isMod) {
      if (event.shiftKey) selectRange(list, models, model.id);
      else if (!event.repeat) toggleModel(list, model.id);
    } else if (pressed === 'escape' && selectedIds.size > 0) clearSelected(list);
    else return false;
    return true;
  };
  /** Shift with a key that moves takes along what it passes. */
  const selectByMove = (event: KeyboardEvent, from: number, to: number) => {
    const [start, end] = [models[from], models[to]];
    if (event.shiftKey && start && end) selectRange(list, models, end.id, start.id);
  };
  return { list, selectedIds, selectByPress, selectByKey, selectByMove };
}
