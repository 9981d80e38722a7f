import { describe, expect, it } from 'vitest';
import { cleanLine, escapeControls, withoutControls } from '../../../electron/core/civitai/clean-text';

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

describe('withoutControls', () => {
  it('keeps the spaces that a table needs', () => {
    expect(withoutControls('a   b\u001b[31m\r')).toBe('a   b [31m ');
  });
});

describe('escapeControls', () => {
  it('leaves the value the same and nothing for a terminal to obey', () => {
    const value = { name: 'C1 \u009b31m, \u202e turned, del \u007f, esc \u001b' };
    const text = escapeControls(JSON.stringify(value));
    expect(text).toMatch(/^[\x20-\x7e]*$/);
    expect(JSON.parse(text)).toEqual(value);
  });
});
