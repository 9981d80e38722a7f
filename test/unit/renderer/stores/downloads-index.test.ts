import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DownloadsIndex } from '../../../../renderer/stores/downloads-index';
import {
  byLatestEnd,
  byTurn,
  endedAtMs,
  groupOf,
  QUEUE_GROUPS,
} from '../../../../renderer/stores/queue-order';
import type { DownloadView } from '../../../../shared/download/download';
import { PRIORITIES } from '../../../../shared/download/priority';
import type { DownloadState } from '../../../../shared/download/state';
import { failure } from '../../../../shared/failure';
import { download, downloadId } from './builders';

const placedAt = (atMs: number): DownloadState => ({
  kind: 'completed',
  verification: { kind: 'unverified', sha256: 'A' },
  finalName: 'a',
  atMs,
});

/** The same lists and sums, worked out from all rows at once. */
function fromScratch(rows: readonly DownloadView[]) {
  const listed = rows.filter(({ isListed }) => isListed);
  const lists = Object.fromEntries(
    QUEUE_GROUPS.map((group) => {
      const order = group === 'done' || group === 'cancelled' ? byLatestEnd : byTurn;
      const members = listed.filter((row) => groupOf(row) === group);
      return [group, members.toSorted(order).map(({ id }) => id)];
    }),
  );
  const open = listed.filter(({ state }) => state.kind !== 'completed' && state.kind !== 'cancelled');
  const beganAtMs = Math.min(...open.map(({ addedAtMs }) => addedAtMs));
  const done = listed.filter((row) => row.state.kind === 'completed' && endedAtMs(row) >= beganAtMs);
  const known = [...open, ...done].filter(({ totalBytes }) => totalBytes !== null);
  const batch = {
    knownCount: known.length,
    totalBytes: known.reduce((sum, { totalBytes }) => sum + (totalBytes ?? 0), 0),
    receivedBytes: known.reduce(
      (sum, row) => sum + (row.state.kind === 'completed' ? (row.totalBytes ?? 0) : row.durableBytes),
      0,
    ),
  };
  const placed = rows.filter(({ state }) => state.kind === 'completed').toSorted(byLatestEnd);
  return { lists, batch, placed: placed.map(({ id }) => id) };
}

function followed(index: DownloadsIndex) {
  return { lists: index.lists, batch: index.batch, placed: index.placed };
}

const state = fc.oneof(
  fc.constantFrom<DownloadState>(
    { kind: 'queued' },
    { kind: 'transferring' },
    { kind: 'paused' },
    { kind: 'cancelled' },
    { kind: 'failed', cause: failure('disk.full') },
  ),
  fc.integer({ min: 0, max: 8 }).map(placedAt),
);

const row = fc
  .record({
    number: fc.integer({ min: 1, max: 30 }),
    state,
    rank: fc.constantFrom('a', 'b', 'c', 'd'),
    priority: fc.constantFrom(...PRIORITIES),
    addedAtMs: fc.integer({ min: 0, max: 8 }),
    durableBytes: fc.integer({ min: 0, max: 500 }),
    totalBytes: fc.option(fc.integer({ min: 500, max: 900 })),
    isListed: fc.boolean(),
  })
  .map(({ number, state: of, ...rest }): DownloadView => ({ ...download(number, of), ...rest }));

const delta = fc.record({
  upserts: fc.array(row, { maxLength: 6 }),
  removed: fc.array(fc.integer({ min: 1, max: 30 }).map(downloadId), { maxLength: 3 }),
});

describe('DownloadsIndex', () => {
  it('is after every change what it would be if it were made anew', () => {
    fc.assert(
      fc.property(fc.array(delta, { maxLength: 30 }), (deltas) => {
        const index = new DownloadsIndex();
        for (const { upserts, removed } of deltas) {
          index.apply(upserts, removed);
          expect(followed(index)).toEqual(fromScratch([...index.byId.values()]));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is so too when very many change at once', () => {
    const index = new DownloadsIndex();
    const rows = Array.from({ length: 500 }, (_, at) => download(at + 1));
    index.apply(rows, []);
    const turned = rows.map((each, at) => ({ ...each, rank: String(1_000 - at).padStart(4, '0') }));
    index.apply(turned, [downloadId(7)]);
    expect(followed(index)).toEqual(fromScratch([...index.byId.values()]));
    expect(index.lists.upNext[0]).toBe(downloadId(500));
  });

  it('starts the higher priority first, whatever the ranks', () => {
    const index = new DownloadsIndex();
    index.apply([{ ...download(1), priority: 'low' }, download(2), { ...download(3), priority: 'high' }], []);
    expect(index.lists.upNext).toEqual([downloadId(3), downloadId(2), downloadId(1)]);
  });

  it('looks at a handful of rows when one of 10,000 changes', () => {
    const index = new DownloadsIndex();
    const rows = Array.from({ length: 10_000 }, (_, at) => download(at + 1));
    index.apply(rows, []);
    let looks = 0;
    const get = index.byId.get.bind(index.byId);
    Object.assign(index.byId, {
      get: (id: Parameters<typeof get>[0]) => {
        looks += 1;
        return get(id);
      },
    });
    index.apply([{ ...download(5_000), rank: '' }], []);
    index.apply([download(4_000, { kind: 'transferring' })], []);
    index.apply([download(4_000, placedAt(5))], []);
    index.apply([], [downloadId(3)]);
    expect(index.lists.upNext[0]).toBe(downloadId(5_000));
    expect(looks).toBeLessThan(300);
  });

  it('knows the downloads of a model, until the last of them has gone', () => {
    const index = new DownloadsIndex();
    index.apply([download(1), { ...download(2), modelId: 1 }, download(3)], []);
    expect(index.ofModel(1).map(({ id }) => id)).toEqual([downloadId(1), downloadId(2)]);
    index.apply([], [downloadId(1), downloadId(2)]);
    expect(index.ofModel(1)).toEqual([]);
  });
});
