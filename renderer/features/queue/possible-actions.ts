import type { DownloadView } from '../../../shared/download/download';
import type { DownloadStateKind } from '../../../shared/download/state';

export type DownloadAction = 'pause' | 'resume' | 'retry' | 'tryNow' | 'cancel' | 'remove' | 'openFolder';

/** What is offered in each state, the one that is wanted most first. */
const offered: Readonly<Record<DownloadStateKind, readonly DownloadAction[]>> = {
  queued: ['pause', 'cancel', 'remove', 'openFolder'],
  probing: ['pause', 'cancel', 'remove', 'openFolder'],
  transferring: ['pause', 'cancel', 'remove', 'openFolder'],
  verifying: ['cancel', 'remove', 'openFolder'],
  finalizing: ['openFolder'],
  completed: ['openFolder', 'remove'],
  waiting: ['tryNow', 'pause', 'cancel', 'remove', 'openFolder'],
  paused: ['resume', 'cancel', 'remove', 'openFolder'],
  failed: ['retry', 'remove', 'openFolder'],
  cancelled: ['retry', 'remove', 'openFolder'],
};

export function actionsFor(kind: DownloadStateKind): readonly DownloadAction[] {
  return offered[kind];
}

export function isFinished({ state }: DownloadView): boolean {
  return state.kind === 'completed';
}

const stopping: ReadonlySet<DownloadAction> = new Set(['cancel', 'remove']);

/** The two buttons at the end of a row: go on or halt, and away with it. */
export function rowButtons(kind: DownloadStateKind): {
  readonly main: DownloadAction | null;
  readonly away: DownloadAction | null;
} {
  const actions = offered[kind];
  return {
    main: actions.find((action) => !stopping.has(action)) ?? null,
    away: actions.find((action) => stopping.has(action)) ?? null,
  };
}

/**
 * Only removing an unfinished download loses bytes for good. Cancelling keeps them: trying again goes on
 * from there.
 */
export function needsQuestion(action: DownloadAction, download: DownloadView): boolean {
  return action === 'remove' && !isFinished(download) && download.durableBytes > 0;
}
