import { beforeEach, describe, expect, it } from 'vitest';
import { changeSearch, useViewStore, writeSearchText } from '../../../../renderer/stores/view';
import { emptyWish } from '../../../../shared/civitai/search';

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
