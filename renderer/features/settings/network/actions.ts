import type { Failure } from '../../../../shared/failure';
import { showFailure } from '../../../app/show-failure';
import { api } from '../../../ipc/api';

/**
 * Hands name and password to main, which keeps them; the page never gets them back.
 *
 * @returns why they were not kept, or null when they were
 */
export async function setLogin(user: string, password: string): Promise<Failure | null> {
  const answer = await api.invoke('network.setLogin', { user, password });
  return answer.ok ? null : answer.error;
}

type Plain = 'network.forgetLogin' | 'network.pickAuthority' | 'network.removeAuthority' | 'network.restart';

/** What comes of it is told to the mirror. */
export async function changeNetwork(call: Plain): Promise<void> {
  const answer = await api.invoke(call);
  if (!answer.ok) showFailure(answer.error);
}
