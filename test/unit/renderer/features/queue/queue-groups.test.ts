import { describe, expect, it } from 'vitest';
import {
  countByFilter,
  passesFilter,
  QUEUE_FILTERS,
  queueEntries,
} from '../../../../../renderer/features/queue/queue-groups';
import { DownloadsIndex } from '../../../../../renderer/stores/downloads-index';
import { failure } from '../../../../../shared/failure';
import { download, downloadId } from '../../stores/builders';

const placedAt = (atMs: number) =>
  ({ kind: 'completed', verification: { kind: 'unverified', sha256: 'A' }, finalName: 'a', atMs }) as const;
const all = [
  download(1, placedAt(10)),
  download(2),
  download(3, { kind: 'failed', cause: failure('disk.full') }),
  download(4, placedAt(20)),
  download(5, { kind: 'transferring' }),
  download(6, { kind: 'paused' }),
  download(7, { kind: 'cancelled' }),
  download(8, { kind: 'waiting', untilMs: 1_000, cause: failure('network.reset'), attempt: 1 }),
  download(9, { kind: 'waiting', untilMs: null, cause: failure('disk.full'), attempt: 1 }),
];
const index = new DownloadsIndex();
index.apply(all, []);
const { lists } = index;

function shown(filter: (typeof QUEUE_FILTERS)[number]) {
  const entries = queueEntries(lists, filter);
  return Array.from({ length: entries.count }, (_, at) => entries.at(at));
}

describe('queueEntries', () => {
  it('puts a heading before each group that has something in it', () => {
    const headings = shown('all').flatMap((entry) => (entry?.kind === 'group' ? [entry.group] : []));
    expect(headings).toEqual(['running', 'waiting', 'attention', 'upNext', 'done', 'cancelled']);
  });

  it('shows the latest first among what is done, and a paused download in its place in the queue', () => {
    const names = shown('all').flatMap((entry) =>
      entry?.kind === 'download' ? [index.byId.get(entry.id)?.modelName] : [],
    );
    const [running, waiting, attention] = [['Model 5'], ['Model 8'], ['Model 3', 'Model 9']];
    const [upNext, ended] = [
      ['Model 2', 'Model 6'],
      ['Model 4', 'Model 1', 'Model 7'],
    ];
    expect(names).toEqual([...running, ...waiting, ...attention, ...upNext, ...ended]);
  });

  it('shows exactly the downloads that pass the filter, as many as it counts', () => {
    const counts = countByFilter(lists);
    for (const filter of QUEUE_FILTERS) {
      const ids = shown(filter).flatMap((entry) => (entry?.kind === 'download' ? [entry.id] : []));
      const passing = all.filter((each) => passesFilter(each, filter)).map(({ id }) => id);
      expect(ids.toSorted()).toEqual(passing.toSorted());
      expect(ids).toHaveLength(counts[filter]);
      expect(ids).toEqual(queueEntries(lists, filter).ids);
    }
  });

  it('calls for nobody while a wait ends by itself', () => {
    const waits = [8, 9].map((number) => all.find(({ id }) => id === downloadId(number)));
    expect(waits.map((each) => each && passesFilter(each, 'attention'))).toEqual([false, true]);
  });

  it('does not count a cancelled download as done', () => {
    expect(countByFilter(lists)).toEqual({ all: 9, active: 4, attention: 2, done: 2, cancelled: 1 });
  });

  it('finds each row at the place where it shows it', () => {
    const entries = queueEntries(lists, 'all');
    for (const id of entries.ids) expect(entries.at(entries.indexOf(id))).toMatchObject({ id });
    expect(entries.indexOf(downloadId(99))).toBe(-1);
    expect(entries.at(entries.count)).toBeNull();
  });
});
