import { describe, expect, it } from 'vitest';
import { isFound, searchWords } from '../../../../../renderer/features/settings/settings-search';

const row = [
  'Sleep',
  'While a file is fetched, the computer does not fall asleep.',
  'keep awake',
  'Downloads',
];

describe('the search of the settings', () => {
  it.each(['sleep', 'ASLEEP', 'computer fetched', 'awake downloads', '  '])('finds a row by “%s”', (text) => {
    expect(isFound(searchWords(text), row)).toBe(true);
  });

  it.each(['sleep tonight', 'battery'])('does not find it by “%s”', (text) => {
    expect(isFound(searchWords(text), row)).toBe(false);
  });
});
