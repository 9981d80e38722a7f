import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { startAnswerEvents } from '../../../../renderer/app/answer-events';
import type { Seen } from '../../../../shared/civitai/seen';
import { FakeApi } from '../../../support/fake-api';

type State = Seen['state'];
interface Page {
  readonly number: number;
  readonly nth: number;
  readonly seen: Seen;
}

/** A page that looks at a list whose pages are told in these states, and in `current` when they are asked for again. */
async function listOf(states: readonly State[]) {
  const api = new FakeApi().succeed('catalogue.askAgain', null);
  const client = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } },
  });
  const stop = startAnswerEvents(api, client);
  const asked: number[] = [];
  const room = { mostAtOnce: 0, now: 0, later: 'current' as State, hold: null as Promise<void> | null };
  const times = new Map<number, number>();
  const queryFn = async ({ pageParam: number }: { pageParam: number }): Promise<Page> => {
    asked.push(number);
    const nth = (times.get(number) ?? 0) + 1;
    times.set(number, nth);
    room.now += 1;
    room.mostAtOnce = Math.max(room.mostAtOnce, room.now);
    await (number === states.length ? room.hold : null);
    await Promise.resolve();
    room.now -= 1;
    const state = nth === 1 ? (states[number] ?? 'current') : room.later;
    return { number, nth, seen: { atMs: nth, state, cause: null } };
  };
  const observer = new InfiniteQueryObserver(client, {
    queryKey: ['list'],
    queryFn,
    initialPageParam: 0,
    getNextPageParam: ({ number }: Page) => number + 1,
  });
  const unsubscribe = observer.subscribe(() => undefined);
  await expect.poll(() => observer.getCurrentResult().isSuccess).toBe(true);
  while ((observer.getCurrentResult().data?.pages.length ?? 0) < states.length)
    await observer.fetchNextPage();
  asked.length = 0;
  room.mostAtOnce = 0;
  const told = () => observer.getCurrentResult().data?.pages.map(({ number, nth }) => `${number}:${nth}`);
  return { api, asked, client, observer, room, stop, told, unsubscribe };
}

const renewed = (api: FakeApi) => api.emit('catalogue.renewed', { modelId: null });

describe('a list of which pages were renewed', () => {
  it('asks for those pages alone, one after the other, and keeps the others as they are', async () => {
    const list = await listOf(['current', 'renewing', 'current', 'renewing', 'renewing', 'current']);
    const before = list.observer.getCurrentResult().data?.pages[2];
    renewed(list.api);
    await expect.poll(list.told).toEqual(['0:1', '1:2', '2:1', '3:2', '4:2', '5:1']);
    expect(list.asked).toEqual([1, 3, 4]);
    expect(list.room.mostAtOnce).toBe(1);
    expect(list.observer.getCurrentResult().data?.pages[2]).toBe(before);
  });

  it('asks for nothing when no page is older than it says', async () => {
    const list = await listOf(['current', 'notRenewed', 'current']);
    renewed(list.api);
    await new Promise((resolve) => setImmediate(resolve));
    expect(list.asked).toEqual([]);
  });

  it('asks once more for what is renewed while it is being read, not once for each', async () => {
    const list = await listOf(['renewing', 'renewing']);
    list.room.later = 'renewing';
    for (let nth = 0; nth < 5; nth += 1) renewed(list.api);
    await expect.poll(() => list.asked).toEqual([0, 1, 0, 1]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(list.asked).toEqual([0, 1, 0, 1]);
  });

  it('does not lose what it has read to a next page that comes meanwhile', async () => {
    const list = await listOf(['renewing', 'current']);
    let go: () => void = () => undefined;
    list.room.hold = new Promise((resolve) => {
      go = resolve;
    });
    const next = list.observer.fetchNextPage();
    renewed(list.api);
    await expect.poll(() => list.asked).toEqual([2, 0]);
    go();
    await next;
    await expect.poll(list.told).toEqual(['0:2', '1:1', '2:1']);
  });

  it('waits until somebody looks at the list again', async () => {
    const list = await listOf(['current', 'renewing']);
    list.unsubscribe();
    renewed(list.api);
    await new Promise((resolve) => setImmediate(resolve));
    expect(list.asked).toEqual([]);
    list.observer.subscribe(() => undefined);
    await expect.poll(list.told).toEqual(['0:1', '1:2']);
    expect(list.asked).toEqual([1]);
  });

  it('tries again what could not be renewed, page by page, when the network is back', async () => {
    const list = await listOf(['current', 'notRenewed', 'renewing']);
    const status = { freeBytes: null, volumeLabel: null, heldBy: null } as const;
    const limit = { bytesPerSecond: null, source: 'none', untilMs: null } as const;
    list.api.emit('app.statusChanged', { ...status, limit, isOnline: false });
    list.api.emit('app.statusChanged', { ...status, limit, isOnline: true });
    await expect.poll(list.told).toEqual(['0:1', '1:2', '2:1']);
  });

  it('keeps what it showed when a page cannot be read anew', async () => {
    const list = await listOf(['renewing', 'current']);
    list.room.later = 'renewing';
    list.client
      .getQueryCache()
      .find({ queryKey: ['list'] })
      ?.setOptions({
        queryKey: ['list'],
        queryFn: () => Promise.reject(new Error('gone')),
      });
    renewed(list.api);
    await new Promise((resolve) => setImmediate(resolve));
    expect(list.told()).toEqual(['0:1', '1:1']);
    expect(list.observer.getCurrentResult().isError).toBe(false);
  });
});
