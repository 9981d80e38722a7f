import { create } from 'zustand';
import type { Plan, PlanDelta, PlanHead, PlanItem, PlanProblem } from '../../shared/bulk/plan';
import type { Api } from '../../shared/ipc/contract';
import { mirrorDeltas } from './mirror-deltas';

/** What one addition brought. */
export interface PlanAddition {
  readonly addedIds: readonly string[];
  readonly problemCount: number;
  /** Models that its search left out because of the level of maturity. */
  readonly aboveLevelCount: number;
  /** Nothing was planned before. */
  readonly isFirst: boolean;
  /** The user has ended it. */
  readonly isCalledOff: boolean;
}

interface PlanMirror {
  readonly head: PlanHead;
  /** In the order in which they came; one that has not changed stays the same object. */
  readonly items: readonly PlanItem[];
  readonly byId: ReadonlyMap<string, PlanItem>;
  /** Those of one addition in the order of their lines. */
  readonly problems: readonly PlanProblem[];
  /** As it was when the last addition began; null before the first. */
  readonly start: PlanStart | null;
  readonly isCalledOff: boolean;
  /** The last one that has ended; null once it has been told. */
  readonly addition: PlanAddition | null;
  /** Of the last change that is in here; null before the first snapshot. */
  readonly revision: number | null;
}

type PlanStart = Pick<PlanMirror, 'head' | 'byId' | 'problems'>;

const nothing: PlanMirror = {
  head: { collecting: null, volumes: [], isFolderChosen: false, isSignedIn: false, aboveLevelCount: 0 },
  items: [],
  byId: new Map(),
  problems: [],
  start: null,
  isCalledOff: false,
  addition: null,
  revision: null,
};

export const usePlanStore = create<PlanMirror>(() => nothing);

/** As before the first snapshot. */
export function forgetPlan(): void {
  usePlanStore.setState(nothing, true);
}

/** What is found no longer is not missed: the user has ended the search for it. */
export function callOffAddition(): void {
  usePlanStore.setState({ isCalledOff: true });
}

/** @returns what the last addition brought, once; null when that has been told, or none has ended */
export function takeAddition(): PlanAddition | null {
  const { addition } = usePlanStore.getState();
  if (addition !== null) usePlanStore.setState({ addition: null });
  return addition;
}

export function startPlanMirror(api: Api): () => void {
  return mirrorDeltas<Plan, PlanDelta>({
    subscribe: (listener) => api.on('bulk.changed', listener),
    ask: () => api.invoke('bulk.snapshot'),
    shownRevision: () => usePlanStore.getState().revision,
    replace: ({ revision, head, items, problems }) =>
      usePlanStore.setState(({ start }) => {
        const byId = keyed(items);
        const isUnderWay = start === null && head.collecting !== null;
        return {
          revision,
          head,
          problems,
          items,
          byId,
          start: isUnderWay ? { head, byId, problems } : start,
        };
      }),
    apply: ({ revision, head, upserts, removed, problems }) =>
      usePlanStore.setState((before) => {
        const begins = before.head.collecting === null && head.collecting !== null;
        const ends = before.head.collecting !== null && head.collecting === null;
        const start: PlanStart | null = begins
          ? { head: before.head, byId: before.byId, problems: before.problems }
          : before.start;
        const after = {
          head,
          problems: problems === null ? before.problems : inOrder(problems, start),
          ...merged(before, upserts, removed),
        };
        return {
          ...after,
          revision,
          start,
          isCalledOff: begins ? false : before.isCalledOff,
          addition:
            ends && start !== null ? additionBetween(start, after, before.isCalledOff) : before.addition,
        };
      }),
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

/** What was there before stays as it was; of what has come since, the lines are told as they were pasted. */
function inOrder(problems: readonly PlanProblem[], start: PlanStart | null): readonly PlanProblem[] {
  if (start === null) return problems;
  const now = new Map(problems.map((each) => [each.id, each]));
  const earlier = start.problems.flatMap(({ id }) => now.get(id) ?? []);
  for (const { id } of earlier) now.delete(id);
  const lineOf = ({ line }: PlanProblem) => line ?? Number.MAX_SAFE_INTEGER;
  return [...earlier, ...[...now.values()].toSorted((a, b) => lineOf(a) - lineOf(b))];
}

function additionBetween(
  start: PlanStart,
  end: PlanStart & Pick<PlanMirror, 'items'>,
  isCalledOff: boolean,
): PlanAddition {
  const known = new Set(start.problems.map(({ id }) => id));
  return {
    addedIds: end.items.map(({ id }) => id).filter((id) => !start.byId.has(id)),
    problemCount: end.problems.filter(({ id }) => !known.has(id)).length,
    aboveLevelCount: Math.max(0, end.head.aboveLevelCount - start.head.aboveLevelCount),
    isFirst: start.byId.size === 0,
    isCalledOff,
  };
}
