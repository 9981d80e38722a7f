import type { DownloadView } from '../../../shared/download/download';
import type { DownloadId } from '../../../shared/ids';
import type { QueueLists } from '../../stores/downloads-index';
import { groupOf, QUEUE_GROUPS, type QueueGroup } from '../../stores/queue-order';

export const QUEUE_FILTERS = ['all', 'active', 'attention', 'done', 'cancelled'] as const;
export type QueueFilter = (typeof QUEUE_FILTERS)[number];

const filterOf: Readonly<Record<QueueGroup, Exclude<QueueFilter, 'all'>>> = {
  running: 'active',
  waiting: 'active',
  attention: 'attention',
  upNext: 'active',
  done: 'done',
  cancelled: 'cancelled',
};

function shows(filter: QueueFilter, group: QueueGroup): boolean {
  return filter === 'all' || filterOf[group] === filter;
}

export function passesFilter(download: DownloadView, filter: QueueFilter): boolean {
  return shows(filter, groupOf(download));
}

export function countByFilter(lists: QueueLists): Readonly<Record<QueueFilter, number>> {
  const counts = { all: 0, active: 0, attention: 0, done: 0, cancelled: 0 };
  for (const group of QUEUE_GROUPS) {
    counts.all += lists[group].length;
    counts[filterOf[group]] += lists[group].length;
  }
  return counts;
}

export type QueueEntry =
  | { readonly kind: 'group'; readonly group: QueueGroup; readonly count: number }
  | { readonly kind: 'download'; readonly id: DownloadId; readonly group: QueueGroup };

/** What the list shows, found by place: making an entry for each of 10,000 rows would cost more than showing twenty. */
export interface QueueEntries {
  readonly count: number;
  readonly ids: readonly DownloadId[];
  readonly at: (index: number) => QueueEntry | null;
  /** -1 when it is not shown. */
  readonly indexOf: (id: DownloadId) => number;
}

/** A heading for each group that has something in it, then its downloads. */
export function queueEntries(lists: QueueLists, filter: QueueFilter): QueueEntries {
  const groups = QUEUE_GROUPS.filter((group) => lists[group].length > 0 && shows(filter, group));
  let count = 0;
  const sections = groups.map((group) => {
    const start = count;
    count += lists[group].length + 1;
    return { group, ids: lists[group], start };
  });
  return {
    count,
    ids: sections.flatMap(({ ids }) => ids),
    at: (index) => {
      const section = sections.findLast(({ start }) => start <= index);
      if (section === undefined) return null;
      const { group, ids, start } = section;
      if (index === start) return { kind: 'group', group, count: ids.length };
      const id = ids[index - start - 1];
      return id === undefined ? null : { kind: 'download', id, group };
    },
    indexOf: (id) => {
      for (const { ids, start } of sections) {
        const place = ids.indexOf(id);
        if (place >= 0) return start + 1 + place;
      }
      return -1;
    },
  };
}
