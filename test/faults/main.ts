import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ALL_CASES, chooseCases } from './cases/all';
import { type JobResult, jobsOf } from './jobs';
import { serveLane } from './lane';
import { runJobs } from './lanes';
import { judgeCases, lineOf, lineOfSum, reportedCases, summaryOf } from './report';

const MOST_LANES = 3;

const USAGE = 'npm run faults [-- --json] [--only 66,69 | --only F] [--seeds N]\n';

/** Null for a flag that there is not. */
function readFlags() {
  try {
    return parseArgs({
      options: {
        lane: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        only: { type: 'string' },
        seeds: { type: 'string' },
        report: { type: 'string' },
      },
    }).values;
  } catch {
    return null;
  }
}

async function main(): Promise<number> {
  const values = readFlags();
  if (values === null) {
    process.stderr.write(USAGE);
    return 1;
  }
  if (values.lane) {
    serveLane();
    return 0;
  }
  const chosen = chooseCases(values.only ?? null);
  const seeds = values.seeds === undefined ? null : Number(values.seeds);
  if (chosen.length === 0 || (seeds !== null && !(seeds >= 1))) {
    process.stderr.write(USAGE);
    return 1;
  }
  const startMs = performance.now();
  const results: JobResult[] = [];
  await runJobs(jobsOf(chosen, seeds), {
    script: fileURLToPath(import.meta.url),
    lanes: Math.min(MOST_LANES, availableParallelism()),
    onResult: (result) => {
      results.push(result);
      if (result.wrong.length > 0) process.stderr.write(`✗ case ${result.job.caseId}\n`);
    },
  });
  const judged = judgeCases(chosen, results);
  const say = (line: string) => (values.json ? process.stderr : process.stdout).write(`${line}\n`);
  for (const one of judged) say(lineOf(one));
  if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(reportedCases(judged)));
  const isAll = chosen.length === ALL_CASES.length;
  say(lineOfSum(judged, performance.now() - startMs, isAll));
  if (values.json) process.stdout.write(`${JSON.stringify(summaryOf(judged))}\n`);
  return judged.some(({ outcome }) => outcome === 'failed') ? 1 : 0;
}

process.exitCode = await main();
