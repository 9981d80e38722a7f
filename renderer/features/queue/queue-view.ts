import { create } from 'zustand';
import type { DownloadId } from '../../../shared/ids';
import type { QueueFilter } from './queue-groups';

interface QueueView {
  readonly filter: QueueFilter;
  /** The unfinished download that the user is asked about before it is removed. */
  readonly removalId: DownloadId | null;
}

/** Ours, not a mirror: how the queue is looked at. Survives leaving the screen. */
export const useQueueView = create<QueueView>(() => ({ filter: 'all', removalId: null }));

export function showQueueFilter(filter: QueueFilter): void {
  useQueueView.setState({ filter });
}

export function askBeforeRemoval(removalId: DownloadId | null): void {
  useQueueView.setState({ removalId });
}
