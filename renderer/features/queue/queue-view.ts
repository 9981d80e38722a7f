import { create } from 'zustand';
import type { DownloadId } from '../../../shared/ids';
import type { PauseQuestionAsked } from './pause-cost';
import type { QueueFilter } from './queue-groups';

/** What the queue's screen shows: the list through a filter, or everything that has ended. */
export type QueueTab = QueueFilter | 'history';

interface QueueView {
  readonly tab: QueueTab;
  readonly historyText: string;
  /** The unfinished download that the user is asked about before it is removed. */
  readonly removalId: DownloadId | null;
  readonly pauseAsked: PauseQuestionAsked | null;
  /** The row that somebody has asked to see, until the list has scrolled there. */
  readonly wantedId: DownloadId | null;
}

/** Ours, not a mirror: how the queue is looked at. Survives leaving the screen. */
export const useQueueView = create<QueueView>(() => ({
  tab: 'all',
  historyText: '',
  removalId: null,
  pauseAsked: null,
  wantedId: null,
}));

export function showQueueTab(tab: QueueTab): void {
  useQueueView.setState({ tab });
}

export function searchHistory(historyText: string): void {
  useQueueView.setState({ historyText });
}

export function askBeforeRemoval(removalId: DownloadId | null): void {
  useQueueView.setState({ removalId });
}

export function askBeforePause(pauseAsked: PauseQuestionAsked | null): void {
  useQueueView.setState({ pauseAsked });
}

/** Null once the list is there. */
export function wantRowInView(wantedId: DownloadId | null): void {
  useQueueView.setState({ wantedId });
}
