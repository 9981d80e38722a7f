import { describe, expect, it } from 'vitest';
import type { HostQuestion } from '../../../../electron/core/civitai/ports';
import { LatestSearch } from '../../../../electron/services/catalogue/latest-search';
import { PacedCivitaiApi } from '../../../../electron/services/catalogue/paced-api';
import { searchModels } from '../../../../electron/services/catalogue/search-models';
import { SeenAnswers } from '../../../../electron/services/catalogue/seen-answers';
import { emptySearch } from '../../../../shared/civitai/search';
import { ok } from '../../../../shared/result';
import { settingsSchema } from '../../../../shared/settings/schema';
import { SteeredClock, settle } from '../../../support/steered-clock';

const typed = (text: string, cursor: string | null = null) => ({ ...emptySearch, text, cursor });

describe('LatestSearch', () => {
  it('calls off the search before, and neither its own pages nor itself', () => {
    const latest = new LatestSearch();
    const first = latest.begin(typed('fj'));
    expect(latest.begin(typed('fj', 'page 2')).aborted).toBe(false);
    expect(first.aborted).toBe(false);
    const second = latest.begin(typed('fjo'));
    expect(first.aborted).toBe(true);
    expect(second.aborted).toBe(false);
    expect(latest.begin(typed('fj')).aborted).toBe(false);
    expect(second.aborted).toBe(true);
  });

  it('lets only the last of what was typed while the line was full reach the service', async () => {
    const clock = new SteeredClock();
    const sent: (string | undefined)[] = [];
    const waiting: (() => void)[] = [];
    const host = {
      send: async ({ params }: HostQuestion) => {
        sent.push(params.find(([name]) => name === 'query')?.[1]);
        await new Promise<void>((go) => waiting.push(go));
        return ok({ items: [], metadata: {} });
      },
    };
    const api = new PacedCivitaiApi({ host, clock, token: () => null });
    const answers = new SeenAnswers({
      api,
      clock,
      store: null,
      owner: () => '',
      onRenewed: () => undefined,
    });
    const latest = new LatestSearch();
    const pictures = { mint: () => expect.unreachable('There is no picture.') };
    const search = async (text: string) => {
      const query = typed(text);
      const needs = { answers, clock, pictures, settings: () => settingsSchema.parse({}) };
      const asking = searchModels(needs as never, query, { signal: latest.begin(query) });
      await settle();
      return asking;
    };
    const words = ['f', 'fj', 'fjo', 'fjor', 'fjord', 'fjords'];
    const found = [];
    for (const word of words) {
      found.push(search(word));
      await settle();
    }
    expect(sent).toEqual(['f', 'fj', 'fjo']);
    while (waiting.length > 0) {
      for (const go of waiting.splice(0)) go();
      await settle();
    }
    expect(sent).toEqual(['f', 'fj', 'fjo', 'fjords']);
    const codes = (await Promise.all(found)).map((page) => (page.ok ? 'found' : page.error.code));
    expect(codes).toEqual(['found', 'found', 'found', 'input.cancelled', 'input.cancelled', 'found']);
  });
});
