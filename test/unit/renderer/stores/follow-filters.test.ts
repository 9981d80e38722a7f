import { beforeEach, describe, expect, it } from 'vitest';
import { followFilters } from '../../../../renderer/stores/follow-filters';
import { useSettingsStore } from '../../../../renderer/stores/settings';
import { changeSearch, useViewStore } from '../../../../renderer/stores/view';
import { emptyFilters, emptyWish } from '../../../../shared/civitai/search';
import { settingsSchema } from '../../../../shared/settings/schema';
import { FakeApi } from '../../../support/fake-api';

const stored = settingsSchema.parse({ filters: { types: ['LORA'], hidesInstalled: true } });
const search = () => useViewStore.getState().search;

describe('followFilters', () => {
  let api: FakeApi;
  let stop = () => {};

  beforeEach(() => {
    stop();
    useViewStore.setState({ search: emptyWish, searchText: '' });
    useSettingsStore.setState({ settings: null });
    api = new FakeApi().succeed('settings.update', stored);
    stop = followFilters(api);
  });

  it('begins with the filters of the last time, and tells nothing of it', () => {
    useSettingsStore.setState({ settings: stored });
    expect(search()).toEqual({ ...emptyWish, types: ['LORA'], hidesInstalled: true });
    expect(api.calls).toEqual([]);
  });

  it('keeps what is chosen, once, and never the words', () => {
    useSettingsStore.setState({ settings: stored });
    changeSearch({ text: 'fjord' });
    expect(api.calls).toEqual([]);
    changeSearch({ types: [], creator: 'mira' });
    useViewStore.setState({ isPaletteOpen: true });
    const filters = { ...emptyFilters, creator: 'mira', hidesInstalled: true };
    expect(api.calls).toEqual([{ name: 'settings.update', input: { filters } }]);
  });

  it('is not led astray by settings that change later', () => {
    useSettingsStore.setState({ settings: stored });
    changeSearch({ types: ['VAE'] });
    useSettingsStore.setState({ settings: { ...stored, theme: 'dark' } });
    expect(search().types).toEqual(['VAE']);
  });

  it('keeps nothing before main has told what there was', () => {
    changeSearch({ types: ['VAE'] });
    expect(api.calls).toEqual([]);
  });
});
