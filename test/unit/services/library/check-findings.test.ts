import { beforeEach, describe, expect, it } from 'vitest';
import { CheckFindings } from '../../../../electron/services/library/check-findings';
import type { CheckTally, Standing } from '../../../../shared/library/library';
import { ok } from '../../../../shared/result';
import { indexed } from '../../../support/inspection-rig';

const none: CheckTally = {
  ...{ unchangedCount: 0, damagedCount: 0, changedCount: 0 },
  ...{ missingCount: 0, unreadableCount: 0, newCount: 0, brokenCount: 0 },
};
const standings = new Map<number, Standing>();
const findings = () =>
  new CheckFindings({
    files: (ids) =>
      ok(
        ids.flatMap((id) => {
          const standing = standings.get(id);
          return standing === undefined ? [] : [indexed({ id, standing })];
        }),
      ),
  });

describe('what a check has found', () => {
  beforeEach(() => standings.clear());

  it('is told until the file is as it should be, and then no more', () => {
    const found = findings();
    found.note(1, 'changedCount');
    const tally = { ...none, unchangedCount: 5, changedCount: 1 };
    // The index has not looked yet.
    standings.set(1, 'known');
    expect(found.open(tally)).toEqual(tally);
    standings.set(1, 'changed');
    expect(found.open(tally)).toEqual(tally);
    standings.set(1, 'known');
    expect(found.open(tally)).toEqual({ ...none, unchangedCount: 5 });
  });

  it('is nothing any more when it was all there was', () => {
    const found = findings();
    found.note(1, 'damagedCount');
    found.note(2, 'missingCount');
    standings.set(1, 'damaged').set(2, 'missing');
    const tally = { ...none, damagedCount: 1, missingCount: 1 };
    expect(found.open(tally)).toEqual(tally);
    // The trash has taken the place of the one.
    standings.delete(1);
    expect(found.open(tally)).toEqual({ ...none, missingCount: 1 });
    standings.set(2, 'known');
    expect(found.open(tally)).toBeNull();
  });

  it('is followed after a restart as well, also where all of it was mended by then', () => {
    const before = findings();
    before.note(1, 'damagedCount');
    before.note(2, 'damagedCount');
    const after = findings();
    after.take(before.list());
    standings.set(1, 'known').set(2, 'damaged');
    const tally = { ...none, damagedCount: 2 };
    expect(after.open(tally)).toEqual({ ...none, damagedCount: 1 });
    standings.set(2, 'known');
    expect(after.open(tally)).toBeNull();
  });

  it('is told as it was found where it is more than is followed, also after a restart', () => {
    const before = findings();
    for (let id = 1; id <= 1_000; id += 1) before.note(id, 'damagedCount');
    const after = findings();
    after.take(before.list());
    expect(before.list().length).toBeLessThan(1_000);
    expect(after.open({ ...none, damagedCount: 1_000 })).toEqual({ ...none, damagedCount: 1_000 });
  });

  it('does not vanish with a check that has compared nothing', () => {
    expect(findings().open(none)).toEqual(none);
  });
});
