import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProofBench, type ProofOutcome, type ProofTools } from './proof';
import { partPathOf } from './target';

const MIB = 1024 * 1024;

interface Injection {
  readonly call: string;
  readonly error: string;
  /** Which calls of each thread fail: "3", or "2..4". */
  readonly when: string;
  /** Whether only calls on the part file count, or the database's as well. */
  readonly isAnywhere?: true;
}

/** A part file is written by either: one piece of memory, or several in one call. */
const WRITE = 'pwrite64,pwritev';
/** Long enough that each thread writes a few times. */
const FILE_BYTES = 32 * MIB;

/** The calls by which bytes and names get onto a disk. */
const INJECTIONS: readonly Injection[] = [
  ...['1', '2', '4'].map((when) => ({ call: WRITE, error: 'ENOSPC', when })),
  ...['1', '2', '4'].map((when) => ({ call: WRITE, error: 'EIO', when })),
  { call: WRITE, error: 'EDQUOT', when: '2..4' },
  { call: WRITE, error: 'EROFS', when: '3' },
  ...['1', '2'].map((when) => ({ call: 'fdatasync', error: 'EIO', when })),
  { call: 'fdatasync', error: 'ENOSPC', when: '1' },
  { call: 'pread64', error: 'EIO', when: '1' },
  { call: 'openat', error: 'EMFILE', when: '1' },
  { call: 'openat', error: 'EACCES', when: '1' },
  { call: 'link', error: 'EPERM', when: '1' },
  { call: 'link', error: 'EIO', when: '1' },
  { call: 'link', error: 'EMLINK', when: '1' },
  { call: 'unlink', error: 'EBUSY', when: '1' },
  ...['3', '20', '40'].map((when) => ({ call: 'pwrite64', error: 'EIO', when, isAnywhere: true as const })),
  { call: 'pwrite64', error: 'ENOSPC', when: '30..35', isAnywhere: true },
  { call: 'fsync', error: 'EIO', when: '3', isAnywhere: true },
  { call: 'fsync', error: 'EIO', when: '1', isAnywhere: true },
];

/**
 * System calls of the real program that fail, by strace: the download may stop and ask, but it never ends
 * wrong, and it goes on from what it has.
 */
export async function proveSystemCalls(tools: ProofTools): Promise<ProofOutcome> {
  const bench = new ProofBench(tools, () => 32 * MIB);
  const problems: string[] = [];
  await bench.server.start();
  try {
    for (const [index, injection] of INJECTIONS.entries()) {
      const found = await runOne(bench, injection, join(bench.folder, String(index)));
      const where = injection.isAnywhere ? 'anywhere' : 'on the part file';
      const name = `${injection.call} ${injection.error} at ${injection.when} ${where}`;
      bench.say(`System call ${name}: ${found.length === 0 ? 'as promised' : found.join('; ')}`);
      problems.push(...found.map((problem) => `${name}: ${problem}`));
    }
    return { runs: INJECTIONS.length, problems };
  } finally {
    await bench.close();
  }
}

/** One life under strace and, where that one stopped, one without. */
async function runOne(
  bench: ProofBench,
  { call, error, when, isAnywhere }: Injection,
  home: string,
): Promise<readonly string[]> {
  const orders = bench.orders(home, [FILE_BYTES], 30_000);
  const inject = `inject=${call}:error=${error}:when=${when}`;
  const [file] = orders.files;
  const only = isAnywhere || file === undefined ? [] : ['-P', partPathOf(orders.models, file.number)];
  const log = join(bench.folder, 'strace.log');
  const under = ['strace', '-f', '-qq', '-o', log, '-e', `trace=${call}`, '-e', inject, ...only];
  const first = await bench.start(orders, { under, isQuiet: true }).ended;
  if (!readFileSync(log, 'utf8').includes('(INJECTED)')) return [`no ${call} was ever made`];
  const problems = bench.problems(orders, first);
  if (first.code === 0) return problems;
  const corrupt = problems.filter((problem) => /claimed|SHA/.test(problem));
  const second = await bench.start(orders).ended;
  return [...corrupt, ...bench.problems(orders, second)];
}
