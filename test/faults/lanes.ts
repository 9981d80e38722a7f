import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Job, JobResult } from './jobs';
import type { LaneOrder } from './lane';
import { VAULT_NAME } from './origins';
import { selfSigned } from './server/certificate';

/** Longer than any scenario waits for itself. */
const JOB_LIMIT_MS = 300_000;
const YEAR_MS = 365 * 86_400_000;

export interface LanesNeeds {
  /** This program, to be started again as a lane. */
  readonly script: string;
  readonly lanes: number;
  readonly onResult: (result: JobResult) => void;
}

/**
 * Runs all jobs: most of them one at a time in a few lanes, so that what they leave behind is seen; those
 * that only wait, all at once in a lane of their own.
 */
export async function runJobs(jobs: readonly Job[], needs: LanesNeeds): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'civet-faults-trust-'));
  const trusted = selfSigned([VAULT_NAME, `*.${VAULT_NAME}`, '127.0.0.1'], Date.now() + YEAR_MS);
  const trustFile = join(folder, 'trusted.pem');
  writeFileSync(trustFile, trusted.cert);
  const startLane = () => {
    const child = fork(needs.script, ['--lane'], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: trustFile },
      execArgv: ['--enable-source-maps'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'json',
    });
    child.send({ trusted } satisfies LaneOrder);
    return child;
  };
  const quick = jobs.filter(({ isSlow }) => !isSlow);
  const slow = jobs.filter(({ isSlow }) => isSlow);
  // The long ones first, so that no lane is left alone with one at the end.
  const queue = [...quick].sort((a, b) => b.seeds.length - a.seeds.length);
  const lane = async () => {
    let child: ChildProcess | null = null;
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
      child ??= startLane();
      const { result, isAlive } = await runOn(child, job);
      needs.onResult(result);
      if (!isAlive) child = null;
    }
    child?.disconnect();
  };
  const patient = slow.map(async (job) => {
    const child = startLane();
    const { result, isAlive } = await runOn(child, job);
    needs.onResult(result);
    if (isAlive) child.disconnect();
  });
  try {
    await Promise.all([...Array.from({ length: needs.lanes }, lane), ...patient]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runOn(child: ChildProcess, job: Job): Promise<{ result: JobResult; isAlive: boolean }> {
  const startMs = performance.now();
  let said = '';
  const listen = (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4_000);
  };
  child.stderr?.on('data', listen);
  return new Promise((resolve) => {
    const limit = setTimeout(() => child.kill('SIGKILL'), JOB_LIMIT_MS);
    const end = (result: JobResult, isAlive: boolean) => {
      clearTimeout(limit);
      child.stderr?.off('data', listen);
      child.off('message', answered);
      child.off('exit', died);
      resolve({ result, isAlive });
    };
    const answered = (result: JobResult) => end(result, true);
    const died = (code: number | null, signal: NodeJS.Signals | null) => {
      const why = `the process of this scenario ended by itself (${code ?? signal}): ${said.trim()}`;
      end({ job, wrong: [why], trace: [], ms: performance.now() - startMs }, false);
    };
    child.on('message', answered);
    child.on('exit', died);
    child.send({ job } satisfies LaneOrder);
  });
}
