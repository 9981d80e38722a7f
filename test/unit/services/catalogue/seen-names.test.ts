import { describe, expect, it } from 'vitest';
import type { SeenModels } from '../../../../electron/core/civitai/seen-models';
import { SeenNames } from '../../../../electron/services/catalogue/seen-names';
import { emptySearch } from '../../../../shared/civitai/search';
import type { SearchPage } from '../../../../shared/ipc/contract';
import { ok, type Result } from '../../../../shared/result';

function room() {
  const kept: { readonly owner: string; readonly names: readonly string[] }[] = [];
  const models: SeenModels = {
    keep: (owner, seen) => void kept.push({ owner, names: seen.map(({ name }) => name) }),
    find: () => [],
    dropOthers: () => undefined,
    clear: () => undefined,
  };
  const at = { owner: 'mira' };
  let answer: (page: Result<SearchPage, never>) => void = () => undefined;
  const catalogue = { search: () => new Promise<Result<SearchPage, never>>((resolve) => (answer = resolve)) };
  const names = new SeenNames({ catalogue, models, owner: () => at.owner });
  const item = {
    id: 7,
    name: 'Secret favorite',
    type: 'LORA',
    baseModel: null,
    creator: null,
    maturity: 'PG',
  };
  const letGo = () => answer(ok({ items: [item] } as unknown as SearchPage));
  return { at, kept, names, letGo };
}

describe('SeenNames', () => {
  it('keeps the names of a list for whoever asked for it', async () => {
    const { kept, names, letGo } = room();
    const searching = names.search(emptySearch);
    letGo();
    await searching;
    expect(kept).toEqual([{ owner: 'mira', names: ['Secret favorite'] }]);
  });

  it.each(['', 'somebody else'])('keeps none when %j has taken their place meanwhile', async (next) => {
    const { at, kept, names, letGo } = room();
    const searching = names.search(emptySearch);
    at.owner = next;
    letGo();
    await searching;
    expect(kept).toEqual([]);
  });
});
