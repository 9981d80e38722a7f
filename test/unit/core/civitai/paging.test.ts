import { describe, expect, it } from 'vitest';
import { cursorAfter, pagingParams, readPage } from '../../../../electron/core/civitai/paging';

const next = (nextPage: string) => ({ nextPage });

describe('cursorAfter', () => {
  it.each([
    ['a cursor in words', { nextCursor: '75363|932023|257749' }, null, '75363|932023|257749'],
    ['a cursor in digits', { nextCursor: 101 }, null, '101'],
    ['a cursor beside a page', { nextCursor: 101, ...next('https://x/api?page=2') }, null, '101'],
    ['the page of an address', next('https://x/api?limit=3&page=2'), null, 'page:2'],
    ['the cursor of an address', next('https://x/api?cursor=abc'), null, 'abc'],
    ['one of several pages', { currentPage: 2, totalPages: 9 }, 'page:2', 'page:3'],
    ['one of an unknown number', { currentPage: 2, totalPages: 0, hasMore: true }, 'page:2', 'page:3'],
    ['the last page', { currentPage: 9, totalPages: 9 }, 'page:9', null],
    ['nothing', null, null, null],
    ['an empty cursor', { nextCursor: '' }, 'a', null],
    ['the cursor of this page', { nextCursor: 'a' }, 'a', null],
    ['this page again', next('https://x/api?page=2'), 'page:2', null],
    ['a page before this one', next('https://x/api?page=1'), 'page:2', null],
    ['the first page, from the first', next('https://x/api?page=1'), null, null],
    ['a page that the service refuses for good', next('https://x/api?page=1001'), 'page:1000', null],
    ['what is no address', next('page=2'), null, null],
    ['a cursor beside a secret', next('https://x/api?cursor=x%7Cy&token=secret'), null, 'x|y'],
    ['a path in place of a page', next('https://x/api?page=../../x'), null, null],
    ['what is no page', next('https://x/api?page=-2'), null, null],
    ['a cursor too long to be sent', { nextCursor: 'x'.repeat(501) }, null, null],
  ])('%s', (_name, metadata, cursor, expected) => {
    expect(cursorAfter(metadata, cursor)).toBe(expected);
  });
});

describe('pagingParams', () => {
  it.each([
    [null, []],
    ['abc', [['cursor', 'abc']]],
    ['page:3', [['page', '3']]],
    ['page:x', [['cursor', 'page:x']]],
  ])('%s', (cursor, expected) => {
    expect(pagingParams(cursor)).toEqual(expected);
  });
});

describe('readPage', () => {
  const read = (entry: unknown) => (typeof entry === 'number' ? { key: entry, item: `n${entry}` } : null);

  it('drops what came twice, counts what cannot be read', () => {
    const page = readPage({ items: [1, 2, 'x', 1, null, 3], metadata: { nextCursor: 'c' } }, read, null);
    expect(page).toEqual({ items: ['n1', 'n2', 'n3'], nextCursor: 'c', skippedCount: 2 });
  });

  it('goes on behind an empty page that has a cursor', () => {
    expect(readPage({ items: [], metadata: { nextCursor: 'c' } }, read, 'b')?.nextCursor).toBe('c');
  });

  it.each([null, 7, [], { items: null }, { error: 'x' }])('is null for %j', (answer) => {
    expect(readPage(answer, read, null)).toBe(null);
  });
});
