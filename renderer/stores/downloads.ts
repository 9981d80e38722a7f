import { create } from 'zustand';
import type { DownloadView } from '../../shared/download/download';
import type { DownloadId } from '../../shared/ids';
import type { Api, DownloadsDelta, DownloadsSnapshot } from '../../shared/ipc/contract';
import type { Batch } from './batch-tally';
import { DownloadsIndex, type KindCounts, type QueueLists } from './downloads-index';
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

/**
 * Subscribes first and asks second, so that no change falls between the two. Changes that arrive while
 * an answer is awaited are held and applied on top of it; a gap in the revisions asks again.
 */
export function startDownloadsMirror(api: Api): () => void {
  let isEnded = false;
  let isAsking = false;
  let held: DownloadsDelta[] = [];

  const unsubscribe = api.on('downloads.changed', (delta) => {
    held.push(delta);
    if (isAsking) return;
    if (!applyHeld()) void ask();
  });

  async function ask(): Promise<void> {
    isAsking = true;
    const answer = await api.invoke('downloads.snapshot');
    isAsking = false;
    if (isEnded || !answer.ok) return;
    const { revision } = useDownloadsStore.getState();
    // An answer older than what is shown would turn the list back in time.
    if (revision === null || answer.value.revision >= revision) replaceBy(answer.value);
    if (!applyHeld()) await ask();
  }

  /** Answers false when a change in between is missing. */
  function applyHeld(): boolean {
    const pending = held.toSorted((a, b) => a.revision - b.revision);
    held = [];
    for (const [index, delta] of pending.entries()) {
      const { revision } = useDownloadsStore.getState();
      if (revision !== null && delta.revision <= revision) continue;
      if (revision === null || delta.revision > revision + 1) {
        held = pending.slice(index);
        return false;
      }
      apply(delta);
    }
    return true;
  }

  void ask();
  return () => {
    isEnded = true;
    unsubscribe();
  };
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
