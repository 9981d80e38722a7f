import { beforeEach, describe, expect, it } from 'vitest';
import {
  clearSelected,
  countElsewhere,
  type SelectionList,
  selectAll,
  selectRange,
  selectWhole,
  toggleSelected,
  useSelectionStore,
} from '../../../../renderer/stores/selection';

const fjord: SelectionList = { place: 'discover', key: 'fjord' };
const glacier: SelectionList = { place: 'discover', key: 'glacier' };
const creator: SelectionList = { place: 'creator x', key: 'x' };
const shown = [1, 2, 3, 4, 5, 6].map((id) => ({ id }));
const selected = ({ place }: SelectionList) => [
  ...(useSelectionStore.getState().byPlace.get(place)?.ids ?? []),
];

describe('the selection in a list', () => {
  beforeEach(() => useSelectionStore.setState({ byPlace: new Map() }));

  it('ticks a model, and takes the tick away', () => {
    toggleSelected(fjord, 2);
    toggleSelected(fjord, 4);
    expect(selected(fjord)).toEqual([2, 4]);
    toggleSelected(fjord, 2);
    expect(selected(fjord)).toEqual([4]);
  });

  it('adds what lies between the last tick and this, whichever comes first', () => {
    toggleSelected(fjord, 1);
    toggleSelected(fjord, 4);
    selectRange(fjord, shown, 6);
    expect(selected(fjord)).toEqual([1, 4, 5, 6]);
    selectRange(fjord, shown, 3);
    expect(selected(fjord).sort()).toEqual([1, 3, 4]);
  });

  it('makes a range shorter again, down to where it began and past it', () => {
    toggleSelected(fjord, 6);
    toggleSelected(fjord, 2);
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
    toggleSelected(fjord, 2);
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
    toggleSelected(fjord, 99);
    selectRange(fjord, shown, 2);
    expect(selected(fjord)).toEqual([99, 2]);
  });

  it('ticks all that have been loaded, beside what was ticked', () => {
    toggleSelected(fjord, 99);
    selectAll(fjord, shown);
    expect(selected(fjord)).toEqual([99, 1, 2, 3, 4, 5, 6]);
  });

  it('collects what is ticked from one search to the next at the same place', () => {
    toggleSelected(fjord, 1);
    toggleSelected(creator, 2);
    toggleSelected(glacier, 3);
    expect(selected(fjord)).toEqual([1, 3]);
    expect(selected(creator)).toEqual([2]);
    clearSelected(glacier);
    expect(selected(fjord)).toEqual([]);
  });

  it('keeps the range of one search when another lists its beginning as well', () => {
    toggleSelected(fjord, 1);
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
    for (let index = 0; index < 40; index += 1) toggleSelected({ place: `creator ${index}`, key: 'k' }, 1);
    expect(useSelectionStore.getState().byPlace.size).toBeLessThan(20);
    expect(selected({ place: 'creator 39', key: 'k' })).toEqual([1]);
  });

  it('keeps of a long list that is selected as a whole only what is left out', () => {
    const isAllBut = () => useSelectionStore.getState().byPlace.get('discover')?.isAllBut;
    toggleSelected(fjord, 99);
    selectWhole(fjord);
    expect([isAllBut(), selected(fjord)]).toEqual([true, []]);
    toggleSelected(fjord, 2);
    expect([isAllBut(), selected(fjord)]).toEqual([true, [2]]);
    for (const id of [3, 4]) toggleSelected(fjord, id);
    toggleSelected(fjord, 5);
    toggleSelected(fjord, 5);
    selectRange(fjord, shown, 3);
    expect([isAllBut(), selected(fjord)]).toEqual([true, [2]]);
    selectRange(fjord, shown, 6);
    expect(selected(fjord).sort()).toEqual([2, 3, 4]);
    // Of another search nobody has said that all of it is meant.
    toggleSelected(glacier, 7);
    expect([isAllBut(), selected(glacier)]).toEqual([false, [7]]);
    clearSelected(glacier);
    expect(isAllBut()).toBeUndefined();
  });
});
