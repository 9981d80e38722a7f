import { describe, expect, it } from 'vitest';
import { ageOf } from '../../../../renderer/app/answer-age';

const current = { atMs: 9, state: 'current', cause: null } as const;
const renewing = { atMs: 5, state: 'renewing', cause: null } as const;
const old = { atMs: 3, state: 'notRenewed', cause: 'network.offline' } as const;
const older = { atMs: 1, state: 'notRenewed', cause: 'network.dns' } as const;

describe('ageOf', () => {
  it.each([
    ['nothing', undefined, null],
    ['a number', 7, null],
    ['what says nothing of its age', { items: [] }, null],
    ['no pages', { pages: [] }, null],
    ['one answer', { id: 1, seen: renewing }, renewing],
    ['pages that are all current', { pages: [{ seen: current }, { seen: current }] }, current],
    ['one page of several that is renewed', { pages: [{ seen: current }, { seen: renewing }] }, renewing],
    ['one page that could not be renewed', { pages: [{ seen: old }, { seen: renewing }] }, old],
    ['two of them: the older', { pages: [{ seen: old }, { seen: older }] }, older],
    ['pages of something else', { pages: [{}, null] }, null],
  ])('%s', (_name, kept, expected) => {
    expect(ageOf(kept)).toEqual(expected);
  });
});
