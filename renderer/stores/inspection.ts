import { create } from 'zustand';
import type { InspectedFile, InspectionDelta, InspectionView } from '../../shared/inspection/inspection';
import type { Api } from '../../shared/ipc/contract';
import { mirrorDeltas } from './mirror-deltas';

interface InspectionMirror {
  /** From top to bottom; the texts of their ids. */
  readonly ids: readonly string[];
  /** One that has not changed stays the same object. */
  readonly byId: ReadonlyMap<string, InspectedFile>;
  readonly leftOutCount: number;
  /** Of the last change that is in here; null before the first snapshot. */
  readonly revision: number | null;
}

export const useInspectionStore = create<InspectionMirror>(() => ({
  ids: [],
  byId: new Map(),
  leftOutCount: 0,
  revision: null,
}));

export function startInspectionMirror(api: Api): () => void {
  return mirrorDeltas<InspectionView, InspectionDelta>({
    subscribe: (listener) => api.on('inspection.changed', listener),
    ask: () => api.invoke('inspection.snapshot'),
    shownRevision: () => useInspectionStore.getState().revision,
    replace: ({ revision, files, leftOutCount }) =>
      useInspectionStore.setState({
        revision,
        leftOutCount,
        ids: files.map(({ id }) => String(id)),
        byId: new Map(files.map((file) => [String(file.id), file])),
      }),
    apply: ({ revision, upserts, order, leftOutCount }) =>
      useInspectionStore.setState((before) => {
        const known = new Map(before.byId);
        for (const file of upserts) known.set(String(file.id), file);
        const ids = order === null ? before.ids : order.map(String);
        // What is not in the order any more is forgotten.
        const byId = order === null ? known : pick(known, ids);
        return { revision, leftOutCount, ids, byId };
      }),
  });
}

function pick(
  known: ReadonlyMap<string, InspectedFile>,
  ids: readonly string[],
): ReadonlyMap<string, InspectedFile> {
  return new Map(
    ids.flatMap((id) => {
      const file = known.get(id);
      return file === undefined ? [] : [[id, file] as const];
    }),
  );
}
