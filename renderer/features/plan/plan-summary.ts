import type { PlanItem, PlanProblem } from '../../../shared/bulk/plan';
import { isHere, needsAttention, type PlanFilter, type Refusals } from './plan-entries';

export interface PlanSummary {
  readonly includedCount: number;
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
  let [includedCount, includedBytes, unknownSizeCount] = [0, 0, 0];
  let [lockableCount, loginCount, attention, here] = [0, 0, 0, 0];
  for (const item of items) {
    if (item.isIncluded) {
      includedCount += 1;
      includedBytes += item.approximateBytes ?? 0;
      if (item.approximateBytes === null) unknownSizeCount += 1;
    }
    if (isHere(item)) here += 1;
    else if (needsAttention(item) || refused.has(item.id)) attention += 1;
    if (item.fileId !== null && (item.isIncluded || isHere(item))) lockableCount += 1;
    if (item.access.kind === 'login' && !item.isIncluded && !isHere(item)) loginCount += 1;
  }
  return {
    includedCount,
    includedBytes,
    unknownSizeCount,
    lockableCount,
    loginCount,
    counts: { all: items.length, attention, here, problems: problems.length },
  };
}
