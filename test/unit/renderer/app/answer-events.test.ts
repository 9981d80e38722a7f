import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { startAnswerEvents } from '../../../../renderer/app/answer-events';
import type { Seen } from '../../../../shared/civitai/seen';
import { FakeApi } from '../../../support/fake-api';

const status = { isOnline: true, freeBytes: null, volumeLabel: null, heldBy: null } as const;
const limit = { bytesPerSecond: null, source: 'none', untilMs: null } as const;

/** A page that looks at answers in three states, and at something that is none. */
async function page() {
  const api = new FakeApi().succeed('catalogue.askAgain', null);
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  const stop = startAnswerEvents(api, client);
  const asked: string[] = [];
  const look = async (name: string, state: Seen['state'] | null) => {
    const data = state === null ? { name } : { name, seen: { atMs: 1, state, cause: null } };
    const queryFn = () => {
      asked.push(name);
      return data;
    };
    const query = { queryKey: [name], queryFn };
    new QueryObserver(client, query).subscribe(() => undefined);
    await client.fetchQuery(query);
  };
  await look('current', 'current');
  await look('renewing', 'renewing');
  await look('notRenewed', 'notRenewed');
  await look('plan', null);
  asked.length = 0;
  return { api, asked, client, stop };
}

describe('startAnswerEvents', () => {
  it('reads anew what main has renewed, and nothing else', async () => {
    const { api, asked } = await page();
    api.emit('catalogue.renewed', { modelId: 7 });
    await expect.poll(() => asked).toEqual(['renewing']);
  });

  it('reads anew also what was renewed while the older answer was on its way', async () => {
    const { api, client } = await page();
    const states: Seen['state'][] = ['renewing', 'current'];
    const waiting: (() => void)[] = [];
    const queryFn = async () => {
      const state = states.shift() ?? 'current';
      await new Promise<void>((go) => waiting.push(go));
      return { seen: { atMs: 1, state, cause: null } };
    };
    new QueryObserver(client, { queryKey: ['late'], queryFn }).subscribe(() => undefined);
    await expect.poll(() => waiting.length).toBe(1);
    api.emit('catalogue.renewed', { modelId: null });
    waiting.shift()?.();
    await expect.poll(() => waiting.length).toBe(1);
    waiting.shift()?.();
    await expect.poll(() => client.getQueryData(['late'])).toMatchObject({ seen: { state: 'current' } });
    expect(states).toEqual([]);
  });

  it('tries again what could not be renewed when the network is back', async () => {
    const { api, asked } = await page();
    api.emit('app.statusChanged', { ...status, limit, isOnline: false });
    api.emit('app.statusChanged', { ...status, limit, isOnline: true });
    await expect.poll(() => asked).toEqual(['notRenewed']);
    expect(api.callsTo('catalogue.askAgain')).toHaveLength(1);
  });

  it('does not take a change of anything else for the network', async () => {
    const { api, asked } = await page();
    api.emit('app.statusChanged', { ...status, limit, isOnline: true });
    api.emit('app.statusChanged', { ...status, limit, isOnline: true, freeBytes: 5 });
    expect(api.callsTo('catalogue.askAgain')).toHaveLength(0);
    expect(asked).toEqual([]);
  });

  it('forgets what one account was told when another one, or nobody, takes its place', async () => {
    const { api, asked } = await page();
    api.emit('account.changed', { kind: 'signedIn', username: 'mira', keptIn: 'keychain' });
    expect(asked).toEqual([]);
    api.emit('account.changed', { kind: 'signedOut' });
    // A plan, too, is of that account.
    await expect.poll(() => asked.toSorted()).toEqual(['current', 'notRenewed', 'plan', 'renewing']);
  });

  it('forgets what was asked with a token that was never checked, when nobody is signed in any more', async () => {
    const { api, asked } = await page();
    api.emit('account.changed', { kind: 'unchecked', reason: 'offline' });
    api.emit('account.changed', { kind: 'signedOut' });
    await expect.poll(() => asked.toSorted()).toEqual(['current', 'notRenewed', 'plan', 'renewing']);
  });

  it('keeps everything when the token that was used turns out to be good', async () => {
    const { api, asked, client } = await page();
    api.emit('account.changed', { kind: 'unchecked', reason: 'offline' });
    api.emit('account.changed', { kind: 'signedIn', username: 'mira', keptIn: 'keychain' });
    expect(asked).toEqual([]);
    expect(client.getQueryData(['plan'])).toEqual({ name: 'plan' });
  });

  it('stops listening', async () => {
    const { api, asked, stop } = await page();
    stop();
    api.emit('catalogue.renewed', { modelId: null });
    expect(asked).toEqual([]);
    expect(api.listenerCount('catalogue.renewed')).toBe(0);
  });
});
