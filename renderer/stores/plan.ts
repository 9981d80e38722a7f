import { create } from 'zustand';
import type { Plan, PlanDelta, PlanHead, PlanItem, PlanProblem } from '../../shared/bulk/plan';
import type { Api } from '../../shared/ipc/contract';
import { mirrorDeltas } from './mirror-deltas';

interface PlanMirror {
  readonly head: PlanHead;
  /** In the order in which they came; one that has not changed stays the same object. */
  readonly items: readonly PlanItem[];
  readonly byId: ReadonlyMap<string, PlanItem>;
  readonly problems: readonly PlanProblem[];
  /** Of the last change that is in here; null before the first snapshot. */
  readonly revision: number | null;
}

const nothing: PlanMirror = {
  head: { collecting: null, volumes: [], isFolderChosen: false, isSignedIn: false, aboveLevelCount: 0 },
  items: [],
  byId: new Map(),
  problems: [],
  revision: null,
};

export const usePlanStore = create<PlanMirror>(() => nothing);

/** As before the first snapshot. */
export function forgetPlan(): void {
  usePlanStore.setState(nothing, true);
}

export function startPlanMirror(api: Api): () => void {
  return mirrorDeltas<Plan, PlanDelta>({
    subscribe: (listener) => api.on('bulk.changed', listener),
    ask: () => api.invoke('bulk.snapshot'),
    shownRevision: () => usePlanStore.getState().revision,
    replace: ({ revision, head, items, problems }) =>
      usePlanStore.setState({ revision, head, problems, items, byId: keyed(items) }),
    apply: ({ revision, head, upserts, removed, problems }) =>
      usePlanStore.setState((before) => ({
        revision,
        head,
        problems: problems ?? before.problems,
        ...merged(before, upserts, removed),
      })),
  });
}

function keyed(items: readonly PlanItem[]): ReadonlyMap<string, PlanItem> {
  return new Map(items.map((each) => [each.id, each]));
}

function merged(
  { items, byId }: Pick<PlanMirror, 'items' | 'byId'>,
  upserts: readonly PlanItem[],
  removed: readonly string[],
): Pick<PlanMirror, 'items' | 'byId'> {
  if (upserts.length === 0 && removed.length === 0) return { items, byId };
  // A map keeps the place of what is set again, and puts what is new behind the rest.
  const next = new Map(byId);
  for (const id of removed) next.delete(id);
  for (const each of upserts) next.set(each.id, each);
  return { items: [...next.values()], byId: next };
}
