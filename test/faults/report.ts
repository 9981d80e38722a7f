import { sectionOf } from './cases/all';
import type { JobResult } from './jobs';
import type { FaultCase } from './scenario';

const MOST_WRONG_LINES = 6;
const MOST_TRACE_LINES = 40;

export interface JudgedCase {
  readonly fault: FaultCase;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** Why it was skipped; null when it was not. */
  readonly reason: string | null;
  readonly results: readonly JobResult[];
}

/** A case passes when every one of its scenarios did, in every world. */
export function judgeCases(
  cases: readonly FaultCase[],
  results: readonly JobResult[],
): readonly JudgedCase[] {
  return cases.map((fault) => {
    const own = results.filter(({ job }) => job.caseId === fault.id);
    const reason = fault.cannotRun?.() ?? null;
    if (reason !== null) return { fault, outcome: 'skipped', reason, results: own };
    // A case without a result has proven nothing.
    const isGood = own.length > 0 && own.every(({ wrong }) => wrong.length === 0);
    return { fault, outcome: isGood ? 'passed' : 'failed', reason: null, results: own };
  });
}

/** The last line of a run for machines. */
export function summaryOf(judged: readonly JudgedCase[]) {
  const count = (outcome: JudgedCase['outcome']) => judged.filter((one) => one.outcome === outcome).length;
  return {
    cases: judged.length,
    passed: count('passed'),
    failed: count('failed'),
    skipped: judged.flatMap(({ fault, reason }) => (reason === null ? [] : [{ case: fault.id, reason }])),
    ...(count('failed') === 0
      ? {}
      : { failedCases: judged.filter(({ outcome }) => outcome === 'failed').map(({ fault }) => fault.id) }),
  };
}

/** What `--report` writes, for a stage that counts. */
export function reportedCases(judged: readonly JudgedCase[]) {
  return judged.map(({ fault, outcome, reason }) => ({
    name: `case ${fault.id} (${sectionOf(fault)}): ${fault.fault}`,
    outcome,
    reason,
  }));
}

/** One case for people: what it is, and what went wrong with it. */
export function lineOf({ fault, outcome, reason, results }: JudgedCase): string {
  const mark = outcome === 'passed' ? '✓' : outcome === 'failed' ? '✗' : '–';
  const worlds = results.reduce((sum, { job }) => sum + job.seeds.length, 0);
  const ms = results.reduce((sum, one) => sum + one.ms, 0);
  const head = `${mark} ${sectionOf(fault)}${String(fault.id).padStart(4)}  ${fault.fault}`;
  if (reason !== null) return `${head}\n        skipped: ${reason}`;
  if (outcome === 'passed')
    return `${head}  (${worlds} ${worlds === 1 ? 'world' : 'worlds'}, ${(ms / 1000).toFixed(1)} s)`;
  const failures = results.filter(({ wrong }) => wrong.length > 0);
  const details = failures.flatMap(({ job, wrong, trace }) => [
    `        ${fault.scenarios[job.scenario]?.name ?? ''}:`,
    ...wrong.slice(0, MOST_WRONG_LINES).map((words) => `          ${words.replace(/\n/g, '\n            ')}`),
    ...trace.slice(0, MOST_TRACE_LINES).map((line) => `            · ${line}`),
  ]);
  return [head, `        expected: ${fault.expect}`, ...details].join('\n');
}

export function lineOfSum(judged: readonly JudgedCase[], ms: number, isAll: boolean): string {
  const { cases, passed, failed, skipped } = summaryOf(judged);
  const what = isAll ? `all ${cases} cases` : `${cases} of the cases`;
  return `${what}: ${passed} passed, ${failed} failed, ${skipped.length} skipped, in ${(ms / 1000).toFixed(0)} s`;
}
