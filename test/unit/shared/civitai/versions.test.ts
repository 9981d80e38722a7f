import { describe, expect, it } from 'vitest';
import { newestFirst } from '../../../../shared/civitai/versions';

const version = (id: number, publishedAt: number | null) => ({ id, publishedAt });
const ids = (versions: readonly { readonly id: number }[]) => versions.map(({ id }) => id);

describe('newestFirst', () => {
  it('goes by the day of publication, not by the order of the creator', () => {
    expect(ids(newestFirst([version(1, 100), version(2, 300), version(3, 200)]))).toEqual([2, 3, 1]);
  });

  it('puts what names no day last, and keeps the creator’s order among equals', () => {
    const versions = [version(1, null), version(2, 100), version(3, null), version(4, 100)];
    expect(ids(newestFirst(versions))).toEqual([2, 4, 1, 3]);
  });
});
