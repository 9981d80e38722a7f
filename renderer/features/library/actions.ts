import i18next from 'i18next';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';
import { navigate, selectLibraryEntry } from '../../stores/view';
import { showToast } from '../../ui/toast';
import type { LibraryEntry } from './library-entries';

export async function showInFolder({ id }: LibraryEntry): Promise<void> {
  const answer = await api.invoke('downloads.openFolder', { id });
  if (!answer.ok) showFailure(answer.error);
}

export function openModel({ modelId, versionId }: LibraryEntry): void {
  navigate({ screen: 'model', modelId, versionId });
}

export async function openOnCivitai({ modelId, versionId }: LibraryEntry): Promise<void> {
  const answer = await api.invoke('app.openModelPage', { modelId, versionId });
  if (!answer.ok) showFailure(answer.error);
}

export async function copySha256({ state }: LibraryEntry): Promise<void> {
  const answer = await api.invoke('app.copyText', { text: state.verification.sha256 });
  if (answer.ok) showToast({ text: i18next.t('toasts.copied', { ns: 'library' }) });
  else showFailure(answer.error);
}

/** Forgets the entry; the file stays where it is. */
export async function removeFromList({ id, modelName, placeLabel }: LibraryEntry): Promise<void> {
  const answer = await api.invoke('downloads.remove', { id });
  if (!answer.ok) return showFailure(answer.error);
  selectLibraryEntry(null);
  const words = { name: modelName, place: placeLabel };
  showToast({ text: i18next.t('toasts.removed', { ns: 'library', ...words }) });
}
