import { describe, expect, it } from 'vitest';
import { narrowedBy, wholeLibrary } from '../../../../../renderer/features/library/library-view';

describe('what narrows the library', () => {
  it.each([
    [{}, null],
    [{ text: ' ' }, null],
    [{ text: 'fox' }, 'search'],
    [{ types: ['LORA'] }, 'filters'],
    [{ usedBeforeMs: 1 }, 'filters'],
    [{ text: 'fox', creators: ['me'] }, 'both'],
  ] as const)('of %j is %s, which is what is cleared', (change, narrowed) => {
    expect(narrowedBy({ ...wholeLibrary, ...change })).toBe(narrowed);
  });
});
