import { beforeEach, describe, expect, it } from 'vitest';
import {
  changeSearch,
  goBack,
  navigate,
  useViewStore,
  writeSearchText,
} from '../../../../renderer/stores/view';
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

describe('navigate', () => {
  const start = { screen: 'discover' } as const;
  beforeEach(() => useViewStore.setState({ history: [start], position: 0, route: start }));
  const steps = () => useViewStore.getState().history.length - 1;

  it('makes a step for another creator, tag or gallery, and none for the same', () => {
    navigate({ screen: 'creator', username: 'mira' });
    navigate({ screen: 'creator', username: 'mira' });
    expect(steps()).toBe(1);
    navigate({ screen: 'creator', username: 'zed' });
    navigate({ screen: 'images', subject: { kind: 'post', postId: 1 } });
    navigate({ screen: 'images', subject: { kind: 'post', postId: 2 } });
    expect(steps()).toBe(4);
    goBack();
    expect(useViewStore.getState().route).toEqual({ screen: 'images', subject: { kind: 'post', postId: 1 } });
  });

  it('counts the versions of a model as one place', () => {
    navigate({ screen: 'model', modelId: 1, versionId: null });
    navigate({ screen: 'model', modelId: 1, versionId: 7 });
    expect(steps()).toBe(1);
    expect(useViewStore.getState().route).toMatchObject({ versionId: 7 });
  });
});
