import { describe, expect, it } from 'vitest';
import { findInPages, nothingFound } from '../../../../../renderer/features/discover/found-models';
import type { ModelSummary } from '../../../../../shared/civitai/model';
import type { SearchPage } from '../../../../../shared/ipc/contract';

const model = (id: number): ModelSummary => ({
  id,
  name: `model ${id}`,
  type: 'LORA',
  maturity: 'PG',
  creator: null,
  downloadCount: null,
  likeCount: null,
  baseModel: null,
  picture: null,
  access: { kind: 'open' },
  isPickleOnly: false,
  bestFile: null,
  versionCount: 1,
});
const page = (ids: readonly number[], counts: Partial<SearchPage> = {}): SearchPage => ({
  items: ids.map(model),
  nextCursor: null,
  skippedCount: 0,
  leftOutCount: 0,
  seen: { state: 'current', atMs: 0, cause: null },
  ...counts,
});
const idsOf = ({ models }: { readonly models: readonly ModelSummary[] }) => models.map(({ id }) => id);

describe('findInPages', () => {
  it('shows each model once, at its first place', () => {
    expect(idsOf(findInPages(nothingFound, [page([1, 2]), page([2, 3, 3]), page([1, 4])]))).toEqual([
      1, 2, 3, 4,
    ]);
  });

  it('adds up what was left out, and counts the pages in a row that brought nothing', () => {
    const fruitless = [
      page([1], { skippedCount: 1 }),
      page([], { leftOutCount: 3 }),
      page([1], { leftOutCount: 1 }),
    ];
    expect(findInPages(nothingFound, fruitless)).toMatchObject({
      skippedCount: 1,
      leftOutCount: 4,
      fruitlessPages: 2,
    });
    expect(findInPages(nothingFound, [...fruitless, page([2])]).fruitlessPages).toBe(0);
  });

  it('finds the same by going on as by beginning anew, at every page', () => {
    const pages = [page([1, 2]), page([2, 3], { leftOutCount: 1 }), page([]), page([3, 5, 1]), page([8])];
    let goneOn = nothingFound;
    for (let count = 1; count <= pages.length; count += 1) {
      goneOn = findInPages(goneOn, pages.slice(0, count));
      expect(goneOn).toEqual(findInPages(nothingFound, pages.slice(0, count)));
    }
  });

  it('does not read the pages again that it knows', () => {
    const first = page([1, 2]);
    const before = findInPages(nothingFound, [first]);
    Object.defineProperty(first, 'items', { get: () => expect.unreachable('The page was read again.') });
    expect(idsOf(findInPages(before, [first, page([3])]))).toEqual([1, 2, 3]);
    expect(findInPages(before, [first])).toBe(before);
  });

  it('begins anew when a page was renewed, or is gone', () => {
    const first = page([1, 2]);
    const before = findInPages(nothingFound, [first, page([3])]);
    expect(idsOf(findInPages(before, [first, page([4])]))).toEqual([1, 2, 4]);
    expect(idsOf(findInPages(before, [first]))).toEqual([1, 2]);
    expect(idsOf(findInPages(before, []))).toEqual([]);
  });

  it('goes on twice from the same pages without mixing the two up, as when a drawing is given up', () => {
    const first = page([1]);
    const before = findInPages(nothingFound, [first]);
    findInPages(before, [first, page([2, 3])]);
    expect(idsOf(findInPages(before, [first, page([3, 2])]))).toEqual([1, 3, 2]);
  });
});
