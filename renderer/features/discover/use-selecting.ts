import { type KeyboardEvent, type MouseEvent, useMemo } from 'react';
import type { ModelSummary } from '../../../shared/civitai/model';
import {
  clearSelected,
  type SelectionList,
  selectAll,
  selectRange,
  toggleSelected,
  useSelectedIds,
} from '../../stores/selection';

interface SelectingInput {
  readonly place: string;
  readonly searchKey: string;
  readonly models: readonly ModelSummary[];
  /** The models are those of another search, while this one is on its way: they cannot be selected. */
  readonly isStale: boolean;
}

/** Lets the keys and presses of a grid select its models. */
export function useSelecting({ place, searchKey: key, models, isStale }: SelectingInput) {
  const list = useMemo<SelectionList>(() => ({ place, key }), [place, key]);
  const selectedIds = useSelectedIds(list);

  /** Answers whether the press was meant for the selection and not for the model. */
  const selectByPress = (event: MouseEvent, act: string | null, model: ModelSummary): boolean => {
    const isToggle = act === 'tick' || event.ctrlKey || event.metaKey;
    if (!event.shiftKey && !isToggle) return false;
    if (isStale) return true;
    if (event.shiftKey) selectRange(list, models, model.id);
    else toggleSelected(list, model.id);
    return true;
  };
  /** Answers whether the key was meant for the selection. Space looks at the model, so X ticks it. */
  const selectByKey = (event: KeyboardEvent, model: ModelSummary): boolean => {
    if (event.altKey) return false;
    const pressed = event.key.toLowerCase();
    const isMod = event.ctrlKey || event.metaKey;
    if (pressed === 'a' && isMod && !event.shiftKey) {
      if (!isStale) selectAll(list, models);
    } else if (pressed === 'x' && !isMod) {
      if (isStale) return true;
      if (event.shiftKey) selectRange(list, models, model.id);
      else if (!event.repeat) toggleSelected(list, model.id);
    } else if (pressed === 'escape' && selectedIds.size > 0) clearSelected(list);
    else return false;
    return true;
  };
  /** Shift with a key that moves takes along what it passes. */
  const selectByMove = (event: KeyboardEvent, from: number, to: number) => {
    const [start, end] = [models[from], models[to]];
    if (event.shiftKey && !isStale && start && end) selectRange(list, models, end.id, start.id);
  };
  return { list, selectedIds, selectByPress, selectByKey, selectByMove };
}
