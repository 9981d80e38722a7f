import { describe, expect, it } from 'vitest';
import { nearest } from '../../../electron/cli/arguments/nearest';
import { parseProfile, parseRate, parseWhole, parseWishes } from '../../../electron/cli/arguments/values';

const usual = { format: 'SafeTensor', precision: 'fp16', sizeClass: 'pruned' } as const;

describe('parseRate', () => {
  it.each([
    ['20M', 20_000_000],
    ['20m', 20_000_000],
    ['2.5MB/s', 2_500_000],
    ['500k', 500_000],
    ['1g', 1_000_000_000],
    ['20Mi', 20_971_520],
    ['512KiB', 524_288],
    ['100000', 100_000],
    ['fast', null],
    ['20T', null],
    ['-5M', null],
    ['', null],
    ['M', null],
  ])('%j → %j bytes a second', (text, rate) => {
    expect(parseRate(text)).toBe(rate);
  });
});

describe('parseWhole', () => {
  it.each([
    ['1', 1],
    ['8', 8],
    ['0', null],
    ['9', null],
    ['1.5', null],
    ['+3', null],
    ['99999999999', null],
  ])('%j of 1 to 8 → %j', (text, value) => {
    expect(parseWhole(text, 1, 8)).toBe(value);
  });
});

describe('parseWishes', () => {
  it.each([
    [['fp32'], { ...usual, precision: 'fp32' }],
    [['Pickle', ' FULL '], { ...usual, format: 'PickleTensor', sizeClass: 'full' }],
    [['any'], { format: 'any', precision: 'any', sizeClass: 'any' }],
    [['gguf', 'any'], { format: 'GGUF', precision: 'any', sizeClass: 'any' }],
    [['fp16', 'fp16'], usual],
    [[], usual],
  ])('%j → %j', (words, preference) => {
    expect(parseWishes(words, usual)).toEqual({ ok: true, preference });
  });

  it('names the word that it does not know, and the one that contradicts', () => {
    expect(parseWishes(['constructor'], usual)).toEqual({ ok: false, unknown: 'constructor' });
    expect(parseWishes(['safetensors', 'gguf'], usual)).toEqual({ ok: false, twice: 'gguf' });
  });
});

describe('parseProfile', () => {
  it.each([
    ['comfyui', 'comfyui'],
    ['ComfyUI', 'comfyui'],
    ['forge', 'forge'],
    ['StabilityMatrix', 'stabilitymatrix'],
    ['plain', 'plain'],
    ['toString', null],
  ])('%s → %s', (text, layout) => {
    expect(parseProfile(text)).toBe(layout);
  });
});

describe('nearest', () => {
  const known = ['connections', 'to', 'token-stdin', 'dry-run', 'limit', 'file'];
  it.each([
    ['conections', 'connections'],
    ['connectoins', 'connections'],
    ['con', 'connections'],
    ['dryrun', 'dry-run'],
    ['limits', 'limit'],
    ['fiel', 'file'],
    ['ot', 'to'],
    ['x', null],
    ['zebra', null],
  ])('%s → %s', (word, meant) => {
    expect(nearest(word, known)).toBe(meant);
  });
});
