import { describe, expect, it } from 'vitest';
import {
  announcementAfter,
  NOTHING_SAID,
  type PlanHeard,
} from '../../../../../renderer/features/plan/plan-announcement';

const heard = (change: Partial<PlanHeard> = {}): PlanHeard => ({
  tenths: null,
  includedCount: 4,
  itemCount: 8,
  problemCount: 1,
  ...change,
});
const progress = announcementAfter(NOTHING_SAID, heard({ tenths: 3 }));
const settling = announcementAfter(progress, heard());
const settled = { kind: 'settled', heard: heard() } as const;

describe('announcementAfter', () => {
  it('says how far looking up has come, and nothing of a plan that nobody adds to', () => {
    expect(progress).toEqual({ kind: 'progress', tenths: 3 });
    expect(announcementAfter(progress, heard({ tenths: 3, itemCount: 9 }))).toBe(progress);
    expect(announcementAfter(NOTHING_SAID, heard())).toBe(NOTHING_SAID);
  });

  it('waits for what a login or a price changes before it says what came of it', () => {
    expect(settling).toEqual({ kind: 'settling', heard: heard() });
    const changed = heard({ includedCount: 3 });
    expect(announcementAfter(settling, changed)).toEqual({ kind: 'settling', heard: changed });
    expect(announcementAfter(settled, changed)).toEqual({ kind: 'settling', heard: changed });
    expect(announcementAfter(settled, heard())).toBe(settled);
  });

  it.each([
    ['queued or removed', { itemCount: 4 }],
    ['forgotten', { problemCount: 0 }],
    ['all gone', { itemCount: 0, problemCount: 0 }],
  ])('says no longer what is no longer true: %s', (_, change) => {
    expect(announcementAfter(settled, heard(change))).toBe(NOTHING_SAID);
  });

  it('says nothing of an addition that brought nothing to an empty plan', () => {
    expect(announcementAfter(progress, heard({ itemCount: 0, problemCount: 0 }))).toBe(NOTHING_SAID);
  });
});
