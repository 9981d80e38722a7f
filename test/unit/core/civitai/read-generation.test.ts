import { describe, expect, it } from 'vitest';
import { readInfotext } from '../../../../electron/core/civitai/infotext';
import { readGeneration } from '../../../../electron/core/civitai/read-generation';

const resource = { type: null, name: null, weight: null, modelVersionId: null, hash: null };

describe('readGeneration', () => {
  it.each([
    ['null', null],
    ['a number', 7],
    ['a list', [1, 2]],
    ['nothing', {}],
    ['nothing, nested', { id: 1, meta: null }],
    ['only what nobody reads', { comfy: '{"nodes":[]}', resources: [] }],
    ['nesting without end', { meta: { meta: { meta: { meta: { meta: { prompt: 'deep' } } } } } }],
  ])('says nothing of %s', (_name, meta) => {
    expect(readGeneration(meta)).toBe(null);
  });

  it('reads the same facts flat, nested, as JSON and as the text of a generator', () => {
    const flat = {
      prompt: 'a fjord',
      negativePrompt: 'blurry',
      steps: 28,
      sampler: 'Euler a',
      cfgScale: 5.5,
      seed: 42,
      Size: '832x1216',
      Model: 'aurora',
    };
    const text =
      'a fjord\nNegative prompt: blurry\n' +
      'Steps: 28, Sampler: Euler a, CFG scale: 5.5, Seed: 42, Size: 832x1216, Model: aurora';
    const facts = {
      prompt: 'a fjord',
      negativePrompt: 'blurry',
      steps: 28,
      sampler: 'Euler a',
      cfgScale: 5.5,
      seed: '42',
      size: '832x1216',
      modelName: 'aurora',
      text,
    };
    for (const meta of [flat, { id: 3, meta: flat }, JSON.stringify(flat), text])
      expect(readGeneration(meta)).toMatchObject(facts);
  });

  it('takes numbers written as words, and leaves out what is no number', () => {
    expect(readGeneration({ 'Clip skip': '2', steps: 'many', cfgScale: ' 7 ' })).toMatchObject({
      clipSkip: 2,
      steps: null,
      cfgScale: 7,
      fields: [
        { name: 'Clip skip', value: '2' },
        { name: 'steps', value: 'many' },
        { name: 'cfgScale', value: '7' },
      ],
    });
  });

  it('keeps every field with its words, and none of lists, tables and workflows', () => {
    const facts = readGeneration({
      prompt: 'x',
      'Hires upscaler': '4x-AnimeSharp',
      ADetailer: true,
      width: 832,
      height: 1216,
      comfy: 'long',
      hashes: { model: 'F253ABB016' },
    });
    expect(facts?.fields.map(({ name, value }) => `${name}=${value}`)).toEqual([
      'prompt=x',
      'Hires upscaler=4x-AnimeSharp',
      'ADetailer=true',
      'width=832',
      'height=1216',
    ]);
    expect(facts?.size).toBe('832x1216');
    expect(facts?.text).toContain('Hires upscaler: 4x-AnimeSharp');
  });

  it('quotes what would end a pair, and reads it back', () => {
    const facts = readGeneration({ prompt: 'x', steps: 20, Model: 'a, b: c' });
    expect(facts?.text).toBe('x\nSteps: 20, Model: "a, b: c"');
    expect(readGeneration(facts?.text)).toMatchObject({ modelName: 'a, b: c', steps: 20 });
  });

  it('takes out of a prompt what deceives a reader, and leaves its lines', () => {
    expect(readGeneration({ prompt: '\u202egnol\u0000\r\n  two\t ' })?.prompt).toBe('gnol\n  two');
  });

  it('tells one resource once, with all that is said of it in six places', () => {
    const facts = readGeneration({
      resources: [
        { type: 'model', name: 'aurora', hash: 'f253abb016' },
        { type: 'lora', name: 'Fjord', weight: 0.8 },
      ],
      civitaiResources: [{ type: 'checkpoint', modelVersionId: 910_001, modelName: 'Aurora' }],
      additionalResources: [{ name: 'urn:air:sdxl:lora:civitai:900001@910021', type: 'lora', strength: 0.5 }],
      hashes: { model: 'F253ABB016', 'lora:fjord': 'A1B2C3D4E5' },
      'Model hash': 'f253abb016',
      'Lora hashes': 'other: 0123456789ab, fjord: a1b2c3d4e5',
    });
    expect(facts?.resources).toEqual([
      { ...resource, type: 'model', name: 'aurora', modelVersionId: 910_001, hash: 'F253ABB016' },
      { ...resource, type: 'lora', name: 'Fjord', weight: 0.8, hash: 'A1B2C3D4E5' },
      { ...resource, type: 'lora', weight: 0.5, modelVersionId: 910_021 },
      { ...resource, type: 'lora', name: 'other', hash: '0123456789AB' },
    ]);
  });

  it('is not held up by a text that is nearly a list of pairs', () => {
    const startedMs = performance.now();
    for (const filler of [' ', 'a ', '(', 'a:"'])
      readInfotext(`Steps: 1,${filler.repeat(Math.floor(9_900 / filler.length))}!`);
    // It took half a minute and more when spaces were tried in every way; a machine is never so slow.
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  });

  it('bears thousands of fields and resources', () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`field ${at}`, at]));
    const resources = Array.from({ length: 5_000 }, (_, at) => ({ name: `lora ${at}` }));
    const facts = readGeneration({ ...many, resources });
    expect(facts?.fields.length).toBe(80);
    expect(facts?.resources.length).toBe(60);
  });
});
