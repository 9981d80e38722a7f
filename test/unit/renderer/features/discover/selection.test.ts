import { beforeEach, describe, expect, it } from 'vitest';
import {
  clearSelected,
  forgetOtherSearches,
  type SelectionList,
  selectAll,
  selectRange,
  toggleModel,
  useSelectionStore,
} from '../../../../../renderer/features/discover/selection';

const fjord: SelectionList = { place: 'discover', key: 'fjord' };
const creator: SelectionList = { place: 'creator x', key: 'x' };
const shown = [1, 2, 3, 4, 5, 6].map((id) => ({ id }));
const selected = ({ place }: SelectionList) => [
  ...(useSelectionStore.getState().byPlace.get(place)?.ids ?? []),
];

describe('the selection of models', () => {
  beforeEach(() => useSelectionStore.setState({ byPlace: new Map() }));

  it('ticks a model, and takes the tick away', () => {
    toggleModel(fjord, 2);
    toggleModel(fjord, 4);
    expect(selected(fjord)).toEqual([2, 4]);
    toggleModel(fjord, 2);
    expect(selected(fjord)).toEqual([4]);
  });

  it('adds what lies between the last tick and this, whichever comes first', () => {
    toggleModel(fjord, 1);
    toggleModel(fjord, 4);
    selectRange(fjord, shown, 6);
    expect(selected(fjord)).toEqual([1, 4, 5, 6]);
    selectRange(fjord, shown, 3);
    expect(selected(fjord).sort()).toEqual([1, 3, 4, 5, 6]);
  });

  it('begins a range with itself, or with where the keys came from', () => {
    selectRange(fjord, shown, 3);
    expect(selected(fjord)).toEqual([3]);
    clearSelected(fjord);
    selectRange(fjord, shown, 4, 2);
    expect(selected(fjord)).toEqual([2, 3, 4]);
  });

  it('begins a range with itself when what was ticked last is not shown any more', () => {
    toggleModel(fjord, 99);
    selectRange(fjord, shown, 2);
    expect(selected(fjord)).toEqual([99, 2]);
  });

  it('ticks all that have been loaded, beside what was ticked', () => {
    toggleModel(fjord, 99);
    selectAll(fjord, shown);
    expect(selected(fjord)).toEqual([99, 1, 2, 3, 4, 5, 6]);
  });

  it('forgets what was ticked in another search at the same place, and nothing elsewhere', () => {
    toggleModel(fjord, 1);
    toggleModel(creator, 2);
    forgetOtherSearches(fjord);
    expect(selected(fjord)).toEqual([1]);
    forgetOtherSearches({ ...fjord, key: 'glacier' });
    forgetOtherSearches(fjord);
    expect(selected(fjord)).toEqual([]);
    expect(selected(creator)).toEqual([2]);
  });

  it('begins anew with the first tick in another search', () => {
    toggleModel(fjord, 1);
    toggleModel({ ...fjord, key: 'glacier' }, 2);
    expect(selected(fjord)).toEqual([2]);
  });

  it('keeps the selections of some places, not of all that anyone ever was at', () => {
    for (let index = 0; index < 40; index += 1) toggleModel({ place: `creator ${index}`, key: 'k' }, 1);
    expect(useSelectionStore.getState().byPlace.size).toBeLessThan(20);
    expect(selected({ place: 'creator 39', key: 'k' })).toEqual([1]);
  });
});
