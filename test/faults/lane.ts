import { ALL_CASES } from './cases/all';
import type { Job, JobResult } from './jobs';
import { runScenario } from './run-scenario';
import type { Certificate } from './server/certificate';

/** What a lane is told: first the certificate that it trusts, then one job after the other. */
export type LaneOrder = { readonly trusted: Certificate } | { readonly job: Job };

/**
 * A process of its own that runs scenarios: what one of them breaks in the process itself, such as an error
 * that nobody caught, ends this lane and not the whole run.
 */
export function serveLane(): void {
  let trusted: Certificate | null = null;
  process.on('message', (order: LaneOrder) => {
    if ('trusted' in order) {
      trusted = order.trusted;
      return;
    }
    void runJob(order.job, trusted).then((result) => process.send?.(result));
  });
  process.on('disconnect', () => process.exit(0));
}

async function runJob(job: Job, trusted: Certificate | null): Promise<JobResult> {
  const scenario = ALL_CASES.find(({ id }) => id === job.caseId)?.scenarios[job.scenario];
  if (scenario === undefined) throw new Error(`There is no scenario ${job.scenario} of case ${job.caseId}.`);
  const startMs = performance.now();
  const verdicts = await Promise.all(
    job.seeds.map(async (seed) => ({ seed, verdict: await runScenario(scenario, seed, trusted) })),
  );
  const failed = verdicts.filter(({ verdict }) => verdict.wrong.length > 0);
  return {
    job,
    wrong: failed.flatMap(({ seed, verdict }) =>
      verdict.wrong.map((words) => (seed === 0 ? words : `seed ${seed}: ${words}`)),
    ),
    trace: failed[0]?.verdict.trace ?? [],
    ms: performance.now() - startMs,
  };
}
