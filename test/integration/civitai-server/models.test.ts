import { describe, expect, it } from 'vitest';
import { civitaiForFile, type Json } from './civitai-for-file.js';

const { civitai, get } = civitaiForFile({ models: 500 });

const names = (answer: Json): string[] => answer.json.items.map((model: Json) => model.name);

describe('GET /api/v1/models', () => {
  it('sends 100 rows by default and as many as asked otherwise', async () => {
    const all = await get('/api/v1/models?nsfw=true');
    expect(all.json.items.length).toBeGreaterThan(90);
    expect(all.json.items.length).toBeLessThanOrEqual(100);
    const few = await get('/api/v1/models?limit=5&query=light');
    expect(few.json.items.length).toBeLessThanOrEqual(5);
    const one = await get('/api/v1/models?limit=0');
    expect(one.json.items.length).toBeLessThanOrEqual(1);
    expect(one.json.metadata.nextCursor).toBeUndefined();
  });

  it('lists today without totals, with an absolute next page on the same host', async () => {
    const { json } = await get('/api/v1/models?limit=3&types=LORA&types=Checkpoint');
    expect(json.metadata).toEqual({ nextCursor: expect.any(String), nextPage: expect.any(String) });
    const next = new URL(json.metadata.nextPage);
    expect(next.origin).toBe(civitai().origin);
    expect(next.searchParams.getAll('types')).toEqual(['LORA', 'Checkpoint']);
    expect(next.searchParams.get('cursor')).toBe(json.metadata.nextCursor);
  });

  it('walks every model once by cursor, with short pages and an empty one in the middle', async () => {
    const seen: number[] = [];
    const lengths: number[] = [];
    let path = '/api/v1/models?limit=100&nsfw=true&sort=Most%20Downloaded&primaryFileOnly=true';
    while (path !== '') {
      const { json } = await get(path);
      seen.push(...json.items.map((model: Json) => model.id));
      lengths.push(json.items.length);
      path = json.metadata.nextPage ?? '';
    }
    const visible = civitai().catalogue.models.filter((model) => !model.poi && model.mode !== 'Archived');
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(visible.length);
    expect(lengths).toContain(0);
    expect(lengths.slice(0, -1).some((length) => length > 0 && length < 100)).toBe(true);
  });

  it('finds models whose name, tags or creator hold all words, in any case, the best name first', async () => {
    expect(names(await get('/api/v1/models?query=AURORA%20fjord'))[0]).toBe('Aurora Fjord Light');
    expect(names(await get('/api/v1/models?query=fjord_and_felt%20glacier'))).toContain(
      'Glacier Cartography',
    );
    expect(names(await get('/api/v1/models?query=nobodywritesthis'))).toEqual([]);
  });

  it('pages a search by a plain numeric cursor', async () => {
    const first = await get('/api/v1/models?query=light&limit=4');
    expect(first.json.metadata.nextCursor).toBe('4');
    const second = await get(first.json.metadata.nextPage);
    expect(names(second)).not.toEqual(names(first));
  });

  it('finds every named model by its name', async () => {
    for (const [key, { modelName, modelId }] of Object.entries(civitai().named)) {
      const { json } = await get(`/api/v1/models?nsfw=true&limit=5&query=${encodeURIComponent(modelName)}`);
      expect(
        json.items.map((model: Json) => model.id),
        key,
      ).toContain(modelId);
    }
  });

  it('shows only PG models and pictures unless nsfw=true', async () => {
    const { matureX } = civitai().named;
    expect((await get(`/api/v1/models?ids=${matureX.modelId}`)).json.items).toEqual([]);
    expect((await get(`/api/v1/models?nsfw=true&ids=${matureX.modelId}`)).json.items).toHaveLength(1);
    const { json } = await get('/api/v1/models?limit=50');
    const levels = json.items.flatMap((model: Json) =>
      model.modelVersions.flatMap((version: Json) =>
        version.images.map((image: Json) => image.nsfwLevel ?? image.nsfw),
      ),
    );
    expect(new Set(levels)).toEqual(new Set([1, false, 'None']));
  });

  it('filters by type, base model, tag, username, ids and version ids', async () => {
    const types = await get('/api/v1/models?types=VAE&types=Upscaler&limit=20');
    expect(new Set(types.json.items.map((model: Json) => model.type))).toEqual(new Set(['VAE', 'Upscaler']));
    const bases = await get('/api/v1/models?baseModels=Illustrious&limit=20');
    expect(
      bases.json.items.every((model: Json) =>
        model.modelVersions.some((version: Json) => version.baseModel === 'Illustrious'),
      ),
    ).toBe(true);
    const tagged = await get('/api/v1/models?tag=anime&limit=20');
    expect(tagged.json.items.length).toBeGreaterThan(0);
    expect(tagged.json.items.every((model: Json) => JSON.stringify(model.tags).includes('anime'))).toBe(true);
    const mine = await get('/api/v1/models?username=Fjord_And_Felt&limit=100');
    expect(mine.json.items.every((model: Json) => model.creator.username === 'fjord_and_felt')).toBe(true);
    expect(names(await get('/api/v1/models?ids=3036,1102'))).toHaveLength(2);
    expect(names(await get('/api/v1/models?modelVersionIds=1292'))).toEqual(['SynthwavePunk']);
    expect(names(await get('/api/v1/models?allowCommercialUse=Sell&ids=1102'))).toEqual(['SynthwavePunk']);
    expect(names(await get('/api/v1/models?checkpointType=Merge&ids=1102,1244'))).toEqual(['SynthwavePunk']);
    const early = await get('/api/v1/models?earlyAccess=true');
    expect(names(early).toSorted()).toEqual(['Early Estuary', 'Private Press Woodcut']);
  });

  it('sorts and limits the period by the last version', async () => {
    const rated = await get('/api/v1/models?sort=Most%20Downloaded&limit=100');
    const counts = rated.json.items
      .map((model: Json) => model.stats.downloadCount)
      .filter((count: unknown) => count !== null);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    const week = await get('/api/v1/models?period=Week&sort=Newest&limit=100&nsfw=true');
    const since = Date.UTC(2026, 7, 1) - 7 * 86_400_000;
    const dates = week.json.items.map((model: Json) =>
      Math.max(
        ...model.modelVersions.map(
          (version: Json) =>
            Date.parse(version.publishedAt ?? version.createdAt) + (version.publishedAt ? 0 : 3_600_000),
        ),
      ),
    );
    expect(dates.length).toBeGreaterThan(3);
    expect(Math.min(...dates)).toBeGreaterThanOrEqual(since);
    expect(dates).toEqual([...dates].sort((a, b) => b - a));
    const oldest = await get('/api/v1/models?sort=Oldest&limit=1&nsfw=true');
    expect(names(oldest)).toEqual(['SynthwavePunk']);
  });

  it('keeps only the primary file, by the account’s preference when there is one', async () => {
    const id = civitai().named.mainJob.modelId;
    const { json } = await get(`/api/v1/models?ids=${id}&primaryFileOnly=true`);
    expect(json.items[0].modelVersions[0].files.map((file: Json) => file.id)).toEqual([
      civitai().named.mainJob.fileId,
    ]);
  });
});

describe('GET /api/v1/models, where it surprises', () => {
  it.each([
    ['types=LORA,Checkpoint', 400, 'ZodError'],
    ['limit=101', 400, 'ZodError'],
    ['limit=few', 400, 'ZodError'],
    ['page=0', 400, 'ZodError'],
    ['sort=Best', 400, 'ZodError'],
    ['period=Decade', 400, 'ZodError'],
    ['nsfw=maybe', 400, 'ZodError'],
    ['fileFormats=GGUF', 400, 'ZodError'],
    ['allowNoCredit=true', 400, 'ZodError'],
    ['browsingLevel=31', 400, 'ZodError'],
    ['page=2&query=light', 400, 'Cannot use page param with query search'],
    ['page=11&limit=100', 429, "You've requested too many pages"],
    ['favorites=false', 401, 'Unauthorized'],
    ['hidden=true', 401, 'Unauthorized'],
    ['availability=Private', 401, 'Unauthorized'],
    ['username=nobody_at_all', 404, 'User not found'],
  ])('%s → %i %s', async (query, status, text) => {
    const answer = await get(`/api/v1/models?${query}`);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.json)).toContain(text);
  });

  it('wraps what is wrong with a parameter in JSON inside JSON', async () => {
    const { json } = await get('/api/v1/models?limit=101');
    expect(JSON.parse(json.error.message)[0]).toMatchObject({
      code: 'too_big',
      path: ['limit'],
      maximum: 100,
    });
  });

  it('ignores an unknown tag, the documented plural of a licence filter, types[] and page', async () => {
    const plain = await get('/api/v1/models?limit=10');
    for (const query of ['tag=no-such-tag', 'allowDifferentLicenses=true', 'types[]=VAE', 'rating=5']) {
      expect(names(await get(`/api/v1/models?limit=10&${query}`)), query).toEqual(names(plain));
    }
    const paged = await get('/api/v1/models?limit=10&page=3');
    expect(names(paged)).toEqual(names(plain));
    expect(paged.json.metadata).toMatchObject({ currentPage: 3, pageSize: 10 });
  });

  it('empties the list for a blocked tag and for a comma-separated base model', async () => {
    expect((await get('/api/v1/models?tag=withheld')).json.items).toEqual([]);
    expect((await get('/api/v1/models?baseModels=SDXL%201.0,Pony')).json.items).toEqual([]);
  });

  it('reads =false as true where the service coerces', async () => {
    const { json } = await get('/api/v1/models?earlyAccess=false');
    expect(json.items).toHaveLength(2);
  });

  it('copies ?token= into the next page', async () => {
    const { json } = await get(`/api/v1/models?limit=2&token=${civitai().token}`);
    expect(new URL(json.metadata.nextPage).searchParams.get('token')).toBe(civitai().token);
  });

  it('answers an invalid token as if there were none', async () => {
    const headers = { authorization: 'Bearer 00000000000000000000000000000000' };
    expect((await get('/api/v1/models?limit=1', { headers })).status).toBe(200);
    expect((await get('/api/v1/models?favorites=true', { headers })).status).toBe(401);
    expect(
      (
        await get('/api/v1/models?favorites=true', {
          headers: { authorization: `Bearer ${civitai().token}` },
        })
      ).json.items,
    ).toEqual([]);
  });

  it('is cached publicly for nobody, privately for an account, and refuses other methods', async () => {
    expect((await get('/api/v1/models?limit=1')).headers.get('cache-control')).toContain('s-maxage=300');
    expect(
      (await get(`/api/v1/models?limit=1&token=${civitai().token}`)).headers.get('cache-control'),
    ).toContain('private');
    expect((await get('/api/v1/models', { method: 'HEAD' })).status).toBe(405);
  });
});
