// @ts-check
import { bundleForNode } from './crash-bundle.mjs';
import { readFlags } from './lib/command-line.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { runMain, say, ToolError } from './lib/say.mjs';

const USAGE =
  'npm run killloop -- [--only downloads|operations] [--kills 200] [--seed 1] [--manner quick|full] [--json]';
/** Of the kills of operations, so many hit a download whose file is just getting its name. */
const PLACING_SHARE = 0.2;

/** @typedef {{ kills: number, seed: number, isJson: boolean }} Wish */

// Kills the real engine, or real changes of files, with SIGKILL, and looks at what is left.
await runMain(async () => {
  const flags = readFlags(
    {
      only: { type: 'string' },
      kills: { type: 'string' },
      seed: { type: 'string' },
      manner: { type: 'string' },
      json: { type: 'boolean' },
    },
    USAGE,
  );
  const only = flags.only ?? 'downloads';
  const kills = Number(flags.kills ?? 200);
  const seed = Number(flags.seed ?? Date.now() % 1_000_000);
  if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) {
    throw new ToolError('Kills and seed are whole numbers.', USAGE);
  }
  if (only !== 'downloads' && only !== 'operations') throw new ToolError(`There is no loop ${only}.`, USAGE);
  await ensureDependencies();
  say(`${kills} kills, seed ${seed}.`);
  const wish = { kills, seed, isJson: flags.json === true };
  return only === 'operations' ? killOperations(wish) : killDownloads(wish, flags.manner ?? '');
});

/** @param {Wish} wish @param {string} manner */
async function killDownloads({ kills, seed, isJson }, manner) {
  const bundle = await bundleDownloads({});
  try {
    const { KillLoop } = await import(bundle.fileOf('kill-loop'));
    const { FULL, QUICK } = await import(bundle.fileOf('kill-manner'));
    const mixed = [QUICK, QUICK, FULL];
    const manners = { quick: [QUICK], full: [FULL] }[manner] ?? mixed;
    const loop = new KillLoop({ kills, seed, manners, childFile: bundle.fileOf('kill-child'), say });
    const outcome = await loop.run();
    const { tooDear, ...line } = outcome;
    process.stdout.write(isJson ? `${JSON.stringify(line)}\n` : `${describe(outcome)}\n`);
    return outcome.corrupt + outcome.lost + tooDear === 0 ? 0 : 1;
  } finally {
    bundle.remove();
  }
}

/** Moves, trashes, links and their undoing; and the placing of downloads. @param {Wish} wish */
async function killOperations({ kills, seed, isJson }) {
  const bundle = await bundleDownloads({
    'operations-child': 'test/crash/kill/operations-child.ts',
    'operations-loop': 'test/crash/kill/operations-loop.ts',
    'crash-point-names': 'test/crash/kill/crash-point-names.ts',
  });
  try {
    const { OperationsKillLoop } = await import(bundle.fileOf('operations-loop'));
    const { KillLoop } = await import(bundle.fileOf('kill-loop'));
    const { PLACING } = await import(bundle.fileOf('kill-manner'));
    const { PLACING_POINTS } = await import(bundle.fileOf('crash-point-names'));
    const ofPlacing = Math.floor(kills * PLACING_SHARE);
    const operations = await new OperationsKillLoop({
      kills: kills - ofPlacing,
      seed,
      childFile: bundle.fileOf('operations-child'),
      say,
    }).run();
    const placing = await new KillLoop({
      kills: ofPlacing,
      seed,
      manners: [PLACING],
      points: PLACING_POINTS,
      childFile: bundle.fileOf('kill-child'),
      say,
    }).run();
    const outcome = {
      kills: operations.kills + placing.kills,
      corrupt: placing.corrupt,
      torn: operations.torn,
      lost: operations.lost + placing.lost,
      points: operations.points,
    };
    const { corrupt, torn, lost } = outcome;
    const words = `${outcome.kills} kills: ${torn} torn, ${corrupt} corrupt, ${lost} lost.`;
    process.stdout.write(`${isJson ? JSON.stringify(outcome) : words}\n`);
    return corrupt + torn + lost === 0 ? 0 : 1;
  } finally {
    bundle.remove();
  }
}

/** @param {Readonly<Record<string, string>>} more */
function bundleDownloads(more) {
  return bundleForNode({
    'kill-child': 'test/crash/kill/kill-child.ts',
    'hash-worker': 'electron/hash-worker.ts',
    'kill-loop': 'test/crash/kill/kill-loop.ts',
    'kill-manner': 'test/crash/kill/kill-manner.ts',
    ...more,
  });
}

/** @param {{ kills: number, corrupt: number, lost: number, refetchedBytesMax: number }} outcome */
function describe({ kills, corrupt, lost, refetchedBytesMax }) {
  const mib = (refetchedBytesMax / 1024 / 1024).toFixed(1);
  return `${kills} kills: ${corrupt} corrupt, ${lost} lost, at most ${mib} MiB fetched again.`;
}
