import fc from 'fast-check';
import { describe, it } from 'vitest';
import { add, type Model } from './commands';
import { finishAll } from './liveness';
import { firstFiles, STEPS } from './steps';
import { LARGE, type Scale, SMALL, World } from './world';

const RUNS = Number(process.env.CIVET_MODEL_RUNS ?? 2_000);
/** What a failure has printed, to see it again: seed and path of the run, and `replayPath` of the commands. */
const { CIVET_MODEL_SEED: seed, CIVET_MODEL_PATH: path, CIVET_MODEL_REPLAY: replayPath } = process.env;
/** One commit gets one answer, everywhere; CIVET_MODEL_SEED=random looks where nobody has looked yet. */
const USUAL_SEED = 20_261_122;
const REPEAT =
  seed === 'random' ? {} : { seed: Number(seed ?? USUAL_SEED), ...(path === undefined ? {} : { path }) };

async function keepsEveryPromise(scale: Scale, runs: number): Promise<void> {
  const sequence = fc.asyncProperty(
    fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    firstFiles,
    fc.commands(STEPS, {
      size: 'medium',
      maxCommands: 40,
      ...(replayPath === undefined ? {} : { replayPath }),
    }),
    async (chance, first, steps) => {
      const world = new World(chance, scale);
      await world.start();
      const model: Model = { wishes: new Map() };
      for (const number of first) add(world, model, number);
      await fc.asyncModelRun(() => ({ model, real: world }), steps);
      await finishAll(world);
    },
  );
  await fc.assert(sequence, { numRuns: runs, ...REPEAT });
}

describe('Civet in a world that fails', () => {
  it('keeps every promise for files of many small pieces', () => keepsEveryPromise(SMALL, RUNS));

  it('keeps every promise for files that several connections share', () =>
    keepsEveryPromise(LARGE, RUNS / 4));
});
