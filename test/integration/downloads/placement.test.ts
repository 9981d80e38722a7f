import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Bench } from '../../support/bench';

const bench = new Bench();

describe('choosing a root', () => {
  it.each([
    ['the folder itself', ''],
    ['its models folder', 'models'],
    ['the portable package around it', '..'],
  ])('finds ComfyUI from %s', async (_name, step) => {
    const root = join(bench.models, 'ComfyUI');
    await mkdir(join(root, 'models', 'checkpoints'), { recursive: true });
    const chosen = await bench.rig.placement.chooseRoot(join(root, step), 'comfyui');
    expect(chosen).toMatchObject({ ok: true, value: { kind: 'chosen', layout: 'comfyui', rootPath: root } });
  });

  it.each(['comfyui', 'a1111', null] as const)(
    'recognises nothing in an empty folder (%s), and takes it as plain when told to',
    async (layout) => {
      const empty = join(bench.models, 'a', 'b', 'empty');
      await mkdir(empty, { recursive: true });
      const refused = await bench.rig.placement.chooseRoot(empty, layout);
      expect(refused).toMatchObject({
        ok: false,
        error: { code: 'input.notThatLayout', params: { path: empty } },
      });
      expect(await bench.rig.placement.takeRefused('plain')).toMatchObject({
        ok: true,
        value: { layout: 'plain', rootPath: empty },
      });
    },
  );
});
