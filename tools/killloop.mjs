// @ts-check
import { bundleForNode } from './crash-bundle.mjs';
import { readFlags } from './lib/command-line.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { runMain, say, ToolError } from './lib/say.mjs';

const USAGE = 'npm run killloop -- [--kills 200] [--seed 1] [--manner quick|full] [--json]';

// Kills the real engine with SIGKILL, at random times and at named points, and looks at what is left.
await runMain(async () => {
  const flags = readFlags(
    {
      kills: { type: 'string' },
      seed: { type: 'string' },
      manner: { type: 'string' },
      json: { type: 'boolean' },
    },
    USAGE,
  );
  const kills = Number(flags.kills ?? 200);
  const seed = Number(flags.seed ?? Date.now() % 1_000_000);
  if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) {
    throw new ToolError('Kills and seed are whole numbers.', USAGE);
  }
  await ensureDependencies();
  const bundle = await bundleForNode({
    'kill-child': 'test/crash/kill/kill-child.ts',
    'hash-worker': 'electron/hash-worker.ts',
    'kill-loop': 'test/crash/kill/kill-loop.ts',
    'kill-manner': 'test/crash/kill/kill-manner.ts',
  });
  try {
    const { KillLoop } = await import(bundle.fileOf('kill-loop'));
    const { FULL, QUICK } = await import(bundle.fileOf('kill-manner'));
    const mixed = [QUICK, QUICK, FULL];
    const manners = { quick: [QUICK], full: [FULL] }[flags.manner ?? ''] ?? mixed;
    say(`${kills} kills, seed ${seed}.`);
    const loop = new KillLoop({ kills, seed, manners, childFile: bundle.fileOf('kill-child'), say });
    const outcome = await loop.run();
    const { tooDear, ...line } = outcome;
    process.stdout.write(flags.json === true ? `${JSON.stringify(line)}\n` : `${describe(outcome)}\n`);
    return outcome.corrupt + outcome.lost + tooDear === 0 ? 0 : 1;
  } finally {
    bundle.remove();
  }
});

/** @param {{ kills: number, corrupt: number, lost: number, refetchedBytesMax: number }} outcome */
function describe({ kills, corrupt, lost, refetchedBytesMax }) {
  const mib = (refetchedBytesMax / 1024 / 1024).toFixed(1);
  return `${kills} kills: ${corrupt} corrupt, ${lost} lost, at most ${mib} MiB fetched again.`;
}
