import { ok } from '../../../shared/result';
import type { Account } from '../../services/account';
import type { Area } from './area';

/** @param onSignedIn called once a new token was accepted */
export function accountHandlers(account: Account, onSignedIn: () => void): Area<'account'> {
  return {
    'account.snapshot': () => ok(account.view()),
    'account.signIn': async ({ token }) => {
      const answer = await account.signIn(token);
      if (answer.ok) onSignedIn();
      return answer;
    },
    'account.signOut': () => ok(account.signOut()),
  };
}
