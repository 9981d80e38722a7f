import i18next from 'i18next';
import { create } from 'zustand';
import type { Failure } from '../../../shared/failure';
import type { FolderKind, Layout } from '../../../shared/placement';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';
import { showToast } from '../../ui/toast';

interface RootChoice {
  /** While the system's dialog is open. */
  readonly isPending: boolean;
  /** Why the folder that was picked last is not used. */
  readonly problem: Failure | null;
}

const nothingChosen: RootChoice = { isPending: false, problem: null };

export const useRootChoice = create<RootChoice>(() => nothingChosen);

/** Opens the system's dialog. With `null`, Civet recognises the layout by itself. */
export async function pickRoot(layout: Layout | null): Promise<void> {
  if (useRootChoice.getState().isPending) return;
  useRootChoice.setState({ isPending: true });
  const answer = await api.invoke('folders.pickRoot', { layout });
  // Whoever closes the dialog again finds everything as it was, also the button they came from.
  const isCancelled = answer.ok && answer.value === null;
  const problem = answer.ok ? null : answer.error;
  useRootChoice.setState({ isPending: false, ...(isCancelled ? {} : { problem }) });
  if (answer.ok && answer.value?.kind === 'chosen') {
    showToast({ text: i18next.t('toasts.chosen', { ns: 'folders', path: answer.value.rootPath }) });
  }
}

/** Uses the folder that was just refused after all, as a plain one. */
export async function takeAsPlain(): Promise<void> {
  const answer = await api.invoke('folders.takeRefused', { layout: 'plain' });
  useRootChoice.setState({ problem: answer.ok ? null : answer.error });
  if (answer.ok && answer.value.kind === 'chosen') {
    showToast({ text: i18next.t('toasts.chosen', { ns: 'folders', path: answer.value.rootPath }) });
  }
}

export async function pickForKind(kind: FolderKind): Promise<void> {
  const answer = await api.invoke('folders.pickForKind', { kind });
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
