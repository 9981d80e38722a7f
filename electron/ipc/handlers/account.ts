import { ok } from '../../../shared/result';
import type { Account } from '../../services/account';
import type { Area } from './area';

export function accountHandlers(account: Account): Area<'account'> {
  return {
    'account.snapshot': () => ok(account.view()),
    'account.signIn': ({ token }) => account.signIn(token),
    'account.signOut': () => ok(account.signOut()),
  };
}
