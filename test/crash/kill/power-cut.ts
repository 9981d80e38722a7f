import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inspectProfile } from './inspect-profile';
import { Mounts, runSystem } from './mounts';
import { ProofBench, type ProofOutcome, type ProofTools } from './proof';

const MIB = 1024 * 1024;
const CUTS = 16;
/** Each of these is also brought to its end. */
const FINISHED_EVERY = 4;

export interface PowerCutOutcome extends ProofOutcome {
  /** Claims that were looked at after the cuts. */
  readonly claims: number;
}

/**
 * Pulls the plug: profile and models lie on an ext4 image, which lies on a file system that can copy a file
 * in one moment. Each copy is what a disk would hold had the power gone then; it is mounted, which plays
 * back ext4's own journal, and looked at.
 */
export async function provePowerCut(tools: ProofTools): Promise<PowerCutOutcome> {
  const bench = new ProofBench(tools, () => 4 * MIB);
  const mounts = new Mounts();
  const problems: string[] = [];
  let claims = 0;
  await bench.server.start();
  try {
    const { image, copies } = prepare(bench, mounts);
    const disk = join(bench.folder, 'disk');
    mounts.mount(disk, '-o', 'loop', image);
    const orders = bench.orders(disk, [24 * MIB, 24 * MIB]);
    const { child, isReady, ended } = bench.start(orders);
    await isReady;
    const taken: string[] = [];
    for (let cut = 1; cut <= CUTS && child.exitCode === null; cut += 1) {
      await pause(120 + Math.random() * 400);
      const copy = join(copies, `cut-${cut}.img`);
      runSystem('cp', '--reflink=always', image, copy);
      taken.push(copy);
    }
    child.kill('SIGKILL');
    await ended;
    mounts.unmount(disk);
    for (const [index, copy] of taken.entries()) {
      mounts.mount(disk, '-o', 'loop', copy);
      const found = inspectProfile(orders.profile);
      claims += found.claims;
      const name = `cut ${index + 1}`;
      problems.push(...found.corrupt.map((problem) => `${name}: ${problem}`));
      if (index % FINISHED_EVERY === 0 && existsSync(orders.models)) {
        const end = await bench.start(orders).ended;
        problems.push(...bench.problems(orders, end).map((problem) => `${name}, finished: ${problem}`));
      }
      bench.say(`Power cut ${index + 1}: ${found.claims} claims, ${found.corrupt.length} wrong`);
      mounts.unmount(disk);
    }
    return { runs: taken.length, claims, problems };
  } finally {
    mounts.close();
    await bench.close();
  }
}

/** A file system that shares blocks, and on it an ext4 image. */
function prepare(bench: ProofBench, mounts: Mounts): { readonly image: string; readonly copies: string } {
  const base = join(bench.folder, 'base.img');
  const copies = join(bench.folder, 'copies');
  runSystem('truncate', '-s', '1G', base);
  runSystem('mkfs.xfs', '-q', '-m', 'reflink=1', base);
  mounts.mount(copies, '-o', 'loop', base);
  const image = join(copies, 'disk.img');
  runSystem('truncate', '-s', '160M', image);
  runSystem('mkfs.ext4', '-q', '-F', image);
  return { image, copies };
}
