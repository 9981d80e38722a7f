import { canBeIncluded, type PlanItem, type PlanProblem } from '../../../shared/bulk/plan';
import { isHere, needsAttention, PLAN_FILTERS, type PlanFilter, type Refusals } from './plan-entries';

export interface PlanSummary {
  readonly includedCount: number;
  /** Included, or could be. */
  readonly tickableCount: number;
  /** Of the included items whose size is known. */
  readonly includedBytes: number;
  readonly unknownSizeCount: number;
  /** What a lock file would name: included, or here already. */
  readonly lockableCount: number;
  /** Left out for nothing but that nobody is signed in. */
  readonly loginCount: number;
  readonly counts: Readonly<Record<PlanFilter, number>>;
}

export function summarisePlan(
  items: readonly PlanItem[],
  problems: readonly PlanProblem[],
  refused: Refusals,
): PlanSummary {
  let [includedCount, tickableCount, includedBytes, unknownSizeCount] = [0, 0, 0, 0];
  let [lockableCount, loginCount, attention, here] = [0, 0, 0, 0];
  for (const item of items) {
    if (item.isIncluded) {
      includedCount += 1;
      includedBytes += item.approximateBytes ?? 0;
      if (item.approximateBytes === null) unknownSizeCount += 1;
    }
    if (item.isIncluded || canBeIncluded(item)) tickableCount += 1;
    if (isHere(item)) here += 1;
    else if (needsAttention(item) || refused.has(item.id)) attention += 1;
    if (item.fileId !== null && (item.isIncluded || isHere(item))) lockableCount += 1;
    if (item.access.kind === 'login' && !item.isIncluded && !isHere(item)) loginCount += 1;
  }
  return {
    includedCount,
    tickableCount,
    includedBytes,
    unknownSizeCount,
    lockableCount,
    loginCount,
    counts: { all: items.length, attention, here, problems: problems.length },
  };
}

/** What can be looked at: where nothing of what was asked for could be planned, why not is all there is. */
export function filtersOf(
  { counts }: Pick<PlanSummary, 'counts'>,
  isCollecting: boolean,
): readonly PlanFilter[] {
  const hasOnlyProblems = counts.all === 0 && counts.problems > 0;
  return hasOnlyProblems && !isCollecting ? ['problems'] : PLAN_FILTERS;
}

/** Why nothing can be queued as it is; null when something can, or when there is nothing to say yet. */
export function whyNothingToQueue(
  { includedCount, tickableCount, counts }: Pick<PlanSummary, 'includedCount' | 'tickableCount' | 'counts'>,
  isCollecting: boolean,
): 'nothingIncluded' | 'noFileInPlan' | 'allHere' | 'nothingPossible' | null {
  if (includedCount > 0) return null;
  if (tickableCount > 0) return 'nothingIncluded';
  if (isCollecting) return null;
  if (counts.all === 0) return counts.problems > 0 ? 'noFileInPlan' : null;
  return counts.here === counts.all ? 'allHere' : 'nothingPossible';
}
