import { create } from 'zustand';
import type { DownloadView } from '../../shared/download/download';
import type { DownloadId } from '../../shared/ids';
import type { Api, DownloadsDelta, DownloadsSnapshot } from '../../shared/ipc/contract';
import type { Batch } from './batch-tally';
import { DownloadsIndex, type KindCounts, type QueueLists } from './downloads-index';
import { mirrorDeltas } from './mirror-deltas';
import type { RowChange } from './sorted-ids';

interface DownloadsMirror {
  /** Changes in place; a row is a new object when it has changed. Do not select all of it. */
  readonly byId: ReadonlyMap<DownloadId, DownloadView>;
  readonly lists: QueueLists;
  /** Placed files, the latest first, also those that were taken off the queue. */
  readonly placed: readonly DownloadId[];
  readonly counts: KindCounts;
  readonly batch: Batch;
  /** What the last delta did; empty after a snapshot. */
  readonly changes: readonly RowChange[];
  /** Of the last change that is in here; null before the first snapshot. */
  readonly revision: number | null;
  readonly isLoaded: boolean;
}

let index = new DownloadsIndex();

function mirrored(revision: number | null, changes: readonly RowChange[]): DownloadsMirror {
  const { byId, lists, placed, counts, batch } = index;
  return { byId, lists, placed, counts, batch, changes, revision, isLoaded: revision !== null };
}

export const useDownloadsStore = create<DownloadsMirror>(() => mirrored(null, []));

/** As before the first snapshot. */
export function forgetDownloads(): void {
  index = new DownloadsIndex();
  useDownloadsStore.setState(mirrored(null, []), true);
}

export function downloadsOfModel(modelId: number): readonly DownloadView[] {
  return index.ofModel(modelId);
}

export function startDownloadsMirror(api: Api): () => void {
  return mirrorDeltas<DownloadsSnapshot, DownloadsDelta>({
    subscribe: (listener) => api.on('downloads.changed', listener),
    ask: () => api.invoke('downloads.snapshot'),
    shownRevision: () => useDownloadsStore.getState().revision,
    replace: replaceBy,
    apply,
  });
}

function replaceBy(snapshot: DownloadsSnapshot): void {
  index = new DownloadsIndex();
  index.apply(snapshot.downloads, []);
  useDownloadsStore.setState(mirrored(snapshot.revision, []));
}

function apply({ revision, upserts, removed }: DownloadsDelta): void {
  const changes = index.apply(upserts, removed);
  useDownloadsStore.setState(mirrored(revision, changes));
}
