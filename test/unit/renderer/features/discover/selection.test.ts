import { beforeEach, describe, expect, it } from 'vitest';
import {
  clearSelected,
  countElsewhere,
  type SelectionList,
  selectAll,
  selectRange,
  toggleModel,
  useSelectionStore,
} from '../../../../../renderer/features/discover/selection';

const fjord: SelectionList = { place: 'discover', key: 'fjord' };
const glacier: SelectionList = { place: 'discover', key: 'glacier' };
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
    expect(selected(fjord).sort()).toEqual([1, 3, 4]);
  });

  it('makes a range shorter again, down to where it began and past it', () => {
    toggleModel(fjord, 6);
    toggleModel(fjord, 2);
    for (const to of [3, 4, 5]) selectRange(fjord, shown, to, to - 1);
    expect(selected(fjord).sort()).toEqual([2, 3, 4, 5, 6]);
    for (const to of [4, 3]) selectRange(fjord, shown, to, to + 1);
    expect(selected(fjord).sort()).toEqual([2, 3, 6]);
    for (const to of [2, 1]) selectRange(fjord, shown, to, to + 1);
    expect(selected(fjord).sort()).toEqual([1, 2, 6]);
  });

  it('makes a range shorter that began where the keys came from', () => {
    for (const to of [2, 3, 4]) selectRange(fjord, shown, to, to - 1);
    for (const to of [3, 2]) selectRange(fjord, shown, to, to + 1);
    expect(selected(fjord)).toEqual([1, 2]);
  });

  it('takes away none of all by a range after it', () => {
    toggleModel(fjord, 2);
    selectAll(fjord, shown);
    selectRange(fjord, shown, 3);
    expect(selected(fjord).sort()).toEqual([1, 2, 3, 4, 5, 6]);
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

  it('collects what is ticked from one search to the next at the same place', () => {
    toggleModel(fjord, 1);
    toggleModel(creator, 2);
    toggleModel(glacier, 3);
    expect(selected(fjord)).toEqual([1, 3]);
    expect(selected(creator)).toEqual([2]);
    clearSelected(glacier);
    expect(selected(fjord)).toEqual([]);
  });

  it('keeps the range of one search when another lists its beginning as well', () => {
    toggleModel(fjord, 1);
    selectRange(fjord, shown, 4);
    selectRange(glacier, [{ id: 1 }, { id: 9 }, { id: 8 }], 8);
    expect(selected(fjord)).toEqual([1, 2, 3, 4, 8]);
  });

  it('counts what is selected and not shown', () => {
    expect(countElsewhere(new Set([1, 2, 99]), shown)).toBe(1);
    expect(countElsewhere(new Set([98, 99]), [])).toBe(2);
    expect(countElsewhere(new Set(), shown)).toBe(0);
  });

  it('keeps the selections of some places, not of all that anyone ever was at', () => {
    for (let index = 0; index < 40; index += 1) toggleModel({ place: `creator ${index}`, key: 'k' }, 1);
    expect(useSelectionStore.getState().byPlace.size).toBeLessThan(20);
    expect(selected({ place: 'creator 39', key: 'k' })).toEqual([1]);
  });
});
