import { describe, expect, it, vi } from 'vitest';
import type { Arrival } from '../../../../shared/civitai/arrival';
import { emptyFilters, emptyWish } from '../../../../shared/civitai/search';
import { settingsSchema } from '../../../../shared/settings/schema';
import { FakeApi } from '../../../support/fake-api';

const settings = settingsSchema.parse({ filters: { ...emptyFilters, types: ['Checkpoint'] } });
const wish = { ...emptyWish, text: 'fjord', types: ['LORA'] };

const noPlan = (text: string) => {
  throw new Error(`Nobody wanted ${text} in the plan.`);
};

const noDialog = (then: () => void) => {
  then();
  return () => {};
};

/** The page as it is loaded on a main that has these links, one after the other. */
async function pageWith(...links: readonly Arrival[]) {
  const waiting = [...links];
  const api = new FakeApi()
    .answer('app.takeLink', () => ({ ok: true, value: waiting.shift() ?? null }))
    .succeed('settings.update', settings);
  vi.stubGlobal('window', { civet: api });
  vi.resetModules();
  const { startArrivingLinks } = await import('../../../../renderer/app/arriving-links');
  const { followFilters } = await import('../../../../renderer/stores/follow-filters');
  const { useSettingsStore } = await import('../../../../renderer/stores/settings');
  const { changeSearch, useViewStore } = await import('../../../../renderer/stores/view');
  return { api, startArrivingLinks, followFilters, useSettingsStore, useViewStore, changeSearch };
}

describe('startArrivingLinks', () => {
  it('takes the link of the start after the filters of the last time, which it goes before', async () => {
    const { api, followFilters, startArrivingLinks, ...stores } = await pageWith({ kind: 'wish', wish });
    const { useSettingsStore, useViewStore } = stores;
    const stops = [followFilters(api), startArrivingLinks(api, noPlan, noDialog)];
    expect(api.callsTo('app.takeLink')).toHaveLength(0);
    useSettingsStore.setState({ settings });
    await expect.poll(() => useViewStore.getState().search).toEqual(wish);
    expect(useViewStore.getState().searchText).toBe('fjord');
    useSettingsStore.setState({ settings: { ...settings, theme: 'dark' } });
    expect(api.callsTo('app.takeLink')).toHaveLength(1);
    for (const stop of stops) stop();
  });

  it('does not keep the filters that a link brings until the user changes one', async () => {
    const link: Extract<Arrival, { kind: 'wish' }> = {
      kind: 'wish',
      wish: { ...wish, sort: 'Newest', period: 'Week' },
    };
    const { api, followFilters, startArrivingLinks, ...stores } = await pageWith(link);
    const { useSettingsStore, useViewStore, changeSearch } = stores;
    const stops = [followFilters(api), startArrivingLinks(api, noPlan, noDialog)];
    useSettingsStore.setState({ settings });
    await expect.poll(() => useViewStore.getState().search).toEqual(link.wish);
    changeSearch({ text: 'fjord at dusk' });
    expect(api.callsTo('settings.update')).toEqual([]);
    changeSearch({ types: ['LORA', 'VAE'] });
    const filters = { ...emptyFilters, period: 'Week', types: ['LORA', 'VAE'] };
    expect(api.callsTo('settings.update')).toEqual([{ filters }]);
    changeSearch({ ...emptyFilters, sort: 'Newest' });
    expect(api.callsTo('settings.update').at(-1)).toEqual({ filters: emptyFilters });
    changeSearch({ sort: 'Most Downloaded' });
    changeSearch({ sort: 'Newest' });
    expect(api.callsTo('settings.update').at(-1)).toEqual({ filters: { ...emptyFilters, sort: 'Newest' } });
    for (const stop of stops) stop();
  });

  it('waits while a dialog is open, and gives up waiting with the rest', async () => {
    const { api, startArrivingLinks, useSettingsStore, useViewStore } = await pageWith();
    useSettingsStore.setState({ settings });
    const waiting = new Set<() => void>();
    const stop = startArrivingLinks(api, noPlan, (then) => {
      waiting.add(then);
      return () => waiting.delete(then);
    });
    api.succeed('app.takeLink', { kind: 'model', modelId: 7, versionId: null });
    api.emit('app.linkArrived', null);
    api.emit('app.linkArrived', null);
    expect(api.callsTo('app.takeLink')).toHaveLength(0);
    expect(waiting.size).toBe(1);
    for (const closed of waiting) closed();
    await expect.poll(() => useViewStore.getState().route).toMatchObject({ screen: 'model', modelId: 7 });
    api.emit('app.linkArrived', null);
    stop();
    expect(waiting.size).toBe(0);
  });

  it('opens what comes while Civet is open, and stays where it is when there is nothing', async () => {
    const { api, startArrivingLinks, useSettingsStore, useViewStore } = await pageWith();
    useSettingsStore.setState({ settings });
    const stop = startArrivingLinks(api, noPlan, noDialog);
    await expect.poll(() => api.callsTo('app.takeLink').length).toBe(1);
    expect(useViewStore.getState().route).toEqual({ screen: 'discover' });
    api.succeed('app.takeLink', { kind: 'model', modelId: 7, versionId: 70 });
    api.emit('app.linkArrived', null);
    await expect
      .poll(() => useViewStore.getState().route)
      .toEqual({ screen: 'model', modelId: 7, versionId: 70 });
    stop();
    expect(api.listenerCount('app.linkArrived')).toBe(0);
  });

  it('plans what names files, and shows pictures', async () => {
    const { api, startArrivingLinks, useSettingsStore, useViewStore } = await pageWith(
      { kind: 'list', text: 'https://civitai.com/api/download/models/7', count: 1 },
      { kind: 'pictures', subject: { kind: 'post', postId: 3 } },
    );
    useSettingsStore.setState({ settings });
    const planned: string[] = [];
    const stop = startArrivingLinks(api, (text) => planned.push(text), noDialog);
    await expect.poll(() => planned).toEqual(['https://civitai.com/api/download/models/7']);
    api.emit('app.linkArrived', null);
    await expect.poll(() => useViewStore.getState().route.screen).toBe('images');
    stop();
  });
});
