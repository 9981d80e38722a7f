import type { FaultCase, Scenario } from './scenario';

/** So many worlds of one scenario run side by side in one process. */
const WORLDS_AT_ONCE = 8;

/** One scenario, in one world or in several with different orders of events. */
export interface Job {
  readonly caseId: number;
  readonly scenario: number;
  /** 0 stands for servers that always behave the same. */
  readonly seeds: readonly number[];
  readonly isSlow: boolean;
}

export interface JobResult {
  readonly job: Job;
  readonly wrong: readonly string[];
  readonly trace: readonly string[];
  readonly ms: number;
}

/**
 * @param seeds how many worlds a scenario gets in which order matters; null for as many as it says
 */
export function jobsOf(cases: readonly FaultCase[], seeds: number | null): readonly Job[] {
  return cases.flatMap((one) =>
    one.cannotRun?.() == null
      ? one.scenarios.flatMap((scenario, index) => jobsOfScenario(one.id, scenario, index, seeds))
      : [],
  );
}

function jobsOfScenario(
  caseId: number,
  scenario: Scenario,
  index: number,
  seeds: number | null,
): readonly Job[] {
  const isSlow = scenario.isSlow === true;
  if (scenario.seeds === undefined) return [{ caseId, scenario: index, seeds: [0], isSlow }];
  const all = Array.from({ length: seeds ?? scenario.seeds }, (_, number) => number + 1);
  const jobs: Job[] = [];
  for (let at = 0; at < all.length; at += WORLDS_AT_ONCE) {
    jobs.push({ caseId, scenario: index, seeds: all.slice(at, at + WORLDS_AT_ONCE), isSlow });
  }
  return jobs;
}
