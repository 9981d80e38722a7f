import { describe, expect, it } from 'vitest';
import { readExtraModelPaths } from '../../../../electron/core/placement/extra-model-paths';

const folders = (value: unknown) => {
  const read = readExtraModelPaths(value);
  if (!read.ok) throw new Error(`Refused at ${read.error}`);
  return read.value;
};

describe('readExtraModelPaths', () => {
  it('reads blocks in their order, each line of a value as a folder', () => {
    expect(
      folders({
        comfyui: {
          base_path: '~/ComfyUI/',
          is_default: true,
          clip: 'models/clip\n  models/text_encoders/\n\n',
        },
        a111: {
          base_path: '/webui',
          checkpoints: 'models/Stable-diffusion',
          loras: 'models/Lora\r\nmodels/LyCORIS',
        },
        bare: { vae: '/vae' },
        nothing: null,
      }),
    ).toEqual([
      { kinds: ['textEncoder'], basePath: '~/ComfyUI/', path: 'models/clip', isDefault: true },
      { kinds: ['textEncoder'], basePath: '~/ComfyUI/', path: 'models/text_encoders/', isDefault: true },
      { kinds: ['checkpoint'], basePath: '/webui', path: 'models/Stable-diffusion', isDefault: false },
      { kinds: ['lora', 'locon', 'dora'], basePath: '/webui', path: 'models/Lora', isDefault: false },
      { kinds: ['lora', 'locon', 'dora'], basePath: '/webui', path: 'models/LyCORIS', isDefault: false },
      { kinds: ['vae'], basePath: null, path: '/vae', isDefault: false },
    ]);
  });

  it('takes no notice of kinds that are none of its business, whatever they say', () => {
    expect(folders({ comfyui: { custom_nodes: ['a'], configs: 5, prompts: null, __proto__: 'x' } })).toEqual(
      [],
    );
  });

  it.each([
    [undefined, []],
    [null, []],
    [{}, []],
  ])('%o → %o', (value, expected) => {
    expect(folders(value)).toEqual(expected);
  });

  it.each([
    ['comfyui', ''],
    [['a'], ''],
    [7, ''],
    [{ comfyui: 'models' }, 'comfyui'],
    [{ comfyui: { loras: ['a', 'b'] } }, 'comfyui.loras'],
    [{ comfyui: { loras: 3 } }, 'comfyui.loras'],
    [{ comfyui: { base_path: true, loras: 'a' } }, 'comfyui.base_path'],
    [{ comfyui: { vae: 'a\u0000b' } }, 'comfyui.vae'],
    [{ comfyui: { vae: 'a\u202egnp' } }, 'comfyui.vae'],
    [{ ['\u202ex\n\u0007y'.repeat(40)]: 1 }, `${'x y'.repeat(40).slice(0, 80)}`],
    [{ comfyui: { vae: 'x\n'.repeat(501) } }, 'comfyui.vae'],
  ])('refuses what nobody could mean, and says where', (value, at) => {
    expect(readExtraModelPaths(value)).toEqual({ ok: false, error: at });
  });
});
