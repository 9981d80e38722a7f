import { create } from 'zustand';
import type { AccountView } from '../../shared/account';
import type { Api } from '../../shared/ipc/contract';
import { mirrorValue } from './mirror-value';

interface AccountMirror {
  /** Null until main has answered. */
  readonly account: AccountView | null;
}

export const useAccountStore = create<AccountMirror>(() => ({ account: null }));

export function startAccountMirror(api: Api): () => void {
  return mirrorValue<AccountView>({
    subscribe: (listener) => api.on('account.changed', listener),
    ask: () => api.invoke('account.snapshot'),
    set: (account) => useAccountStore.setState({ account }),
  });
}
