import { create } from 'zustand';
import type { Failure } from '../../../shared/failure';
import type { PlanFilter } from './plan-entries';

/** What is asked in a window of its own. */
export type PlanQuestion =
  /** `corrects` are the problems that the text stands for; none for a new list. */
  | { readonly kind: 'list'; readonly text: string; readonly corrects: readonly string[] }
  | { readonly kind: 'choice'; readonly id: string }
  | { readonly kind: 'risk'; readonly ids: readonly string[] }
  | { readonly kind: 'removal'; readonly ids: readonly string[] }
  | { readonly kind: 'clear' };

interface PlanView {
  readonly filter: PlanFilter;
  /** Words that a row has to hold. */
  readonly text: string;
  readonly selectedIds: ReadonlySet<string>;
  /** Where a range begins that is selected with Shift. */
  readonly anchorId: string | null;
  readonly question: PlanQuestion | null;
  /** Of a row that is to be seen; null once it is. */
  readonly rowToShow: string | null;
  readonly isQueueing: boolean;
  /** Why items that were to be queued are still here. */
  readonly refused: ReadonlyMap<string, Failure>;
}

const NONE: ReadonlySet<string> = new Set();

/** Ours, not a mirror: how the plan is looked at. Survives leaving the screen. */
export const usePlanView = create<PlanView>(() => ({
  filter: 'all',
  text: '',
  selectedIds: NONE,
  anchorId: null,
  question: null,
  rowToShow: null,
  isQueueing: false,
  refused: new Map(),
}));

export function showPlanFilter(filter: PlanFilter): void {
  usePlanView.setState({ filter, selectedIds: NONE, anchorId: null });
}

export function searchPlan(text: string): void {
  usePlanView.setState({ text, selectedIds: NONE, anchorId: null });
}

/** Whatever somebody was looking for before: what has just come is to be seen. */
export function showWholePlan(): void {
  searchPlan('');
  showPlanFilter('all');
}

/** @param anchorId where a later range begins; as before when it is left out */
export function selectItems(ids: Iterable<string>, anchorId?: string | null): void {
  usePlanView.setState((before) => ({
    selectedIds: new Set(ids),
    anchorId: anchorId === undefined ? before.anchorId : anchorId,
  }));
}

export function toggleSelected(id: string): void {
  const { selectedIds } = usePlanView.getState();
  selectItems(
    selectedIds.has(id) ? [...selectedIds].filter((each) => each !== id) : [...selectedIds, id],
    id,
  );
}

export function clearSelection(): void {
  selectItems(NONE, null);
}

/** Scrolls there when the list shows it, unless it is in view. */
export function bringIntoView(id: string | null): void {
  usePlanView.setState({ rowToShow: id });
}

/** Null once it is answered. */
export function askPlanQuestion(question: PlanQuestion | null): void {
  usePlanView.setState({ question });
}
