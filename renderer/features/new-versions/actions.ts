import i18next from 'i18next';
import type { AppUpdateState } from '../../../shared/app-updates/app-updates';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';
import { useAppUpdatesStore } from '../../stores/app-updates';
import { navigate } from '../../stores/view';
import { showToast } from '../../ui/toast';

export async function lookForNewVersion(): Promise<void> {
  const answer = await api.invoke('appUpdates.look');
  if (!answer.ok) showFailure(answer.error);
}

export async function fetchNewVersion(): Promise<void> {
  const answer = await api.invoke('appUpdates.fetch');
  if (!answer.ok) showFailure(answer.error);
}

export async function installNewVersion(): Promise<void> {
  const answer = await api.invoke('appUpdates.install');
  if (!answer.ok) showFailure(answer.error);
}

export async function openReleases(): Promise<void> {
  const answer = await api.invoke('appUpdates.openReleases');
  if (!answer.ok) showFailure(answer.error);
}

/** Says once of each version that it is there, or ready; nothing waits for an answer. */
export function startNewVersionToasts(): () => void {
  const told = new Set<string>();
  return useAppUpdatesStore.subscribe(({ status }) => {
    if (status === null) return;
    const { state } = status;
    if (state.kind !== 'ready' && state.kind !== 'offered') return;
    tell(state, told);
  });
}

function tell({ kind, offer }: Extract<AppUpdateState, { kind: 'ready' | 'offered' }>, told: Set<string>) {
  const key = `${kind} ${offer.version}`;
  if (told.has(key)) return;
  told.add(key);
  showToast({
    text: i18next.t(`newVersions:toast.${kind}`, { next: offer.version }),
    action: {
      label: i18next.t('newVersions:toast.show'),
      onPress: () => navigate({ screen: 'settings' }),
    },
  });
}
