import type { DownloadView } from '../../shared/download/download';
import type { Priority } from '../../shared/download/priority';
import type { DownloadStateKind } from '../../shared/download/state';

export const QUEUE_GROUPS = ['running', 'waiting', 'attention', 'upNext', 'done', 'cancelled'] as const;
export type QueueGroup = (typeof QUEUE_GROUPS)[number];

const groupOfKind: Readonly<Record<DownloadStateKind, QueueGroup>> = {
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
  cancelled: 'cancelled',
};

/** A wait whose end is known is over by itself; without one, somebody has to make room or plug a drive in. */
export function groupOf({ state }: DownloadView): QueueGroup {
  if (state.kind === 'waiting' && state.untilMs !== null) return 'waiting';
  return groupOfKind[state.kind];
}

type Order = (a: DownloadView, b: DownloadView) => number;

const turns: Readonly<Record<Priority, number>> = { high: 0, normal: 1, low: 2 };

function byText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Who starts first: by priority, then as the user has ordered them. */
export const byTurn: Order = (a, b) =>
  turns[a.priority] - turns[b.priority] || byText(a.rank, b.rank) || byText(a.id, b.id);

/** When a download was placed, in milliseconds since 1970; of another one, when it was added. */
export function endedAtMs({ state, addedAtMs }: DownloadView): number {
  return state.kind === 'completed' ? state.atMs : addedAtMs;
}

export const byLatestEnd: Order = (a, b) => endedAtMs(b) - endedAtMs(a) || byText(a.id, b.id);

export const byAge: Order = (a, b) => a.addedAtMs - b.addedAtMs || byText(a.id, b.id);
