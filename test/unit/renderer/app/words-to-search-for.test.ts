import { describe, expect, it } from 'vitest';
import { wordsToSearchFor } from '../../../../renderer/app/words-to-search-for';
import { readSearchLine } from '../../../../shared/civitai/search-line';

const wordsIn = (text: string) => wordsToSearchFor(text, readSearchLine(text));

describe('wordsToSearchFor', () => {
  it('searches for plain words, and for nothing once they are gone', () => {
    expect(wordsIn(' aurora  fjord ')).toBe('aurora fjord');
    expect(wordsIn('')).toBe('');
  });

  it.each([
    'https://civitai.com/user/northlight',
    'civitai.com/user/northlight/models',
    'https://civitai.com/tag/lighting',
    'https://civitai.com/models?query=fjord',
    'https://civitai.com/search/models?username=northlight',
  ])('leaves the link %s in the box until it is meant', (link) => {
    expect(readSearchLine(link).kind).toBe('words');
    expect(wordsIn(link)).toBeNull();
  });

  it.each(['@', '#li', 'fjord @north', '#"night sky" fjord', '128713', 'https://civitai.com/models/1'])(
    'waits until %s is meant',
    (text) => expect(wordsIn(text)).toBeNull(),
  );
});
