import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { placeReasonWords, placeTitle } from '../../../../renderer/locales/place-words';
import { resources } from '../../../../renderer/locales/words';
import type { PlaceReason } from '../../../../shared/placement';

beforeAll(async () => {
  const interpolation = { escapeValue: false };
  await i18next.init({ lng: 'en', resources, defaultNS: 'common', interpolation });
});

const reason: PlaceReason = {
  kind: 'vae',
  code: 'fileType',
  fileType: 'VAE',
  modelType: 'Checkpoint',
  baseModel: 'Pony',
};

describe('placeReasonWords', () => {
  it.each([
    [reason, 'VAE inside a Checkpoint version → VAE'],
    [{ ...reason, code: 'modelType', modelType: 'LORA', kind: 'lora' }, 'LoRA → LoRA'],
    [{ ...reason, code: 'gguf', kind: 'diffusionModel' }, 'Checkpoint as GGUF → Diffusion model'],
    [
      { ...reason, code: 'wholeModel', kind: 'checkpoint' },
      'Checkpoint for Pony, a complete model → Checkpoint',
    ],
    [
      { ...reason, code: 'weightsAlone', kind: 'diffusionModel', baseModel: 'Flux.1 D' },
      'Checkpoint for Flux.1 D, without text encoder and VAE → Diffusion model',
    ],
    [
      { ...reason, code: 'noBaseModel', kind: 'checkpoint', baseModel: null },
      'Checkpoint without a base model → Checkpoint',
    ],
    [
      { ...reason, code: 'unknownType', modelType: 'Brand <new>', kind: 'other' },
      'Brand <new> is a type that Civet does not know → Everything else',
    ],
    [{ ...reason, code: 'chosen', kind: 'lora' }, 'Your choice → LoRA'],
    [{ ...reason, code: 'former', kind: 'lora' }, 'Where it was before → LoRA'],
    [
      { ...reason, code: 'rule', ruleName: 'Flux <GGUF>', kind: 'diffusionModel' },
      'Your rule “Flux <GGUF>” → Diffusion model',
    ],
    [
      { ...reason, code: 'header', finding: 'diffusionModel', kind: 'diffusionModel' },
      'Its tensors are those of a diffusion model without text encoder and VAE → Diffusion model',
    ],
    [
      { ...reason, code: 'headerElsewhere', finding: 'lora', kind: 'vae', rightKind: 'lora' },
      'Its tensors are those of a LoRA. The folder for that is on another drive, so it stays in the one for VAE.',
    ],
    [
      { ...reason, code: 'headerRefused', finding: 'lora', kind: 'vae', rightKind: 'lora' },
      'Its tensors are those of a LoRA. It could not be put in the folder for that, so it stays in the one for VAE.',
    ],
  ] as const)('%o → %s', (why, words) => {
    expect(placeReasonWords(why)).toBe(words);
  });
});

describe('placeTitle', () => {
  it('says where, then why', () => {
    expect(placeTitle('/models/vae', reason)).toBe('/models/vae\nVAE inside a Checkpoint version → VAE');
  });
});
