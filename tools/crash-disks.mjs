// @ts-check
import { bundleForNode } from './crash-bundle.mjs';
import { installPackages } from './lib/apt.mjs';
import { readFlags } from './lib/command-line.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { describeError, runMain, say, ToolError } from './lib/say.mjs';

/** @typedef {{ whyNoMounts: () => string | null, hasProgram: (name: string) => boolean }} Mounts */
/**
 * @typedef {{ runs: number, problems: readonly string[] }} Proof
 * @typedef {{ whyNot: () => Promise<string | null>, run: () => Promise<Proof> }} Task
 */

const USAGE = 'npm run disks -- [--only fullDisk|systemCalls|powerCut] [--json]';

// Full disks, failing system calls and power cuts, with the real engine on real file systems.
await runMain(async () => {
  const { only, json } = readFlags({ only: { type: 'string' }, json: { type: 'boolean' } }, USAGE);
  await ensureDependencies();
  const bundle = await bundleForNode({
    'kill-child': 'test/crash/kill/kill-child.ts',
    'hash-worker': 'electron/hash-worker.ts',
    'full-disk': 'test/crash/kill/full-disk.ts',
    'system-calls': 'test/crash/kill/system-calls.ts',
    'power-cut': 'test/crash/kill/power-cut.ts',
    mounts: 'test/crash/kill/mounts.ts',
  });
  try {
    /** @type {Mounts} */
    const mounts = await import(bundle.fileOf('mounts'));
    const tools = { childFile: bundle.fileOf('kill-child'), say };
    const proofs = {
      fullDisk: {
        whyNot: async () => mounts.whyNoMounts(),
        run: async () => (await import(bundle.fileOf('full-disk'))).proveFullDisk(tools),
      },
      systemCalls: {
        whyNot: async () => (mounts.hasProgram('strace') ? null : 'strace is not installed'),
        run: async () => (await import(bundle.fileOf('system-calls'))).proveSystemCalls(tools),
      },
      powerCut: {
        whyNot: () => whyNoPowerCut(mounts),
        run: async () => (await import(bundle.fileOf('power-cut'))).provePowerCut(tools),
      },
    };
    const chosen = Object.entries(proofs).filter(([name]) => only === undefined || name === only);
    if (chosen.length === 0) throw new ToolError(`There is no proof named ${only}.`, USAGE);
    return await report(chosen, json === true);
  } finally {
    bundle.remove();
  }
});

/**
 * @param {readonly (readonly [string, Task])[]} chosen
 * @param {boolean} isJson
 */
async function report(chosen, isJson) {
  /** @type {Record<string, unknown>} */
  const line = {};
  /** @type {string[]} */
  const skipped = [];
  let failed = 0;
  for (const [name, { whyNot, run }] of chosen) {
    const reason = await whyNot();
    if (reason !== null) {
      skipped.push(`${name}: ${reason}`);
      continue;
    }
    const { problems, ...facts } = await run();
    for (const problem of problems) say(problem);
    failed += problems.length;
    line[name] = { ...facts, wrong: problems.length };
  }
  process.stdout.write(`${isJson ? JSON.stringify({ ...line, skipped }) : words(line, skipped)}\n`);
  return failed === 0 ? 0 : 1;
}

/**
 * @param {Record<string, unknown>} line
 * @param {readonly string[]} skipped
 */
function words(line, skipped) {
  const done = Object.entries(line).map(([name, facts]) => `${name}: ${JSON.stringify(facts)}`);
  return [...done, ...skipped.map((reason) => `skipped ${reason}`)].join('\n');
}

/**
 * @param {Mounts} mounts
 * @returns {Promise<string | null>}
 */
async function whyNoPowerCut(mounts) {
  const noMounts = mounts.whyNoMounts();
  if (noMounts !== null) return noMounts;
  if (mounts.hasProgram('mkfs.xfs')) return null;
  try {
    await installPackages(['xfsprogs'], 'The power-cut run');
    return null;
  } catch (error) {
    return describeError(error);
  }
}
