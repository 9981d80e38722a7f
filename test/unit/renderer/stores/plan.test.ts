import { beforeEach, describe, expect, it } from 'vitest';
import { forgetPlan, startPlanMirror, usePlanStore } from '../../../../renderer/stores/plan';
import { failure } from '../../../../shared/failure';
import { FakeApi } from '../../../support/fake-api';
import { head, plan, planItem } from '../features/plan/builders';

function names(): readonly string[] {
  return usePlanStore.getState().items.map(({ modelName }) => modelName);
}

describe('startPlanMirror', () => {
  let api: FakeApi;

  beforeEach(async () => {
    forgetPlan();
    api = new FakeApi().succeed('bulk.snapshot', plan(4, [planItem(1), planItem(2), planItem(3)]));
    startPlanMirror(api);
    await expect.poll(() => usePlanStore.getState().revision).toBe(4);
  });

  it('shows what main has, in its order', () => {
    expect(names()).toEqual(['Model 1', 'Model 2', 'Model 3']);
    expect(usePlanStore.getState().byId.get('p2')?.modelName).toBe('Model 2');
  });

  it('keeps the place of what has changed, puts what is new behind, and drops what was removed', () => {
    const third = usePlanStore.getState().byId.get('p3');
    const upserts = [planItem(4), planItem(2, { modelName: 'Another' })];
    api.emit('bulk.changed', { revision: 5, head, upserts, removed: ['p1'], problems: null });
    expect(names()).toEqual(['Another', 'Model 3', 'Model 4']);
    expect(usePlanStore.getState().byId.get('p3')).toBe(third);
  });

  it('keeps the list itself when only the head is different, so that no row is drawn again', () => {
    const before = usePlanStore.getState().items;
    const collecting = { doneCount: 3, totalCount: null };
    const delta = { revision: 5, head: { ...head, collecting }, upserts: [], removed: [], problems: null };
    api.emit('bulk.changed', delta);
    expect(usePlanStore.getState().items).toBe(before);
    expect(usePlanStore.getState().head.collecting).toEqual(collecting);
  });

  it('keeps the problems until main tells of all of them anew', () => {
    const cause = failure('input.notUnderstood');
    const problems = [{ id: 'x1', untrustedText: 'rubbish', line: 2, cause }];
    api.emit('bulk.changed', { revision: 5, head, upserts: [], removed: [], problems });
    api.emit('bulk.changed', { revision: 6, head, upserts: [], removed: [], problems: null });
    expect(usePlanStore.getState().problems).toEqual(problems);
    api.emit('bulk.changed', { revision: 7, head, upserts: [], removed: [], problems: [] });
    expect(usePlanStore.getState().problems).toEqual([]);
  });

  it('asks again when a change is missing', async () => {
    api.succeed('bulk.snapshot', plan(7, [planItem(9)]));
    api.emit('bulk.changed', { revision: 7, head, upserts: [planItem(9)], removed: [], problems: null });
    expect(names()).toEqual(['Model 1', 'Model 2', 'Model 3']);
    await expect.poll(names).toEqual(['Model 9']);
  });
});
