import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptySearch, PERIODS, type SearchQuery, SORTS } from '../../../shared/civitai/search';
import { type Civitai, startCivitai } from '../../support/civitai/index.mjs';
import { Rig, temporaryFolder } from '../../support/rig';

// Each parameter is looked up in the record of the server, which refuses what the service refuses.

let civitai: Civitai;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let rig: Rig;

beforeAll(async () => {
  civitai = await startCivitai({ port: 0, seed: 7, models: 300 });
});
afterAll(() => civitai.close());
beforeEach(async () => {
  civitai.reset();
  folder = await temporaryFolder('models-endpoint');
  rig = new Rig(civitai.origin, { profile: folder.path, models: folder.path, token: civitai.token });
});
afterEach(async () => {
  await rig.close();
  await folder.remove();
});

async function asked(query: Partial<SearchQuery>): Promise<readonly string[]> {
  const page = await rig.catalogue.search({ ...emptySearch, ...query });
  if (!page.ok) throw new Error(`${page.error.code} ${page.error.params.message}`);
  const { path, status } = civitai.requests.at(-1) ?? {};
  expect(status).toBe(200);
  const params = new URL(path ?? '', civitai.origin).searchParams;
  return [...params].map(([name, value]) => `${name}=${value}`);
}

const usual = ['limit=60', 'sort=Highest Rated', 'period=AllTime', 'nsfw=false'];

describe('GET /models', () => {
  it('asks for nothing that was not wished for', async () => {
    expect(await asked({})).toEqual(usual);
  });

  it.each<[string, Partial<SearchQuery>, readonly string[]]>([
    ['words', { text: ' fjord ' }, ['query=fjord']],
    ['several types', { types: ['LORA', 'LoCon'] }, ['types=LORA', 'types=LoCon']],
    ['one type', { types: ['Checkpoint'] }, ['types=Checkpoint']],
    ['several base models', { baseModels: ['Pony', 'SD 1.5'] }, ['baseModels=Pony', 'baseModels=SD 1.5']],
    ['a tag', { tags: ['style'] }, ['tag=style']],
    ['the user’s favorites', { onlyFavorites: true }, ['favorites=true']],
    ['what the user has hidden', { onlyHidden: true }, ['hidden=true']],
    ['supports generation', { supportsGeneration: true }, ['supportsGeneration=true']],
    ['primary file only', { primaryFileOnly: true }, ['primaryFileOnly=true']],
    [
      'commercial use',
      { commercialUse: ['Image', 'Sell'] },
      ['allowCommercialUse=Image', 'allowCommercialUse=Sell'],
    ],
    ['levels above PG', { maturity: 'PG13' }, ['nsfw=true']],
  ])('asks for %s as the service understands it', async (_name, query, expected) => {
    const params = await asked(query);
    expect(params).toEqual(expect.arrayContaining([...expected]));
    expect(params.filter((param) => !usual.includes(param)).sort()).toEqual([...expected].sort());
  });

  it('asks for a creator by name', async () => {
    const known = civitai.catalogue.models.find(({ creator }) => creator !== null)?.creator ?? '';
    expect(await asked({ creator: known })).toContain(`username=${known}`);
  });

  it.each(SORTS)('asks for the sort %s', async (sort) => {
    expect(await asked({ sort })).toContain(`sort=${sort}`);
  });

  it.each(PERIODS)('asks for the period %s', async (period) => {
    expect(await asked({ period })).toContain(`period=${period}`);
  });

  it('goes on by the cursor that the service gave, with everything else as before', async () => {
    const first = await rig.catalogue.search({ ...emptySearch, types: ['LORA', 'Checkpoint'] });
    const cursor = first.ok ? first.value.nextCursor : null;
    expect(cursor).not.toBe(null);
    const params = await asked({ types: ['LORA', 'Checkpoint'], cursor });
    expect(params).toEqual(expect.arrayContaining(['types=LORA', 'types=Checkpoint', `cursor=${cursor}`]));
    expect(params.some((param) => param.startsWith('page='))).toBe(false);
  });

  it('takes "too many pages" for the end of what can be had, and asks no second time', async () => {
    const refused = await rig.catalogue.search({ ...emptySearch, cursor: 'page:900' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'http.tooManyPages' } });
    expect(civitai.requests).toHaveLength(1);
    // And it slows nothing down.
    expect((await rig.catalogue.search(emptySearch)).ok).toBe(true);
  });
});

describe('GET /models in the old dialect', () => {
  it('pages by number to the end, once', async () => {
    const old = await startCivitai({ port: 0, seed: 7, models: 200, paging: 'page' });
    const other = await temporaryFolder('old-dialect');
    const reader = new Rig(old.origin, { profile: other.path, models: other.path });
    const ids: number[] = [];
    let cursor: string | null = null;
    do {
      const query: SearchQuery = { ...emptySearch, maturity: 'XXX', cursor };
      const page = await reader.catalogue.search(query);
      if (!page.ok) throw new Error(page.error.code);
      ids.push(...page.value.items.map(({ id }) => id));
      cursor = page.value.nextCursor;
    } while (cursor !== null);
    expect(new Set(ids).size).toBe(ids.length);
    const listed = old.catalogue.models.filter(({ poi, mode }) => !poi && mode !== 'Archived');
    expect(ids.length).toBe(listed.length);
    await reader.close();
    await old.close();
    await other.remove();
  });
});
