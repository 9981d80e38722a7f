import { beforeEach, describe, expect, it } from 'vitest';
import {
  chooseAll,
  forgetFates,
  isChosen,
  keepWhatHolds,
  saidRows,
  setFate,
  shownPart,
  sumChosen,
  toggleChosen,
  useUpdatesView,
} from '../../../../../renderer/features/updates/updates-view';
import type { OldFile, UpdateRow } from '../../../../../shared/updates/updates';

// Only what choosing looks at.
const row = (id: string, approximateBytes: number) =>
  ({ id, newFile: { approximateBytes } }) as Pick<UpdateRow, 'id' | 'newFile'>;
const chosen = () => useUpdatesView.getState().chosen;
const sum = () => sumChosen(chosen(), { count: 1_200, bytes: 9_000 });

describe('what is chosen of the updates', () => {
  beforeEach(() => chooseAll(true));

  it('is everything at first, also what is not loaded', () => {
    expect(sum()).toEqual({ count: 1_200, bytes: 9_000 });
    expect(isChosen(chosen(), 'never loaded')).toBe(true);
  });

  it('lacks what is taken out, and takes it back', () => {
    toggleChosen(row('a', 500));
    expect(isChosen(chosen(), 'a')).toBe(false);
    expect(sum()).toEqual({ count: 1_199, bytes: 8_500 });
    toggleChosen(row('a', 500));
    expect(sum()).toEqual({ count: 1_200, bytes: 9_000 });
  });

  it('is nothing but what is ticked once all are taken out', () => {
    chooseAll(false);
    toggleChosen(row('a', 500));
    expect(sum()).toEqual({ count: 1, bytes: 500 });
    expect(isChosen(chosen(), 'b')).toBe(false);
  });
});

describe('what was said of updates', () => {
  beforeEach(() => {
    chooseAll(true);
    forgetFates();
  });
  // Only what a fate looks at.
  const withFiles = (id: string, ...ids: readonly number[]) => ({
    id,
    oldFiles: ids.map((each) => ({ id: each }) as OldFile),
  });
  const fates = () => [...useUpdatesView.getState().fates].map(([id, { fate }]) => [id, fate]);
  const offered = (id: string, ...oldFileIds: readonly number[]) => ({
    id,
    oldFileIds,
    approximateBytes: 500,
  });

  it('is forgotten with its row, and holds for the others', () => {
    setFate(withFiles('a', 1), 'trash');
    setFate(withFiles('b', 2), 'keep');
    toggleChosen(row('a', 500));
    keepWhatHolds(saidRows(), [offered('b', 2)]);
    expect(fates()).toEqual([['b', 'keep']]);
    expect(sumChosen(chosen(), { count: 1, bytes: 700 })).toEqual({ count: 1, bytes: 700 });
  });

  it('is forgotten when the row is about another file, and holds while one of two is left', () => {
    setFate(withFiles('a', 1), 'trash');
    setFate(withFiles('b', 2, 3), 'trash');
    keepWhatHolds(saidRows(), [offered('a', 1, 7), offered('b', 3)]);
    expect(fates()).toEqual([['b', 'trash']]);
  });

  it('stays when it was said after the question', () => {
    const asked = saidRows();
    setFate(withFiles('a', 1), 'trash');
    toggleChosen(row('a', 500));
    keepWhatHolds(asked, []);
    expect(fates()).toEqual([['a', 'trash']]);
    expect(isChosen(chosen(), 'a')).toBe(false);
  });
});

describe('what is shown of the updates', () => {
  const nothing = { isWanted: false, ignoredCount: 0, waitingCount: 0, modelCount: 0 };

  it('is what waits for downloads, also when no model is known any more', () => {
    expect(shownPart({ ...nothing, waitingCount: 1 }, 'promised')).toBe('promised');
    expect(shownPart(nothing, 'promised'), 'once nothing waits').toBeNull();
    expect(shownPart({ ...nothing, waitingCount: 1, modelCount: 3 }, 'updates')).toBe('updates');
  });

  it('is nothing where no model is known, or nobody has asked for any', () => {
    expect(shownPart({ ...nothing, isWanted: true }, 'updates')).toBeNull();
    expect(shownPart({ ...nothing, waitingCount: 1 }, 'ignored')).toBeNull();
    expect(shownPart({ ...nothing, modelCount: 3 }, 'promised')).toBeNull();
    expect(shownPart({ ...nothing, modelCount: 3, isWanted: true }, 'promised')).toBe('promised');
  });
});
