import { beforeEach, describe, expect, it } from 'vitest';
import { followMaturity } from '../../../../renderer/stores/follow-maturity';
import { useSettingsStore } from '../../../../renderer/stores/settings';
import { changeSearch, emptyWish, useViewStore, writeSearchText } from '../../../../renderer/stores/view';
import { settingsSchema } from '../../../../shared/settings/schema';

beforeEach(() => useViewStore.setState({ search: emptyWish, searchText: '' }));

describe('changeSearch', () => {
  it('leaves the space at the end alone that is typed before the next word', () => {
    writeSearchText('flux ');
    changeSearch({ text: 'flux' });
    expect(useViewStore.getState()).toMatchObject({ search: { text: 'flux' }, searchText: 'flux ' });
  });

  it('writes a text from elsewhere into the box', () => {
    writeSearchText('flux ');
    changeSearch({ text: '' });
    expect(useViewStore.getState().searchText).toBe('');
  });

  it('leaves the box alone when only a filter changes', () => {
    writeSearchText('flux d');
    changeSearch({ sort: 'Newest' });
    expect(useViewStore.getState().searchText).toBe('flux d');
  });
});

describe('followMaturity', () => {
  it('ends the level of the search when the one in the settings changes, and not before', () => {
    useSettingsStore.setState({ settings: null });
    const stop = followMaturity();
    changeSearch({ maturity: 'X' });
    useSettingsStore.setState({ settings: settingsSchema.parse({ maturity: 'R' }) });
    useSettingsStore.setState({ settings: settingsSchema.parse({ maturity: 'R', theme: 'light' }) });
    expect(useViewStore.getState().search.maturity).toBe('X');
    useSettingsStore.setState({ settings: settingsSchema.parse({ maturity: 'PG' }) });
    expect(useViewStore.getState().search.maturity).toBeNull();
    stop();
  });
});
