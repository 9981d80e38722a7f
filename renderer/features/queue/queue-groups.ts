import type { DownloadView } from '../../../shared/download/download';
import type { DownloadStateKind } from '../../../shared/download/state';
import type { DownloadId } from '../../../shared/ids';

export const QUEUE_FILTERS = ['all', 'active', 'attention', 'done'] as const;
export type QueueFilter = (typeof QUEUE_FILTERS)[number];

export const QUEUE_GROUPS = ['running', 'attention', 'upNext', 'done'] as const;
export type QueueGroup = (typeof QUEUE_GROUPS)[number];

export type QueueEntry =
  | { readonly kind: 'group'; readonly group: QueueGroup; readonly count: number }
  | { readonly kind: 'download'; readonly id: DownloadId };

const groupOf: Readonly<Record<DownloadStateKind, QueueGroup>> = {
  probing: 'running',
  transferring: 'running',
  verifying: 'running',
  finalizing: 'running',
  waiting: 'attention',
  failed: 'attention',
  queued: 'upNext',
  // Beside the queued ones, so that pausing does not carry a row far away.
  paused: 'upNext',
  completed: 'done',
  cancelled: 'done',
};

const filterOf: Readonly<Record<QueueGroup, Exclude<QueueFilter, 'all'>>> = {
  running: 'active',
  attention: 'attention',
  upNext: 'active',
  done: 'done',
};

export type GroupedDownloads = Readonly<Record<QueueGroup, readonly DownloadView[]>>;

/** In the order of the queue; what is done, the latest first. */
export function groupDownloads(downloads: readonly DownloadView[]): GroupedDownloads {
  const inGroup = (group: QueueGroup) => downloads.filter(({ state }) => groupOf[state.kind] === group);
  return {
    running: inGroup('running'),
    attention: inGroup('attention'),
    upNext: inGroup('upNext'),
    done: inGroup('done').toSorted((a, b) => endedAt(b) - endedAt(a)),
  };
}

function endedAt({ state, addedAtMs }: DownloadView): number {
  return state.kind === 'completed' ? state.atMs : addedAtMs;
}

export function countByFilter(groups: GroupedDownloads): Readonly<Record<QueueFilter, number>> {
  const counts = { all: 0, active: 0, attention: 0, done: 0 };
  for (const group of QUEUE_GROUPS) {
    counts.all += groups[group].length;
    counts[filterOf[group]] += groups[group].length;
  }
  return counts;
}

export function passesFilter({ state }: DownloadView, filter: QueueFilter): boolean {
  return filter === 'all' || filterOf[groupOf[state.kind]] === filter;
}

/** What the list shows: a heading for each group that has something in it, then its downloads. */
export function listEntries(groups: GroupedDownloads, filter: QueueFilter): readonly QueueEntry[] {
  return QUEUE_GROUPS.flatMap((group): readonly QueueEntry[] => {
    const members = groups[group];
    if (members.length === 0 || (filter !== 'all' && filterOf[group] !== filter)) return [];
    return [
      { kind: 'group', group, count: members.length },
      ...members.map(({ id }): QueueEntry => ({ kind: 'download', id })),
    ];
  });
}
