import { describe, expect, it } from 'vitest';
import { renewHistory } from '../../../../../renderer/features/queue/history/renew-history';
import type { HistoryEntry, HistoryPage } from '../../../../../shared/download/history';
import { download, downloadId } from '../../stores/builders';

const PAGE = 3;

function entry(number: number, atMs: number): HistoryEntry {
  const { id, modelId, versionId, fileId, modelName, versionName, modelType, fileName } = download(number);
  const ids = { id, modelId, versionId, fileId };
  const facts = {
    baseModel: null,
    creator: null,
    placeReason: null,
    placePath: '/',
    totalBytes: null,
    sha256: null,
  };
  return { ...ids, ...facts, outcome: 'completed', atMs, modelName, versionName, modelType, fileName };
}

/** What main would answer: pages of three, the latest first. */
function pagesOf(history: readonly HistoryEntry[]): readonly HistoryPage[] {
  const pages: HistoryPage[] = [];
  for (let at = 0; at < Math.max(1, history.length); at += PAGE) {
    const entries = history.slice(at, at + PAGE);
    const isLast = at + PAGE >= history.length;
    pages.push({ entries, nextCursor: isLast ? null : String(entries.at(-1)?.atMs) });
  }
  return pages;
}

/** Newest first: 9 at 90, 8 at 80, and so on. */
const before = [9, 8, 7, 6, 5, 4, 3, 2, 1].map((number) => entry(number, number * 10));

function shown(pages: readonly HistoryPage[] | null) {
  return pages?.flatMap(({ entries }) => entries.map(({ modelId, atMs }) => `${modelId}@${atMs}`));
}

function renewed(after: readonly HistoryEntry[], changed: readonly number[], pagesKnown = 3) {
  const [head] = pagesOf(after);
  if (!head) throw new Error('There is always a first page.');
  const pages = pagesOf(before).slice(0, pagesKnown);
  return renewHistory(pages, head, new Set(changed.map(downloadId)));
}

describe('renewHistory', () => {
  it.each<[string, readonly HistoryEntry[], readonly number[]]>([
    ['nothing new changes nothing', before, []],
    ['one that has ended comes to the top', [entry(20, 100), ...before], [20]],
    ['so do two', [entry(21, 101), entry(20, 100), ...before], [20, 21]],
    ['one that ends anew leaves its old place', [entry(2, 100), ...before.toSpliced(7, 1)], [2]],
    ['one that was taken up again is gone from the top', before.toSpliced(1, 1), [8]],
    ['and from further down', before.toSpliced(6, 1), [3]],
  ])('%s', (_what, after, changed) => {
    expect(shown(renewed(after, changed))).toEqual(shown(pagesOf(after)));
  });

  it('leaves the cursors as they are, so that what follows is asked for once', () => {
    const pages = renewed([entry(20, 100), ...before], [20], 2);
    expect(pages?.map(({ nextCursor }) => nextCursor)).toEqual(['70', '40']);
  });

  it('asks for all anew when more has ended than a page holds', () => {
    expect(
      renewed([23, 22, 21, 20].map((n) => entry(n, n * 10)).concat(before), [20, 21, 22, 23]),
    ).toBeNull();
  });

  it('is one page when all of it fits into one, also after it was cleared', () => {
    expect(shown(renewed([entry(20, 100)], [20]))).toEqual(['20@100']);
    expect(renewed([], [])).toEqual([{ entries: [], nextCursor: null }]);
  });
});
