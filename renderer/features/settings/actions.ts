import type { SettingsPatch } from '../../../shared/settings/schema';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';

/** Main tells the new settings to every mirror; nothing is changed here. */
export async function updateSettings(patch: SettingsPatch): Promise<void> {
  const answer = await api.invoke('settings.update', patch);
  if (!answer.ok) showFailure(answer.error);
}
