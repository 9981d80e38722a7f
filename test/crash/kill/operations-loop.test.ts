import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleForNode } from '../../../tools/crash-bundle.mjs';
import { OperationsKillLoop } from './operations-loop';

const KILLS = 12;

describe('OperationsKillLoop', () => {
  let bundle: Awaited<ReturnType<typeof bundleForNode>>;

  beforeAll(async () => {
    bundle = await bundleForNode({ 'operations-child': 'test/crash/kill/operations-child.ts' });
  });

  afterAll(() => bundle.remove());

  it(`finds every file where it was or where it should be after ${KILLS} kills`, async () => {
    const seed = Date.now() % 1_000_000;
    const lines: string[] = [`seed ${seed}`];
    const loop = new OperationsKillLoop({
      kills: KILLS,
      seed,
      childFile: bundle.fileOf('operations-child'),
      say: (line) => lines.push(line),
    });
    const { kills, torn, lost } = await loop.run();
    expect(kills).toBeGreaterThanOrEqual(KILLS);
    expect({ torn, lost }, lines.join('\n')).toEqual({ torn: 0, lost: 0 });
  });
});
