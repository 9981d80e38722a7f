import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { STATE } from './child-orders';
import { Mounts, runSystem } from './mounts';
import { ProofBench, type ProofOutcome, type ProofTools } from './proof';

const MIB = 1024 * 1024;

/** A disk that is really full: no room from the start, none any more, and none for the books. */
export async function proveFullDisk(tools: ProofTools): Promise<ProofOutcome> {
  const bench = new ProofBench(tools, () => 2 * MIB);
  const mounts = new Mounts();
  const problems: string[] = [];
  await bench.server.start();
  try {
    const runs = { fillsUpMeanwhile, growsLater, hasNoRoomForBooks };
    for (const [name, run] of Object.entries(runs)) {
      const found = await run(bench, mounts, join(bench.folder, name));
      bench.say(`Full disk, ${name}: ${found.length === 0 ? 'as promised' : found.join('; ')}`);
      problems.push(...found.map((problem) => `${name}: ${problem}`));
    }
    return { runs: Object.keys(runs).length, problems };
  } finally {
    mounts.close();
    await bench.close();
  }
}

/** There was room when it began; then somebody else writes the disk full, and later makes room again. */
async function fillsUpMeanwhile(bench: ProofBench, mounts: Mounts, home: string): Promise<readonly string[]> {
  const disk = join(home, 'disk');
  mounts.mount(disk, '-t', 'tmpfs', '-o', 'size=20m', 'tmpfs');
  const orders = { ...bench.orders(home, [12 * MIB]), models: disk };
  const filler = join(disk, 'filler.bin');
  const watch = watchStates();
  const { isReady, ended } = bench.start(orders, { onLine: watch.onLine });
  await isReady;
  await watch.until('transferring');
  fillUp(filler);
  await watch.until('waiting disk.full');
  rmSync(filler);
  const end = await ended;
  const problems = bench.problems(orders, end);
  mounts.unmount(disk);
  return problems;
}

/** The file is larger than the disk, which then grows. */
async function growsLater(bench: ProofBench, mounts: Mounts, home: string): Promise<readonly string[]> {
  const disk = join(home, 'disk');
  mounts.mount(disk, '-t', 'tmpfs', '-o', 'size=4m', 'tmpfs');
  const orders = { ...bench.orders(home, [8 * MIB]), models: disk };
  const watch = watchStates();
  const { ended } = bench.start(orders, { onLine: watch.onLine });
  await watch.until('waiting disk.full');
  runSystem('mount', '-o', 'remount,size=16m', disk);
  const problems = bench.problems(orders, await ended);
  mounts.unmount(disk);
  return problems;
}

/** The models have a disk of their own; the one with the database is full for a while. */
async function hasNoRoomForBooks(
  bench: ProofBench,
  mounts: Mounts,
  home: string,
): Promise<readonly string[]> {
  const disk = join(home, 'disk');
  mounts.mount(disk, '-t', 'tmpfs', '-o', 'size=3m', 'tmpfs');
  const orders = { ...bench.orders(home, [8 * MIB]), profile: disk };
  const filler = join(disk, 'filler.bin');
  const watch = watchStates();
  const { isReady, ended } = bench.start(orders, { onLine: watch.onLine });
  await isReady;
  await watch.until('transferring');
  fillUp(filler);
  await watch.until('disk.full');
  rmSync(filler);
  const problems = bench.problems(orders, await ended);
  mounts.unmount(disk);
  return problems;
}

/** Writes until the system says that there is no room. */
function fillUp(path: string): void {
  const block = new Uint8Array(MIB);
  try {
    for (;;) writeFileSync(path, block, { flag: 'a' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
}

function watchStates() {
  const lines: string[] = [];
  let wake = () => {};
  return {
    onLine: (line: string) => {
      if (line.startsWith(STATE)) lines.push(line);
      wake();
    },
    /** Waits for a state, or a failure, that a line tells of. */
    until: async (words: string) => {
      const deadlineMs = Date.now() + 60_000;
      while (!lines.some((line) => line.includes(words))) {
        if (Date.now() > deadlineMs) throw new Error(`No file was ever ${words}: ${lines.join(', ')}`);
        await new Promise<void>((resolve) => {
          wake = resolve;
          setTimeout(resolve, 500);
        });
      }
    },
  };
}
