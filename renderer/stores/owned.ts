import { useEffect } from 'react';
import { create } from 'zustand';
import type { Api } from '../../shared/ipc/contract';
import type { OwnedFile } from '../../shared/library/owned';
import { useLibraryStore } from './library';

/** Cards come a page at a time; their questions go as one. */
const GATHER_MS = 20;
/** While the library is being read its list is another one several times a second. */
const RENEW_MS = 2_000;
/** What main answers at once. */
const MOST_ASKED = 1_000;

const NONE: readonly OwnedFile[] = [];

interface OwnedMirror {
  readonly byModel: ReadonlyMap<number, readonly OwnedFile[]>;
}

/** What the user's folders hold of the models on screen, besides what Civet's own downloads brought. */
export const useOwnedStore = create<OwnedMirror>(() => ({ byModel: new Map() }));

/** How many places on screen show a model. */
const wanted = new Map<number, number>();
let fresh = new Set<number>();
let timer: ReturnType<typeof setTimeout> | null = null;
let main: Api | null = null;

/** Files of a model that lie in the user's folders; asked for as long as something shows them. */
export function useOwnedFiles(modelId: number): readonly OwnedFile[] {
  useEffect(() => wantOwned(modelId), [modelId]);
  return useOwnedStore(({ byModel }) => byModel.get(modelId) ?? NONE);
}

/** Keeps what the folders hold of a model up to date until the answer is called. */
export function wantOwned(modelId: number): () => void {
  wanted.set(modelId, (wanted.get(modelId) ?? 0) + 1);
  ask([modelId], GATHER_MS);
  return () => {
    const left = (wanted.get(modelId) ?? 1) - 1;
    if (left > 0) wanted.set(modelId, left);
    else wanted.delete(modelId);
  };
}

/** As far as it is known already. */
export function ownedOfModel(modelId: number): readonly OwnedFile[] {
  return useOwnedStore.getState().byModel.get(modelId) ?? NONE;
}

/** Asks anew, whenever the library has changed, about all that is shown; the answer ends it. */
export function startOwnedMirror(api: Api): () => void {
  main = api;
  const unsubscribe = useLibraryStore.subscribe(({ status }, before) => {
    if (status === null || status.revision === before.status?.revision) return;
    ask([...wanted.keys()], before.status === null ? GATHER_MS : RENEW_MS);
  });
  return () => {
    unsubscribe();
    if (timer !== null) clearTimeout(timer);
    timer = null;
    main = null;
    fresh = new Set();
    wanted.clear();
    useOwnedStore.setState({ byModel: new Map() });
  };
}

/** Before the first scan there is nothing to know but downloads, and those tell of themselves. */
function isWorthAsking(): boolean {
  return useLibraryStore.getState().status?.isWanted === true;
}

function ask(modelIds: readonly number[], delayMs: number): void {
  if (!isWorthAsking()) return;
  for (const id of modelIds) fresh.add(id);
  if (fresh.size > 0) timer ??= setTimeout(() => void send(), delayMs);
}

async function send(): Promise<void> {
  timer = null;
  const modelIds = [...fresh].slice(0, MOST_ASKED);
  for (const id of modelIds) fresh.delete(id);
  const answer = await main?.invoke('library.owned', { modelIds });
  if (answer?.ok) keep(modelIds, answer.value);
  if (fresh.size > 0) timer ??= setTimeout(() => void send(), GATHER_MS);
}

function keep(modelIds: readonly number[], files: readonly OwnedFile[]): void {
  const found = new Map(modelIds.map((id): [number, readonly OwnedFile[]] => [id, []]));
  for (const file of files) found.set(file.modelId, [...(found.get(file.modelId) ?? []), file]);
  useOwnedStore.setState(({ byModel }) => {
    const isSame = [...found].every(
      ([id, now]) => JSON.stringify(byModel.get(id) ?? []) === JSON.stringify(now),
    );
    if (isSame) return { byModel };
    const kept = [...byModel].filter(([id]) => wanted.has(id) || found.has(id));
    return { byModel: new Map([...kept, ...found]) };
  });
}
