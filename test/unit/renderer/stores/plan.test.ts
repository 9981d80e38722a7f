import { beforeEach, describe, expect, it } from 'vitest';
import {
  callOffAddition,
  forgetPlan,
  startPlanMirror,
  takeAddition,
  usePlanStore,
} from '../../../../renderer/stores/plan';
import type { PlanDelta } from '../../../../shared/bulk/plan';
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

  const under = (
    collecting: { doneCount: number; totalCount: number | null } | null,
    aboveLevelCount = 0,
  ) => ({
    ...head,
    collecting,
    aboveLevelCount,
  });
  const cause = failure('input.notUnderstood');
  const problem = (id: string, line: number | null) => ({ id, untrustedText: id, line, cause });
  function tell(change: Partial<PlanDelta>): void {
    const revision = (usePlanStore.getState().revision ?? 0) + 1;
    api.emit('bulk.changed', { revision, head, upserts: [], removed: [], problems: null, ...change });
  }

  it('tells once what an addition has brought, and not what was there before', () => {
    tell({ problems: [problem('x1', 9)] });
    tell({ head: under({ doneCount: 0, totalCount: null }) });
    tell({
      head: under({ doneCount: 1, totalCount: 3 }),
      upserts: [planItem(2, { isIncluded: false }), planItem(7)],
    });
    expect(takeAddition()).toBeNull();
    tell({ head: under(null, 2), upserts: [planItem(8)], problems: [problem('x1', 9), problem('x2', 1)] });
    expect(takeAddition()).toEqual({
      addedIds: ['p7', 'p8'],
      problemCount: 1,
      aboveLevelCount: 2,
      isFirst: false,
      isCalledOff: false,
    });
    expect(takeAddition()).toBeNull();
  });

  it('knows of an addition whether the user has ended it, and forgets that with the next', () => {
    for (const isCalledOff of [true, false]) {
      tell({ head: under({ doneCount: 0, totalCount: null }) });
      if (isCalledOff) callOffAddition();
      tell({ head: under(null) });
      expect(takeAddition()).toMatchObject({ addedIds: [], isCalledOff });
    }
  });

  it('shows the lines of one list in their order, behind those of the lists before', () => {
    const ids = () => usePlanStore.getState().problems.map(({ id }) => id);
    tell({ head: under({ doneCount: 0, totalCount: null }) });
    tell({ head: under(null), problems: [problem('a', 9), problem('b', null), problem('c', 3)] });
    expect(ids()).toEqual(['c', 'a', 'b']);
    tell({ head: under({ doneCount: 0, totalCount: null }) });
    const second = [problem('d', 8), problem('e', 2)];
    tell({ problems: [problem('a', 9), problem('b', null), problem('c', 3), ...second] });
    expect(ids()).toEqual(['c', 'a', 'b', 'e', 'd']);
    tell({ problems: [problem('b', null), problem('c', 3), ...second] });
    expect(ids()).toEqual(['c', 'b', 'e', 'd']);
  });

  it('asks again when a change is missing', async () => {
    api.succeed('bulk.snapshot', plan(7, [planItem(9)]));
    api.emit('bulk.changed', { revision: 7, head, upserts: [planItem(9)], removed: [], problems: null });
    expect(names()).toEqual(['Model 1', 'Model 2', 'Model 3']);
    await expect.poll(names).toEqual(['Model 9']);
  });
});
