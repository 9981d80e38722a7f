import i18next from 'i18next';
import type { ImportPreview } from '../../../shared/settings/exchange';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';
import { showToast } from '../../ui/toast';

export async function exportSettings(withFolders: boolean): Promise<void> {
  const answer = await api.invoke('exchange.export', { withFolders });
  if (!answer.ok) showFailure(answer.error);
  else if (answer.value) showToast({ text: i18next.t('exchange.export.done', { ns: 'entry' }) });
}

/** @returns what the file that the user chose would change; null when there is nothing to show */
export async function readSettings(): Promise<ImportPreview | null> {
  const answer = await api.invoke('exchange.read');
  if (answer.ok) return answer.value;
  showFailure(answer.error);
  return null;
}

export async function importSettings(withFolders: boolean): Promise<void> {
  const answer = await api.invoke('exchange.take', { withFolders });
  if (!answer.ok) showFailure(answer.error);
  else showToast({ text: i18next.t('exchange.import.done', { ns: 'entry' }) });
}
