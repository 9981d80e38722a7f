import { create } from 'zustand';
import type { DownloadProgress } from '../../shared/download/download';
import type { DownloadId } from '../../shared/ids';
import type { Api, DownloadsDelta } from '../../shared/ipc/contract';

type ProgressById = Readonly<Record<DownloadId, DownloadProgress>>;

interface ProgressMirror {
  /** Only downloads that move right now have an entry. */
  readonly byId: ProgressById;
}

/** Apart from the downloads, so that four updates a second wake only the rows they are about. */
export const useProgressStore = create<ProgressMirror>(() => ({ byId: {} }));

export function startProgressMirror(api: Api): () => void {
  let isEnded = false;
  // What an event has said about a download is newer than what the snapshot says about it.
  const heardOf = new Set<DownloadId>();

  const stopProgress = api.on('downloads.progress', (entries) => {
    for (const { id } of entries) heardOf.add(id);
    useProgressStore.setState(({ byId }) => ({ byId: withEntries(byId, entries) }));
  });

  // A speed from before a pause must not reappear when the download goes on.
  const stopChanges = api.on('downloads.changed', (delta) => {
    const stoppedIds = stopped(delta);
    for (const id of stoppedIds) heardOf.add(id);
    useProgressStore.setState(({ byId }) => ({ byId: without(byId, stoppedIds) }));
  });

  void api.invoke('downloads.snapshot').then((answer) => {
    if (!answer.ok || isEnded) return;
    const unheard = answer.value.progress.filter(({ id }) => !heardOf.has(id));
    useProgressStore.setState(({ byId }) => ({ byId: withEntries(byId, unheard) }));
  });

  return () => {
    isEnded = true;
    stopProgress();
    stopChanges();
  };
}

function stopped(delta: DownloadsDelta): readonly DownloadId[] {
  const standing = delta.upserts.filter(({ state }) => state.kind !== 'transferring');
  return [...delta.removed, ...standing.map(({ id }) => id)];
}

function withEntries(byId: ProgressById, entries: readonly DownloadProgress[]): ProgressById {
  if (entries.length === 0) return byId;
  return { ...byId, ...Object.fromEntries(entries.map((entry) => [entry.id, entry])) };
}

function without(byId: ProgressById, ids: readonly DownloadId[]): ProgressById {
  if (!ids.some((id) => id in byId)) return byId;
  const rest: Record<DownloadId, DownloadProgress> = { ...byId };
  for (const id of ids) delete rest[id];
  return rest;
}
