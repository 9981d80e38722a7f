import { describe, expect, it } from 'vitest';
import { searchable, searchWords } from '../../../../electron/core/history/search-words';

describe('searchable', () => {
  it.each([
    ['Überaus “Große” Café', 'uberaus große cafe'],
    ['aurora_fjord-light.v3.0.safetensors', 'aurora fjord light v3 0 safetensors'],
    ['ＦＵＬＬ width', 'full width'],
    ['写实 模型', '写实 模型'],
    ['%_"\'*()', ''],
  ])('%s → %s', (text, expected) => {
    expect(searchable(text)).toBe(expected);
  });
});

describe('searchWords', () => {
  it('gives each word once, and none for a text without any', () => {
    expect(searchWords('Light  light, FJORD')).toEqual(['light', 'fjord']);
    expect(searchWords(' " * ')).toEqual([]);
  });
});
