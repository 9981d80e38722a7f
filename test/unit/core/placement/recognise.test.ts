import { describe, expect, it } from 'vitest';
import { ALL_MARKS, asWanted, detectLayout, marksOf } from '../../../../electron/core/placement/recognise';

describe('detectLayout', () => {
  it.each([
    [['models/checkpoints'], 'comfyui'],
    [['comfy/sd.py'], 'comfyui'],
    [['webui.py', 'models/Stable-diffusion'], 'a1111'],
    [['webui.py', 'models/Stable-diffusion', 'modules_forge', 'modules_forge/forge_version.py'], 'forge'],
    [['webui.py', 'modules_forge', 'modules_forge/forge_clip_sd3.py'], 'reforge'],
    [['webui.py', 'webui.sh', 'models/Stable-diffusion', 'cli/api-txt2img.py'], 'sdnext'],
    // A disk that does not tell upper from lower case shows SwarmUI's models as AUTOMATIC1111's.
    [['models/Stable-diffusion', 'src/SwarmUI.csproj'], 'swarmui'],
    [['models/checkpoints', 'webui.py', 'fooocus_version.py'], 'fooocus'],
    [['Models/StableDiffusion'], 'stabilitymatrix'],
    [['.sm-portable'], 'stabilitymatrix'],
    [['invokeai.yaml'], 'invokeai'],
    [[], 'plain'],
  ])('%o → %s', (present, expected) => {
    expect(detectLayout(new Set(present))).toBe(expected);
    for (const mark of present) expect(ALL_MARKS).toContain(mark);
  });
});

describe('asWanted', () => {
  it.each([
    ['comfyui', null, 'comfyui'],
    ['comfyui', 'comfyui', 'comfyui'],
    ['comfyui', 'a1111', null],
    ['forge', 'a1111', 'a1111'],
    ['a1111', 'reforge', 'reforge'],
    ['sdnext', 'a1111', null],
    ['comfyui', 'plain', null],
    ['plain', null, null],
    ['plain', 'plain', null],
  ] as const)('found %s, wanted %s → %s', (found, wanted, expected) => {
    expect(asWanted(found, wanted)).toBe(expected);
  });
});

describe('marksOf', () => {
  it('names what a program is known by', () => {
    expect(marksOf('fooocus')).toContain('fooocus_version.py');
  });
});
