import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleForNode } from '../../../tools/crash-bundle.mjs';
import { KillLoop } from './kill-loop';
import { QUICK } from './kill-manner';

const KILLS = 12;

describe('KillLoop', () => {
  let bundle: Awaited<ReturnType<typeof bundleForNode>>;

  beforeAll(async () => {
    bundle = await bundleForNode({
      'kill-child': 'test/crash/kill/kill-child.ts',
      'hash-worker': 'electron/hash-worker.ts',
    });
  });

  afterAll(() => bundle.remove());

  it(`finds every byte where it belongs after ${KILLS} kills of the real engine`, async () => {
    const seed = Date.now() % 1_000_000;
    const lines: string[] = [`seed ${seed}`];
    const loop = new KillLoop({
      kills: KILLS,
      seed,
      manners: [QUICK],
      childFile: bundle.fileOf('kill-child'),
      say: (line) => lines.push(line),
    });
    const { kills, corrupt, lost, tooDear } = await loop.run();
    expect({ kills, corrupt, lost, tooDear }, lines.join('\n')).toEqual({
      kills: KILLS,
      corrupt: 0,
      lost: 0,
      tooDear: 0,
    });
  });
});
