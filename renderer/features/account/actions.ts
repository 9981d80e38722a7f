import i18next from 'i18next';
import type { Failure } from '../../../shared/failure';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';
import { showToast } from '../../ui/toast';

/**
 * Hands the token to main, which keeps it; the page never gets it back.
 *
 * @returns why it was not accepted, or null when it was
 */
export async function signIn(token: string): Promise<Failure | null> {
  const answer = await api.invoke('account.signIn', { token });
  return answer.ok ? null : answer.error;
}

export async function signOut(): Promise<void> {
  const answer = await api.invoke('account.signOut');
  if (answer.ok) showToast({ text: i18next.t('toasts.signedOut', { ns: 'account' }) });
  else showFailure(answer.error);
}

export async function openTokenPage(): Promise<void> {
  const answer = await api.invoke('app.openTokenPage');
  if (!answer.ok) showFailure(answer.error);
}
