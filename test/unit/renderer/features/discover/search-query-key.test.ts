import { describe, expect, it } from 'vitest';
import { searchQueryKey } from '../../../../../renderer/features/discover/search-query-key';
import { emptyWish } from '../../../../../shared/civitai/search';

const preference = { format: 'SafeTensor', precision: 'fp16', sizeClass: 'pruned' } as const;
const key = (...given: Parameters<typeof searchQueryKey>) => JSON.stringify(searchQueryKey(...given));
const usual = key(emptyWish, 'PG', preference);

describe('searchQueryKey', () => {
  it('is the same for the same question', () => {
    expect(key({ ...emptyWish }, 'PG', { ...preference })).toBe(usual);
  });

  it.each([
    [
      'another preference, which makes another file the best',
      key(emptyWish, 'PG', { ...preference, precision: 'fp32' }),
    ],
    ['another level', key(emptyWish, 'R', preference)],
    ['other words', key({ ...emptyWish, text: 'fox' }, 'PG', preference)],
  ])('is another for %s', (_what, other) => {
    expect(other).not.toBe(usual);
  });
});
