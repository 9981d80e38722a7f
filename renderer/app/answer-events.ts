import type { QueryClient } from '@tanstack/react-query';
import type { Api } from '../../shared/ipc/contract';
import { ageOf } from './answer-age';
import { readAnew, readPostponed, readQueryAnew } from './read-anew';

/** Whose token is used while the service has not said it yet. */
const SOMEBODY = Symbol('somebody');

/**
 * Keeps what the page remembers of the catalogue true: answers that main has renewed are read anew, what
 * could not be renewed is tried again when the network is back, and what one account was told is forgotten
 * when another one, or nobody, takes its place.
 */
export function startAnswerEvents(api: Api, client: QueryClient): () => void {
  let renewals = 0;
  /** How many renewals had been told of when a question began. */
  const before = new Map<string, number>();
  let account: string | typeof SOMEBODY | null = null;
  let isOnline = true;
  const stops = [
    api.on('catalogue.renewed', () => {
      renewals += 1;
      void readAnew(client, 'renewing');
    }),
    // What was renewed while the older answer was still on its way would not be heard of again.
    client.getQueryCache().subscribe((event) => {
      if (event.type === 'observerAdded') readPostponed(client, event.query);
      if (event.type !== 'updated') return;
      const { queryHash, state } = event.query;
      if (event.action.type === 'fetch') before.set(queryHash, renewals);
      // What is set by hand is a page that has just been read anew.
      if (event.action.type !== 'success' || event.action.manual === true) return;
      if (ageOf(state.data)?.state === 'renewing' && renewals > (before.get(queryHash) ?? renewals))
        void readQueryAnew(client, event.query, ['renewing']);
    }),
    api.on('account.changed', (view) => {
      if (view.kind === 'unchecked') {
        account ??= SOMEBODY;
        return;
      }
      const now = view.kind === 'signedIn' ? view.username : '';
      // The first name is that of the account that everything so far was asked with.
      const isFirstName = account === null || (account === SOMEBODY && now !== '');
      const hasChanged = !isFirstName && account !== now;
      account = now;
      // All of it, also what is on its way: each list may hold what only that account was told.
      if (hasChanged) void client.resetQueries();
    }),
    api.on('app.statusChanged', (status) => {
      const isBack = status.isOnline && !isOnline;
      isOnline = status.isOnline;
      if (isBack) void api.invoke('catalogue.askAgain').then(() => readAnew(client, 'notRenewed'));
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
