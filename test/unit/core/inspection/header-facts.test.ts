import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerFacts } from '../../../../electron/core/inspection/header-facts';

const facts = (header: unknown) =>
  Object.fromEntries(headerFacts(JSON.stringify(header)).map(({ name, text }) => [name, text]));

const tensor = (dtype: string) => ({ dtype, shape: [1], data_offsets: [0, 2] });

describe('headerFacts', () => {
  it('reads what a trainer wrote, and what the tensors are', () => {
    expect(
      facts({
        __metadata__: {
          'modelspec.title': 'Fog over water',
          'modelspec.architecture': 'stable-diffusion-xl-v1-base/lora',
          ss_base_model_version: 'sdxl_base_v1-0',
          ss_network_module: 'networks.lora',
          ss_network_dim: '32',
          ss_training_started_at: '1718000000.5',
          ss_tag_frequency: JSON.stringify({ '10_fog': { fog: 20, water: 31 }, '2_more': { fog: 15 } }),
        },
        'lora_unet.weight': tensor('F16'),
        'lora_te.weight': tensor('F16'),
        'lora_te.alpha': tensor('F32'),
      }),
    ).toEqual({
      title: 'Fog over water',
      architecture: 'stable-diffusion-xl-v1-base/lora',
      family: 'SDXL',
      trainer: 'kohya sd-scripts',
      rank: '32',
      baseModel: 'sdxl_base_v1-0',
      date: '2024-06-10',
      triggerWords: 'fog, water',
      tensors: '3',
      precision: 'F16, F32',
    });
  });

  it.each([
    [{ ot_branch: 'master' }, 'OneTrainer'],
    [{ software: '{"name":"ai-toolkit","repo":"x"}' }, 'ai-toolkit'],
    [{ software: 'no json' }, undefined],
  ])('knows the trainer of %j as %s', (metadata, trainer) => {
    expect(facts({ __metadata__: metadata }).trainer).toBe(trainer);
  });

  it.each([
    ['stable-diffusion-xl-v1-base/lora', 'SDXL'],
    ['sd_v1', 'SD 1.5'],
    ['v1-5-pruned-emaonly.safetensors', 'SD 1.5'],
    ['flux1-dev', 'Flux.1'],
    ['sd3_m', 'SD 3'],
    ['ponyDiffusionV6XL', 'Pony'],
    ['something else', undefined],
  ])('names the family of %s %s', (name, family) => {
    expect(facts({ __metadata__: { ss_sd_model_name: name } }).family).toBe(family);
  });

  it('prefers what the specification names to what one trainer calls it', () => {
    const said = { 'modelspec.title': 'A', ss_output_name: 'b', 'modelspec.trigger_phrase': 'wake' };
    expect(facts({ __metadata__: { ...said, ss_tag_frequency: '{"x":{"y":1}}' } })).toEqual({
      title: 'A',
      triggerWords: 'wake',
    });
  });

  it('shows no sign that could mislead, and no text without an end', () => {
    const { title = '' } = facts({ __metadata__: { 'modelspec.title': `\u202Eexe.${'a'.repeat(5_000)}\n` } });
    expect(title).not.toMatch(/[\u202E\n]/);
    expect(title.length).toBeLessThanOrEqual(300);
  });

  it('says nothing of what is no header, whatever it is', () => {
    expect(headerFacts('')).toEqual([]);
    expect(headerFacts('[1, 2]')).toEqual([]);
    expect(headerFacts('{"__metadata__": 7}')).toEqual([]);
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (metadata, other) => {
        for (const { text } of headerFacts(JSON.stringify({ __metadata__: metadata, other })))
          expect(text.length).toBeLessThanOrEqual(300);
      }),
      { numRuns: 500 },
    );
  });
});
