import { describe, expect, it } from 'vitest';
import {
  countByFilter,
  groupDownloads,
  listEntries,
  passesFilter,
} from '../../../../../renderer/features/queue/queue-groups';
import { failure } from '../../../../../shared/failure';
import { download } from '../../stores/builders';

const placedAt = (atMs: number) =>
  ({ kind: 'completed', verification: { kind: 'unverified', sha256: 'A' }, finalName: 'a', atMs }) as const;
const groups = groupDownloads([
  download(1, placedAt(10)),
  download(2),
  download(3, { kind: 'failed', cause: failure('disk.full') }),
  download(4, placedAt(20)),
  download(5, { kind: 'transferring' }),
  download(6, { kind: 'paused' }),
]);

describe('groupDownloads', () => {
  it('shows the latest first among what is done', () => {
    expect(groups.done.map(({ modelName }) => modelName)).toEqual(['Model 4', 'Model 1']);
  });

  it('leaves a paused download in its place in the queue', () => {
    expect(groups.upNext.map(({ modelName }) => modelName)).toEqual(['Model 2', 'Model 6']);
  });
});

describe('listEntries', () => {
  it('puts a heading before each group that has something in it', () => {
    const headings = listEntries(groups, 'all').flatMap((entry) =>
      entry.kind === 'group' ? [entry.group] : [],
    );
    expect(headings).toEqual(['running', 'attention', 'upNext', 'done']);
  });

  it('shows as many downloads as the filter counts', () => {
    const counts = countByFilter(groups);
    for (const filter of ['all', 'active', 'attention', 'done'] as const) {
      const shown = listEntries(groups, filter).filter(({ kind }) => kind === 'download');
      expect(shown).toHaveLength(counts[filter]);
    }
  });

  it('shows exactly the downloads that pass the filter', () => {
    const all = Object.values(groups).flat();
    for (const filter of ['all', 'active', 'attention', 'done'] as const) {
      const shown = listEntries(groups, filter).flatMap((entry) =>
        entry.kind === 'download' ? [entry.id] : [],
      );
      const passing = all.filter((each) => passesFilter(each, filter)).map(({ id }) => id);
      expect(shown.toSorted()).toEqual(passing.toSorted());
    }
  });
});
