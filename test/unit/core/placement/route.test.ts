import { describe, expect, it } from 'vitest';
import { correctedKind, routeFile, whyPlaced } from '../../../../electron/core/placement/route';
import type { FolderKind, WeightsFinding } from '../../../../shared/placement';

const route = (
  modelType: string,
  fileType = 'Model',
  baseModel: string | null = 'SDXL 1.0',
  format: string | null = 'SafeTensor',
) => routeFile({ modelType, fileType, baseModel, format });

describe('routeFile', () => {
  it.each([
    ['Checkpoint', 'Model', 'SDXL 1.0', 'checkpoint', 'wholeModel'],
    ['Checkpoint', 'Pruned Model', 'SD 1.5', 'checkpoint', 'wholeModel'],
    ['Checkpoint', 'Model', 'Illustrious', 'checkpoint', 'wholeModel'],
    ['Checkpoint', 'Model', 'Pony', 'checkpoint', 'wholeModel'],
    ['Checkpoint', 'Model', 'Flux.1 D', 'diffusionModel', 'weightsAlone'],
    ['Checkpoint', 'Model', 'Wan Video 14B t2v', 'diffusionModel', 'weightsAlone'],
    ['Checkpoint', 'Model', 'ZImageTurbo', 'diffusionModel', 'weightsAlone'],
    ['Checkpoint', 'Model', 'Pony V7', 'diffusionModel', 'weightsAlone'],
    ['Checkpoint', 'Model', null, 'checkpoint', 'noBaseModel'],
    ['Checkpoint', 'VAE', 'SDXL 1.0', 'vae', 'fileType'],
    ['Checkpoint', 'Text Encoder', 'Flux.1 D', 'textEncoder', 'fileType'],
    ['LORA', 'Model', 'Pony', 'lora', 'modelType'],
    ['LoCon', 'Model', 'Pony', 'locon', 'modelType'],
    ['DoRA', 'Model', 'Pony', 'dora', 'modelType'],
    ['TextualInversion', 'Model', 'SD 1.5', 'embedding', 'modelType'],
    ['TextualInversion', 'Negative', 'SD 1.5', 'embedding', 'fileType'],
    ['Controlnet', 'Model', 'SD 1.5', 'controlnet', 'modelType'],
    ['Upscaler', 'Model', 'Other', 'upscaler', 'modelType'],
    ['BrandNewType', 'Model', 'Other', 'other', 'unknownType'],
    ['constructor', 'constructor', 'Other', 'other', 'unknownType'],
  ])('%s, file %s, %s → %s, because %s', (modelType, fileType, baseModel, kind, code) => {
    expect(route(modelType, fileType, baseModel)).toEqual({ kind, code, modelType, fileType, baseModel });
  });
  it('sends a GGUF checkpoint to the diffusion models, whatever its base', () => {
    expect(route('Checkpoint', 'Model', 'SDXL 1.0', 'GGUF')).toMatchObject({
      kind: 'diffusionModel',
      code: 'gguf',
    });
  });
});

const file = {
  format: 'SafeTensor',
  untrustedName: '',
  precision: null,
  sizeClass: null,
  approximateBytes: null,
};

describe('whyPlaced', () => {
  const target = { modelType: 'Checkpoint', baseModel: 'Pony', file: { ...file, type: 'VAE' } };
  it('says the rule, unless the user wants it elsewhere', () => {
    expect(whyPlaced(target, null)).toMatchObject({ kind: 'vae', code: 'fileType' });
    expect(whyPlaced(target, 'vae')).toMatchObject({ kind: 'vae', code: 'fileType' });
    expect(whyPlaced(target, 'checkpoint')).toMatchObject({ kind: 'checkpoint', code: 'chosen' });
  });
});

describe('whyPlaced, where Civitai has not decided', () => {
  const target = { modelType: 'Checkpoint', baseModel: 'SDXL 1.0', file: { ...file, type: 'Model' } };
  it('names the rule, also when the file would have gone there anyway', () => {
    const decision = { by: 'rule', name: 'Mine' } as const;
    expect(whyPlaced(target, 'checkpoint', decision)).toMatchObject({ code: 'rule', ruleName: 'Mine' });
  });
  it('says what the tensors are, and which folder they would have liked', () => {
    const decision = { by: 'header', finding: 'diffusionModel' } as const;
    expect(whyPlaced(target, 'diffusionModel', { ...decision, isElsewhere: false })).toMatchObject({
      kind: 'diffusionModel',
      code: 'header',
      finding: 'diffusionModel',
    });
    expect(whyPlaced(target, 'checkpoint', { ...decision, isElsewhere: true })).toMatchObject({
      kind: 'checkpoint',
      code: 'headerElsewhere',
      rightKind: 'diffusionModel',
    });
  });
});

describe('correctedKind', () => {
  it.each<[FolderKind, WeightsFinding | null, FolderKind | null]>([
    ['checkpoint', 'diffusionModel', 'diffusionModel'],
    ['diffusionModel', 'wholeModel', 'checkpoint'],
    ['checkpoint', 'wholeModel', null],
    ['checkpoint', 'vae', 'vae'],
    ['other', 'vae', 'vae'],
    ['lora', 'embedding', 'embedding'],
    ['controlnet', 't2iAdapter', null],
    ['checkpoint', null, null],
    // No program has a folder for it that Civet knows.
    ['controlnet', 'ipAdapter', null],
    // Nobody can tell these apart for sure, and nobody need.
    ['lora', 'lycoris', null],
    ['dora', 'lora', null],
    ['clipVision', 'textEncoder', null],
    ['motionModule', 'lora', null],
    ['other', 'languageModel', null],
    ['checkpoint', 'languageModel', 'textEncoder'],
  ])('%s with tensors of %s → %s', (kind, finding, corrected) => {
    expect(correctedKind(kind, finding)).toBe(corrected);
  });
});
