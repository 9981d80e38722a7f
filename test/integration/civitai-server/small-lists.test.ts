import { describe, expect, it } from 'vitest';
import { civitaiForFile, type Json } from './civitai-for-file.js';

const { civitai, get } = civitaiForFile({ models: 400 });

describe.each([['creators'], ['tags']])('GET /api/v1/%s', (list) => {
  it('pages twenty at a time with totals and both neighbours', async () => {
    const first = await get(`/api/v1/${list}`);
    expect(first.json.items).toHaveLength(20);
    expect(first.json.metadata).toMatchObject({ currentPage: 1, pageSize: 20 });
    const second = await get(first.json.metadata.nextPage);
    expect(second.json.metadata).toMatchObject({
      currentPage: 2,
      prevPage: expect.stringContaining('page=1'),
    });
    expect(second.json.items[0]).not.toEqual(first.json.items[0]);
    const { totalItems, totalPages } = second.json.metadata;
    expect(totalPages).toBe(Math.ceil(totalItems / 20));
    expect((await get(`/api/v1/${list}?page=${totalPages}`)).json.metadata).not.toHaveProperty('nextPage');
  });

  it('refuses limit=0, which the documents call "all", and more than 200', async () => {
    expect((await get(`/api/v1/${list}?limit=0`)).json).toEqual({
      error: expect.stringContaining('Too small'),
    });
    expect((await get(`/api/v1/${list}?limit=201`)).status).toBe(400);
  });

  it('filters by a part of the name', async () => {
    const { json } = await get(`/api/v1/${list}?query=FO&limit=200`);
    const found = json.items.map((entry: Json) => (entry.username ?? entry.name).toLowerCase());
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((name: string) => name.includes('fo'))).toBe(true);
  });
});

describe('GET /api/v1/creators', () => {
  it('links to the models of a creator', async () => {
    const { json } = await get('/api/v1/creators?query=fjord_and_felt');
    const models = await get(`${json.items[0].link}&limit=100`);
    expect(models.json.items.length).toBeGreaterThan(20);
    expect(json.items[0].image).toContain(civitai().imagesOrigin);
  });
});

describe('GET /api/v1/tags', () => {
  it('counts models only now and then', async () => {
    const { json } = await get('/api/v1/tags?limit=50');
    const counted = json.items.filter((tag: Json) => 'modelCount' in tag);
    expect(counted.length).toBeGreaterThan(0);
    expect(counted.length).toBeLessThan(50);
  });
});

describe('GET /api/v1/enums', () => {
  it('lists what the service knows, without what it invents tomorrow', async () => {
    const { json } = await get('/api/v1/enums');
    expect(Object.keys(json)).toEqual([
      'ModelType',
      'ModelFileType',
      'ActiveBaseModel',
      'BaseModel',
      'BaseModelType',
    ]);
    expect(json.ActiveBaseModel).toHaveLength(69);
    expect(json.ModelType).not.toContain('SplatScene');
  });
});

describe('GET /api/v1/me', () => {
  it('names the account of a token, from the header or the query', async () => {
    const { token } = civitai();
    expect(token).toMatch(/^[0-9a-f]{32}$/);
    const account = { username: 'civet_tester', status: 'active', tier: 'free', isMember: false };
    expect((await get('/api/v1/me', { headers: { authorization: `Bearer ${token}` } })).json).toMatchObject(
      account,
    );
    expect((await get(`/api/v1/me?token=${token}`)).json).toMatchObject(account);
  });

  it('is the one endpoint that refuses a wrong token', async () => {
    expect(await get('/api/v1/me')).toMatchObject({ status: 401, json: { error: 'Unauthorized' } });
    const wrong = { authorization: 'Bearer wrong' };
    expect((await get(`/api/v1/me?token=${civitai().token}`, { headers: wrong })).status).toBe(401);
    expect((await get('/api/v1/me', { method: 'POST' })).status).toBe(405);
  });
});

describe('GET /api/v1/images', () => {
  const ids = (answer: Json): number[] => answer.json.items.map((image: Json) => image.id);

  it('sends PG pictures by reactions, newest or at random', async () => {
    const { json } = await get('/api/v1/images?limit=200');
    expect(json.items).toHaveLength(200);
    expect(new Set(json.items.map((image: Json) => image.nsfwLevel))).toEqual(new Set(['None']));
    const reactions = json.items.map(
      ({ stats }: Json) => stats.likeCount + stats.heartCount + stats.laughCount + stats.cryCount,
    );
    expect(reactions).toEqual([...reactions].sort((a, b) => b - a));
    const newest = (await get('/api/v1/images?sort=Newest&limit=20')).json.items.map((image: Json) =>
      Date.parse(image.createdAt),
    );
    expect(newest).toEqual([...newest].sort((a: number, b: number) => b - a));
  });

  it.each([
    ['nsfw=None', ['None']],
    ['nsfw=Soft', ['None', 'Soft']],
    ['nsfw=Mature', ['Mature', 'None', 'Soft']],
    ['nsfw=X', ['Mature', 'None', 'Soft', 'X']],
    ['nsfw=true', ['Mature', 'X']],
    ['nsfw=false', ['None']],
    ['browsingLevel=31', ['Mature', 'None', 'Soft', 'X']],
    ['browsingLevel=4&nsfw=None', ['Mature']],
  ])('%s → %j', async (query, levels) => {
    const { json } = await get(`/api/v1/images?limit=200&sort=Random&${query}`);
    expect([...new Set(json.items.map((image: Json) => image.nsfwLevel))].toSorted()).toEqual(levels);
  });

  it('filters by model, version, post, user, picture and media type', async () => {
    const model = civitai().named.mainJob;
    const ofModel = await get(`/api/v1/images?modelId=${model.modelId}`);
    expect(ofModel.json.items).toHaveLength(12);
    const ofVersion = await get(`/api/v1/images?modelVersionId=${model.versionId}`);
    expect(ofVersion.json.items).toHaveLength(6);
    const { id, postId, modelVersionIds } = ofVersion.json.items[0];
    expect(modelVersionIds).toEqual([model.versionId]);
    expect(ids(await get(`/api/v1/images?imageId=${id}`))).toEqual([id]);
    expect(ids(await get(`/api/v1/images?postId=${postId}`)).toSorted()).toEqual(ids(ofVersion).toSorted());
    expect(ids(await get('/api/v1/images?username=cooler_rider'))).toEqual([469632]);
    const videos = await get('/api/v1/images?type=video&browsingLevel=31');
    expect(videos.json.items.length).toBeGreaterThan(0);
    expect(
      videos.json.items.every((image: Json) => image.type === 'video' && image.url.endsWith('.mp4')),
    ).toBe(true);
  });

  it('sends generation data only when asked', async () => {
    const path = `/api/v1/images?modelVersionId=${civitai().named.mainJob.versionId}`;
    expect((await get(path)).json.items.every((image: Json) => image.meta === null)).toBe(true);
    expect((await get(`${path}&withMeta=true`)).json.items.some((image: Json) => image.meta !== null)).toBe(
      true,
    );
  });

  it('walks by cursor without repeating a picture', async () => {
    const first = await get('/api/v1/images?limit=30&sort=Newest');
    const second = await get(first.json.metadata.nextPage);
    expect(ids(second)).toHaveLength(30);
    expect(ids(first).filter((id) => ids(second).includes(id))).toEqual([]);
  });

  it('repeats itself for ever when paged by number, until it refuses', async () => {
    const first = await get('/api/v1/images?limit=100&page=1');
    expect(first.json.metadata.nextPage).toContain('page=2');
    expect(first.json.metadata.nextPage).not.toContain('cursor');
    expect(ids(await get(first.json.metadata.nextPage))).toEqual(ids(first));
    expect((await get('/api/v1/images?limit=100&page=11')).status).toBe(429);
  });

  it.each([['limit=201'], ['sort=Best'], ['nsfw=maybe'], ['type=sculpture'], ['modelId=x']])(
    '%s → 400',
    async (query) => {
      const answer = await get(`/api/v1/images?${query}`);
      expect(answer).toMatchObject({ status: 400, json: { error: { name: 'ZodError' } } });
    },
  );
});
