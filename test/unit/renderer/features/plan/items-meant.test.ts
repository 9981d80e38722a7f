import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeApi } from '../../../../support/fake-api';
import { planItem } from './builders';

const api = new FakeApi();

/** The page on a bridge of the test, which it takes when it is loaded. */
async function page() {
  vi.stubGlobal('navigator', { platform: '' });
  vi.stubGlobal('window', { civet: api });
  await import('../../../../../renderer/ipc/api');
  // A window with nothing but the bridge is none to the parts of the page.
  vi.stubGlobal('window', undefined);
  const { itemsMeant } = await import('../../../../../renderer/features/plan/list/obey-key');
  const { selectItems } = await import('../../../../../renderer/features/plan/plan-view');
  const { usePlanStore } = await import('../../../../../renderer/stores/plan');
  return { itemsMeant, selectItems, usePlanStore };
}

describe('itemsMeant', async () => {
  const { itemsMeant, selectItems, usePlanStore } = await page();
  const ids = ['p1', 'p2', 'p3', 'p4'];
  const meant = (id: string, shown: readonly string[] = ids) => itemsMeant(id, shown).map((each) => each.id);

  beforeEach(() => {
    const items = [1, 2, 3, 4].map((number) => planItem(number));
    usePlanStore.setState({ items, byId: new Map(items.map((each) => [each.id, each])) });
    selectItems(['p3', 'p1']);
  });

  it('is all that is selected when this one is, from top to bottom', () => {
    expect(meant('p3')).toEqual(['p1', 'p3']);
  });

  it('is this one alone when it is not selected', () => {
    expect(meant('p2')).toEqual(['p2']);
  });

  it('is never what has left the view since it was selected', () => {
    expect(meant('p3', ['p2', 'p3', 'p4'])).toEqual(['p3']);
  });

  it('is nothing when the item has gone', () => {
    expect(meant('p9')).toEqual([]);
  });
});
