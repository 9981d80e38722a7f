import { create } from 'zustand';
import type { DownloadView } from '../../shared/download/download';
import type { DownloadId } from '../../shared/ids';
import type { Api, DownloadsDelta, DownloadsSnapshot } from '../../shared/ipc/contract';

interface DownloadsMirror {
  readonly byId: Readonly<Record<DownloadId, DownloadView>>;
  /** As main orders them; a new download comes last. */
  readonly order: readonly DownloadId[];
  /** Of the last change that is in here; null before the first snapshot. */
  readonly revision: number | null;
  readonly isLoaded: boolean;
}

export const emptyDownloads: DownloadsMirror = { byId: {}, order: [], revision: null, isLoaded: false };

export const useDownloadsStore = create<DownloadsMirror>(() => emptyDownloads);

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
  useDownloadsStore.setState({
    byId: Object.fromEntries(snapshot.downloads.map((download) => [download.id, download])),
    order: snapshot.downloads.map(({ id }) => id),
    revision: snapshot.revision,
    isLoaded: true,
  });
}

function apply(delta: DownloadsDelta): void {
  useDownloadsStore.setState(({ byId, order }) => {
    const next: Record<DownloadId, DownloadView> = { ...byId };
    for (const download of delta.upserts) next[download.id] = download;
    for (const id of delta.removed) delete next[id];
    const added = delta.upserts.filter(({ id }) => !(id in byId)).map(({ id }) => id);
    const isSameOrder = added.length === 0 && delta.removed.length === 0;
    return {
      byId: next,
      order: isSameOrder ? order : [...order, ...added].filter((id) => id in next),
      revision: delta.revision,
    };
  });
}
