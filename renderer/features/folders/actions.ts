import i18next from 'i18next';
import { create } from 'zustand';
import type { Failure } from '../../../shared/failure';
import type { FolderKind, FoldersView, Layout, RootId, RootView } from '../../../shared/placement';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';
import { useFoldersStore } from '../../stores/folders';
import { showToast } from '../../ui/toast';

interface RootChoice {
  /** While the system's dialog is open. */
  readonly isPending: boolean;
  /** Why the folder that was picked last is not used. */
  readonly problem: Failure | null;
}

const nothingChosen: RootChoice = { isPending: false, problem: null };

export const useRootChoice = create<RootChoice>(() => nothingChosen);

/**
 * Opens the system's dialog. With `null`, Civet recognises the layout by itself.
 *
 * @param replaces a program whose folder is elsewhere now; without it, one more is added
 */
export async function pickRoot(layout: Layout | null, replaces: RootId | null = null): Promise<void> {
  if (useRootChoice.getState().isPending) return;
  const before = useFoldersStore.getState().folders;
  useRootChoice.setState({ isPending: true });
  const answer = await api.invoke('folders.pickRoot', { layout, replaces });
  // Whoever closes the dialog again finds everything as it was, also the button they came from.
  const isCancelled = answer.ok && answer.value === null;
  const problem = answer.ok ? null : answer.error;
  useRootChoice.setState({ isPending: false, ...(isCancelled ? {} : { problem }) });
  if (answer.ok && answer.value !== null) tellChosen(before, answer.value);
}

/** Uses the folder that was just refused after all, as a plain one. */
export async function takeAsPlain(): Promise<void> {
  const before = useFoldersStore.getState().folders;
  const answer = await api.invoke('folders.takeRefused', { layout: 'plain' });
  useRootChoice.setState({ problem: answer.ok ? null : answer.error });
  if (answer.ok) tellChosen(before, answer.value);
}

/** Says what has come to the list, and what Civet took it for. */
function tellChosen(before: FoldersView | null, after: FoldersView): void {
  if (after.kind !== 'chosen') return;
  const known = before?.kind === 'chosen' ? before.roots : [];
  const isNew = ({ id, layout }: RootView) => !known.some((root) => root.id === id && root.layout === layout);
  const added = after.roots.find(isNew);
  if (added === undefined) return;
  const program = i18next.t(`layouts.${added.layout}`, { ns: 'folders' });
  const key = added.id === after.usualId ? 'toasts.chosen' : 'toasts.added';
  showToast({ text: i18next.t(key, { ns: 'folders', path: added.path, program }) });
}

export async function setUsual(id: RootId): Promise<void> {
  const answer = await api.invoke('folders.setUsual', { id });
  if (!answer.ok) showFailure(answer.error);
}

/** Takes a program off the list; its files stay. */
export async function removeRoot({ id, layout, path }: RootView): Promise<void> {
  const answer = await api.invoke('folders.removeRoot', { id });
  if (!answer.ok) return showFailure(answer.error);
  const program = i18next.t(`layouts.${layout}`, { ns: 'folders' });
  showToast({
    text: i18next.t('toasts.removed', { ns: 'folders', program }),
    detail: path,
    action: { label: i18next.t('toasts.undo', { ns: 'folders' }), onPress: () => void takeBack() },
  });
}

async function takeBack(): Promise<void> {
  const answer = await api.invoke('folders.takeBack');
  if (!answer.ok) showFailure(answer.error);
}

export async function openRoot(id: RootId): Promise<void> {
  const answer = await api.invoke('folders.openRoot', { id });
  if (!answer.ok) showFailure(answer.error);
}

/** Folders and lists of programs may have changed while nobody looked. */
export async function lookAgain(): Promise<void> {
  const answer = await api.invoke('folders.lookAgain');
  if (!answer.ok) showFailure(answer.error);
}

export async function pickForKind(kind: FolderKind): Promise<void> {
  const answer = await api.invoke('folders.pickForKind', { kind });
  if (!answer.ok) showFailure(answer.error);
}

export async function sendKindTo(kind: FolderKind, rootId: RootId): Promise<void> {
  const answer = await api.invoke('folders.useRootForKind', { kind, rootId });
  if (!answer.ok) showFailure(answer.error);
}

export async function resetKind(kind: FolderKind): Promise<void> {
  const answer = await api.invoke('folders.resetKind', { kind });
  if (!answer.ok) showFailure(answer.error);
}

export async function openFolder(kind: FolderKind): Promise<void> {
  const answer = await api.invoke('folders.open', { kind });
  if (!answer.ok) showFailure(answer.error);
}
