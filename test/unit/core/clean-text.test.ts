import { describe, expect, it } from 'vitest';
import { cleanLine } from '../../../electron/core/civitai/clean-text';

describe('cleanLine', () => {
  it.each([
    ['plain', 'plain'],
    ['  two   spaces\n', 'two spaces'],
    ['harm\u202eless', 'harm less'],
    ['\u2066isolated\u2069', 'isolated'],
    ['null\u0000byte', 'null byte'],
    ['שלום עולם', 'שלום עולם'],
    ['👩‍👩‍👧 family', '👩‍👩‍👧 family'],
    ['\u202e', ''],
  ])('%j → %j', (untrusted, expected) => {
    expect(cleanLine(untrusted)).toBe(expected);
  });
});
