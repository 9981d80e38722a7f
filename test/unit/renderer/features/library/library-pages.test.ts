import { beforeEach, describe, expect, it } from 'vitest';
import { LibraryPages } from '../../../../../renderer/features/library/library-pages';
import { failure } from '../../../../../shared/failure';
import type { LibraryEntry, LibraryPage, LibraryWish } from '../../../../../shared/library/library';
import { err, ok, type Result } from '../../../../../shared/result';

type Shown = Parameters<ConstructorParameters<typeof LibraryPages>[1]>[0];

const wishOf = (text: string): LibraryWish => ({
  text,
  types: [],
  baseModels: [],
  standings: [],
  creators: [],
  usedBeforeMs: null,
  folderIds: [],
  order: { by: 'name', isDescending: false },
});
const everything = wishOf('');

interface Asked {
  readonly wish: LibraryWish;
  readonly offset: number;
  readonly answer: (total: number) => Promise<void>;
  readonly fail: () => Promise<void>;
}

let asked: Asked[];
let shown: Shown | null;
let pages: LibraryPages;

const entries = (offset: number, total: number) =>
  Array.from({ length: Math.max(0, Math.min(100, total - offset)) }, (_, at) => ({ id: offset + at + 1 }));

beforeEach(() => {
  asked = [];
  shown = null;
  pages = new LibraryPages(
    (wish, offset) =>
      new Promise<Result<LibraryPage, ReturnType<typeof failure>>>((resolve) => {
        const settle = async (answer: Result<LibraryPage, ReturnType<typeof failure>>) => {
          resolve(answer);
          await Promise.resolve();
          await Promise.resolve();
        };
        asked.push({
          wish,
          offset,
          // Only the ids are looked at here.
          answer: (total) =>
            settle(ok({ revision: 1, total, offset, entries: entries(offset, total) as LibraryEntry[] })),
          fail: () => settle(err(failure('disk.failed'))),
        });
      }),
    (next) => {
      shown = next;
    },
  );
});
const offsets = () => asked.map(({ offset }) => offset);
const idsOn = (page: number) => shown?.pages.get(page)?.map(({ id }) => id);

describe('LibraryPages', () => {
  it('asks for the pages that are looked at, each once', async () => {
    pages.look(everything, 0, 20);
    pages.look(everything, 5, 30);
    expect(offsets()).toEqual([0]);
    await asked[0]?.answer(1_000);
    pages.look(everything, 90, 110);
    expect(offsets()).toEqual([0, 100]);
    await asked[1]?.answer(1_000);
    expect([shown?.total, idsOn(0)?.[0], idsOn(1)?.[0]]).toEqual([1_000, 1, 101]);
  });

  it('keeps what is shown until a newer answer is there', async () => {
    pages.look(everything, 0, 20);
    await asked[0]?.answer(3);
    pages.renew();
    expect(idsOn(0)).toEqual([1, 2, 3]);
    await asked[1]?.answer(2);
    expect(idsOn(0)).toEqual([1, 2]);
  });

  it('does not take a late answer to another wish for this one’s', async () => {
    pages.look(everything, 0, 20);
    const wish = wishOf('fjord');
    pages.look(wish, 0, 20);
    await asked[1]?.answer(1);
    await asked[0]?.answer(500);
    expect([shown?.wish, shown?.total]).toEqual([wish, 1]);
  });

  it('does not take an answer from before a change for the newest', async () => {
    pages.look(everything, 0, 20);
    pages.renew();
    await asked[0]?.answer(5);
    expect(shown).toBeNull();
    await asked[1]?.answer(6);
    expect(shown?.total).toBe(6);
  });

  it('goes to the end when the list has become shorter than what was looked at', async () => {
    pages.look(everything, 900, 920);
    await asked[0]?.answer(150);
    expect(offsets()).toEqual([900, 100]);
    await asked[1]?.answer(150);
    expect(idsOn(1)).toHaveLength(50);
  });

  it('says why there is no answer, and keeps what was shown', async () => {
    pages.look(everything, 0, 20);
    await asked[0]?.answer(3);
    pages.renew();
    await asked[1]?.fail();
    expect([shown?.failure?.code, idsOn(0)]).toEqual(['disk.failed', [1, 2, 3]]);
    pages.renew();
    await asked[2]?.answer(3);
    expect(shown?.failure).toBeNull();
  });
});
