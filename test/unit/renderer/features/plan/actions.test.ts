import { beforeAll, describe, expect, it, vi } from 'vitest';
import { startWords } from '../../../../../renderer/locales/words';
import { LONGEST_PASTED_LIST, type PlanItem } from '../../../../../shared/bulk/plan';
import { failure } from '../../../../../shared/failure';
import { FakeApi } from '../../../../support/fake-api';
import { planItem } from './builders';

beforeAll(startWords);

/** The page on a bridge of the test, which it takes when it is loaded. */
async function page() {
  const api = new FakeApi().succeed('bulk.change', null).succeed('bulk.collect', null);
  vi.stubGlobal('window', { civet: api });
  vi.resetModules();
  await import('../../../../../renderer/ipc/api');
  // A window with nothing but the bridge is none to the parts of the page.
  vi.unstubAllGlobals();
  const actions = await import('../../../../../renderer/features/plan/actions');
  const { usePlanView } = await import('../../../../../renderer/features/plan/plan-view');
  return { api, ...actions, view: usePlanView.getState };
}

const out = (number: number, change: Partial<PlanItem> = {}) =>
  planItem(number, { isIncluded: false, ...change });

describe('include', () => {
  it('ticks what is harmless at once, and asks once for all that is dangerous', async () => {
    const { api, include, view } = await page();
    const dangerous = { isDangerous: true };
    include([out(1), out(2, dangerous), out(3, dangerous), planItem(4)], true);
    expect(api.callsTo('bulk.change')).toEqual([
      { kind: 'include', ids: ['p1'], isIncluded: true, isRiskAccepted: false },
    ]);
    expect(view().question).toEqual({ kind: 'risk', ids: ['p2', 'p3'] });
  });

  it('asks nothing before a tick is taken away', async () => {
    const { api, include, view } = await page();
    include([planItem(1, { isDangerous: true })], false);
    expect(api.callsTo('bulk.change')).toEqual([
      { kind: 'include', ids: ['p1'], isIncluded: false, isRiskAccepted: false },
    ]);
    expect(view().question).toBeNull();
  });

  it('accepts the risk for those alone that were asked about', async () => {
    const { api, includeDangerous } = await page();
    includeDangerous(['p2']);
    expect(api.callsTo('bulk.change')).toEqual([
      { kind: 'include', ids: ['p2'], isIncluded: true, isRiskAccepted: true },
    ]);
  });
});

describe('remove', () => {
  it('takes one out at once, and asks before several', async () => {
    const { api, remove, view } = await page();
    remove(['p1']);
    expect(api.callsTo('bulk.change')).toEqual([{ kind: 'remove', ids: ['p1'] }]);
    remove(['p2', 'p3']);
    expect(api.callsTo('bulk.change')).toHaveLength(1);
    expect(view().question).toEqual({ kind: 'removal', ids: ['p2', 'p3'] });
  });
});

describe('queuePlan', () => {
  it('keeps why items were refused until they are changed', async () => {
    const { api, queuePlan, putInto, view } = await page();
    const cause = failure('disk.driveMissing');
    const refused = ['p1', 'p2'].map((id) => ({ id, cause }));
    api.succeed('bulk.queue', { queuedCount: 3, refused, promiseTrouble: null });
    await queuePlan();
    expect([...view().refused.keys()]).toEqual(['p1', 'p2']);
    expect(view().filter).toBe('attention');
    putInto(['p1'], 'vae');
    expect([...view().refused]).toEqual([['p2', cause]]);
  });

  it('queues once, however often it is asked to while it is at it', async () => {
    const { api, queuePlan, view } = await page();
    api.succeed('bulk.queue', { queuedCount: 1, refused: [], promiseTrouble: null });
    const first = queuePlan();
    expect(view().isQueueing).toBe(true);
    await Promise.all([first, queuePlan()]);
    expect(api.callsTo('bulk.queue')).toHaveLength(1);
    expect(view().isQueueing).toBe(false);
  });
});

describe('planList', () => {
  it('asks main for the list as it was pasted, and shows all of the plan', async () => {
    const { api, planList, view } = await page();
    await planList('  12 \n 34\n');
    expect(api.callsTo('bulk.collect')).toEqual([{ kind: 'list', text: '  12 \n 34\n' }]);
    expect(view().filter).toBe('all');
  });

  it('asks for nothing where there is nothing', async () => {
    const { api, planList } = await page();
    await planList(' \n ');
    expect(api.calls).toEqual([]);
  });

  it('shows what is too long instead of sending it', async () => {
    const { api, planList, view } = await page();
    const text = '1\n'.repeat(LONGEST_PASTED_LIST);
    await planList(text);
    expect(api.calls).toEqual([]);
    expect(view().question).toEqual({ kind: 'list', text, corrects: [] });
  });

  it('takes what was corrected in the place of what could not be planned', async () => {
    const { api, planCorrected } = await page();
    await planCorrected('56', ['x1', 'x2']);
    expect(api.calls).toEqual([
      { name: 'bulk.collect', input: { kind: 'list', text: '56' } },
      { name: 'bulk.change', input: { kind: 'removeProblems', ids: ['x1', 'x2'] } },
    ]);
  });

  it('keeps what could not be planned when the corrected list is not taken', async () => {
    const { api, planCorrected } = await page();
    api.fail('bulk.collect', failure('input.notUnderstood'));
    await planCorrected('56', ['x1']);
    expect(api.callsTo('bulk.change')).toEqual([]);
  });
});
