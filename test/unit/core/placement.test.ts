import { describe, expect, it } from 'vitest';
import { detectLayout, LAYOUT_FOLDERS } from '../../../electron/core/placement/layouts';
import { routeFile } from '../../../electron/core/placement/route';
import { FOLDER_KINDS } from '../../../shared/placement';

const route = (
  modelType: string,
  fileType = 'Model',
  baseModel: string | null = 'SDXL 1.0',
  format: string | null = 'SafeTensor',
) => routeFile({ modelType, fileType, baseModel, format });

describe('routeFile', () => {
  it.each([
    ['Checkpoint', 'Model', 'SDXL 1.0', 'checkpoint'],
    ['Checkpoint', 'Pruned Model', 'SD 1.5', 'checkpoint'],
    ['Checkpoint', 'Model', 'Illustrious', 'checkpoint'],
    ['Checkpoint', 'Model', 'Pony', 'checkpoint'],
    ['Checkpoint', 'Model', 'Flux.1 D', 'diffusionModel'],
    ['Checkpoint', 'Model', 'Wan Video 14B t2v', 'diffusionModel'],
    ['Checkpoint', 'Model', 'ZImageTurbo', 'diffusionModel'],
    ['Checkpoint', 'Model', 'Pony V7', 'diffusionModel'],
    ['Checkpoint', 'Model', null, 'checkpoint'],
    ['Checkpoint', 'VAE', 'SDXL 1.0', 'vae'],
    ['Checkpoint', 'Text Encoder', 'Flux.1 D', 'textEncoder'],
    ['LORA', 'Model', 'Pony', 'lora'],
    ['LoCon', 'Model', 'Pony', 'locon'],
    ['DoRA', 'Model', 'Pony', 'dora'],
    ['TextualInversion', 'Model', 'SD 1.5', 'embedding'],
    ['TextualInversion', 'Negative', 'SD 1.5', 'embedding'],
    ['Controlnet', 'Model', 'SD 1.5', 'controlnet'],
    ['Upscaler', 'Model', 'Other', 'upscaler'],
    ['BrandNewType', 'Model', 'Other', 'other'],
  ])('%s, file %s, %s → %s', (modelType, fileType, baseModel, expected) => {
    expect(route(modelType, fileType, baseModel)).toBe(expected);
  });
  it('sends a GGUF checkpoint to the diffusion models, whatever its base', () => {
    expect(route('Checkpoint', 'Model', 'SDXL 1.0', 'GGUF')).toBe('diffusionModel');
  });
});

describe('LAYOUT_FOLDERS', () => {
  it('has a relative folder without tricks for every kind in every layout', () => {
    for (const folders of Object.values(LAYOUT_FOLDERS)) {
      expect(Object.keys(folders).sort()).toEqual([...FOLDER_KINDS].sort());
      for (const folder of Object.values(folders))
        expect(folder).toMatch(/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/);
    }
  });
});

describe('detectLayout', () => {
  it.each([
    [['models/checkpoints', 'comfy'], 'comfyui'],
    [['webui.py', 'models/Stable-diffusion'], 'a1111'],
    [[], 'plain'],
  ])('%o → %s', (present, expected) => {
    expect(detectLayout(new Set(present))).toBe(expected);
  });
});
