import { create } from 'zustand';
import type { DuplicatePlan, Likeness } from '../../../shared/library/duplicates';

/** `left`: what the user wants as it is. */
export type DuplicateTab = Likeness | 'left';

interface DuplicatesView {
  readonly tab: DuplicateTab;
  /** Copies that the user wants to keep, by the group; of others Civet's proposal holds. */
  readonly keptIds: ReadonlyMap<number, number>;
  /** What the user is asked about. */
  readonly plan: DuplicatePlan | null;
}

/** How the duplicates are looked at; it outlives a visit to another screen. */
export const useDuplicatesView = create<DuplicatesView>(() => ({
  tab: 'bytes',
  keptIds: new Map(),
  plan: null,
}));

export function showDuplicateTab(tab: DuplicateTab): void {
  useDuplicatesView.setState({ tab });
}

export function keepCopy(groupId: number, copyId: number): void {
  useDuplicatesView.setState(({ keptIds }) => ({ keptIds: new Map(keptIds).set(groupId, copyId) }));
}

export function askAboutPlan(plan: DuplicatePlan | null): void {
  useDuplicatesView.setState({ plan });
}
