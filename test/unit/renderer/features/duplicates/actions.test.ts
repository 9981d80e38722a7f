import { describe, expect, it, vi } from 'vitest';
import { failure } from '../../../../../shared/failure';
import { MOST_CHOICES } from '../../../../../shared/library/duplicates';
import { duplicateWishSchema } from '../../../../../shared/library/duplicates-schema';
import { err } from '../../../../../shared/result';
import { FakeApi } from '../../../../support/fake-api';

/** The page on a main that plans nothing: only what it is asked counts. */
async function page() {
  const api = new FakeApi().answer('duplicates.plan', () => err(failure('input.notPossibleNow')));
  vi.stubGlobal('window', { civet: api });
  vi.resetModules();
  await import('../../../../../renderer/ipc/api');
  // A window with nothing but the bridge is none to the parts of the page.
  vi.unstubAllGlobals();
  const { planDuplicates } = await import('../../../../../renderer/features/duplicates/actions');
  const { keepCopy } = await import('../../../../../renderer/features/duplicates/duplicates-view');
  return { api, planDuplicates, keepCopy };
}

describe('planDuplicates', () => {
  it('sends every choice with the wish for all, and of one group its own', async () => {
    const { api, planDuplicates, keepCopy } = await page();
    keepCopy(1, 2);
    keepCopy(5, 6);
    keepCopy(5, 7);
    await planDuplicates('trash', null);
    await planDuplicates('link', 5);
    await planDuplicates('link', 9);
    const choices = [
      { groupId: 1, keptId: 2 },
      { groupId: 5, keptId: 7 },
    ];
    const wishes = [
      { act: 'trash', groupId: null, choices },
      { act: 'link', groupId: 5, choices: choices.slice(1) },
      { act: 'link', groupId: 9, choices: [] },
    ];
    expect(api.callsTo('duplicates.plan')).toEqual(wishes);
    for (const wish of wishes) expect(duplicateWishSchema.safeParse(wish).success).toBe(true);
  });

  it('is refused with more choices than anybody makes', () => {
    const wish = (count: number) => ({
      act: 'trash',
      groupId: null,
      choices: Array.from({ length: count }, (_, at) => ({ groupId: at + 1, keptId: at + 1 })),
    });
    expect(duplicateWishSchema.safeParse(wish(MOST_CHOICES)).success).toBe(true);
    expect(duplicateWishSchema.safeParse(wish(MOST_CHOICES + 1)).success).toBe(false);
  });
});
