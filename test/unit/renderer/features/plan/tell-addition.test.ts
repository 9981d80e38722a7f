import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { additionWords } from '../../../../../renderer/features/plan/tell-addition';
import { startWords } from '../../../../../renderer/locales/words';
import type { PlanAddition } from '../../../../../renderer/stores/plan';

beforeAll(startWords);

function words(change: Partial<PlanAddition>) {
  const nothing = { addedIds: [], problemCount: 0, aboveLevelCount: 0, isFirst: false, isCalledOff: false };
  return additionWords(i18next.getFixedT(null, 'plan'), { ...nothing, ...change });
}

describe('additionWords', () => {
  it('says how many came to a plan that was there, and what did not', () => {
    const addedIds = ['p1', 'p2'];
    expect(words({ addedIds })).toEqual({ text: '2 files added to the plan' });
    expect(words({ addedIds, problemCount: 1, aboveLevelCount: 2 })).toEqual({
      text: '2 files added to the plan',
      detail: '1 thing you asked for could not be planned. 2 more models are above your level of maturity',
    });
  });

  it('says that nothing came, and why', () => {
    expect(words({ isFirst: true })).toEqual({ text: 'Nothing was found' });
    expect(words({})).toEqual({ text: 'Nothing was found that is not in the plan already' });
    expect(words({ isFirst: true, aboveLevelCount: 1 })).toEqual({
      text: 'Nothing was found',
      detail: '1 model is above your level of maturity',
    });
    expect(words({ problemCount: 2 })?.text).toBe('Nothing was added to the plan');
  });

  it('leaves to the screen what it shows by itself', () => {
    expect(words({ isFirst: true, addedIds: ['p1'] })).toBeNull();
    expect(words({ isFirst: true, problemCount: 1 })).toBeNull();
    expect(words({ isCalledOff: true })).toBeNull();
    expect(words({ isCalledOff: true, addedIds: ['p1'] })?.text).toBe('1 file added to the plan');
  });
});
