import { describe, expect, it } from 'vitest';
import { startCivitai } from '../../support/civitai/index.mjs';
import { civitaiForFile, type Json } from './civitai-for-file.js';

const { civitai, get } = civitaiForFile();

/** The first models and the rare ones, a hundred altogether. */
async function collect(): Promise<Json[]> {
  const { models } = civitai().catalogue;
  const hasVideo = (id: number) =>
    civitai()
      .catalogue.modelById.get(id)
      ?.versions.some((version) => version.images.some((image) => image.type === 'video'));
  const hasNoHash = (id: number) =>
    civitai()
      .catalogue.modelById.get(id)
      ?.versions.some((version) => version.files.some((file) => file.hashes === 'none'));
  const ids = models.map((model) => model.id).filter((id) => id > 200_000 && id < 900_000);
  const rare = [
    (id: number) => id % 197 === 0,
    (id: number) => id % 211 === 0,
    (id: number) => id % 173 === 0,
    hasVideo,
    hasNoHash,
  ];
  const chosen = [...ids.slice(0, 60), ...rare.flatMap((isRare) => ids.filter(isRare).slice(0, 5))];
  const { json } = await get(
    `/api/v1/models?limit=100&nsfw=true&archived=true&ids=${[...new Set(chosen)].join(',')}`,
  );
  return json.items;
}

describe('the two dialects', () => {
  it('are mixed in one list', async () => {
    const models = await collect();
    const versions = models.flatMap((model) => model.modelVersions);
    const files = versions.flatMap((version: Json) => version.files);
    const images = versions.flatMap((version: Json) => version.images);
    const kinds = (values: unknown[]) =>
      new Set(
        values.map((value) => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value)),
      );
    expect(files.some((file: Json) => 'sizeKB' in file) && files.some((file: Json) => 'sizeKb' in file)).toBe(
      true,
    );
    expect(kinds(models.flatMap((model) => model.tags))).toEqual(new Set(['string', 'object']));
    expect(kinds(models.map((model) => model.allowCommercialUse))).toEqual(new Set(['string', 'list']));
    expect(models.some((model) => /^\{.*\}$/.test(model.allowCommercialUse))).toBe(true);
    expect(kinds(models.map((model) => model.stats.downloadCount))).toEqual(new Set(['number', 'null']));
    expect(
      models.some((model) => 'rating' in model.stats) &&
        models.some((model) => 'thumbsUpCount' in model.stats),
    ).toBe(true);
    expect(kinds(images.map((image: Json) => image.nsfw ?? image.nsfwLevel))).toEqual(
      new Set(['boolean', 'string', 'number']),
    );
    expect(
      versions.some((version: Json) => 'publishedAt' in version) &&
        versions.some((version: Json) => 'earlyAccessTimeFrame' in version),
    ).toBe(true);
    expect(files.some((file: Json) => Object.keys(file.hashes).length === 0)).toBe(true);
    expect(models.some((model) => model.mode === 'Archived')).toBe(true);
    expect(models.some((model) => model.type === 'SplatScene')).toBe(true);
    expect(versions.some((version: Json) => version.baseModel === 'Nimbus 4 Preview')).toBe(true);
    expect(images.some((image: Json) => image.type === 'video')).toBe(true);
  });

  it('follow from the model id alone', () => {
    for (const model of civitai().catalogue.models) {
      if (!model.isDocumented && model.id < 900_000)
        expect(model.dialect).toBe(model.id % 2 === 0 ? 'today' : '2023');
    }
  });

  it('leave out null and empty lists where today’s model endpoint does', async () => {
    const { json } = await get(`/api/v1/models/${civitai().named.sparse.modelId}`);
    const [version] = json.modelVersions;
    for (const field of ['trainedWords', 'images', 'description', 'paidAccess'])
      expect(version).not.toHaveProperty(field);
    expect(json).not.toHaveProperty('creator');
    expect(
      (await get(`/api/v1/models/${civitai().named.zeroFiles.modelId}`)).json.modelVersions[0],
    ).not.toHaveProperty('files');
  });

  it('page by number and count totals when the server is started so', async () => {
    const old = await startCivitai({ models: 60, paging: 'page' });
    try {
      const first = await get(`${old.origin}/api/v1/models?limit=10&nsfw=true`);
      const { totalItems, totalPages } = first.json.metadata;
      expect(totalPages).toBe(Math.ceil(totalItems / 10));
      expect(first.json.metadata).toMatchObject({ currentPage: 1, pageSize: 10 });
      expect(first.json.metadata).not.toHaveProperty('nextCursor');
      const second = await get(first.json.metadata.nextPage);
      expect(second.json.metadata).toMatchObject({
        currentPage: 2,
        prevPage: expect.stringContaining('page=1'),
      });
      expect(second.json.items[0].id).not.toBe(first.json.items[0].id);
    } finally {
      await old.close();
    }
  });
});

describe('the catalogue', () => {
  it('holds at least 2,000 invented models over all types, formats, precisions and maturity levels', () => {
    const { models, fileById, creators, images } = civitai().catalogue;
    const files = [...fileById.values()];
    expect(models.length).toBeGreaterThanOrEqual(2_000);
    expect(new Set(models.map((model) => model.type)).size).toBe(24);
    expect(
      new Set(models.flatMap((model) => model.versions.map((version) => version.baseModel))).size,
    ).toBeGreaterThan(80);
    expect(new Set(files.map((file) => file.container))).toEqual(
      new Set(['safetensors', 'gguf', 'pickle', 'zip', 'yaml', 'json', 'raw']),
    );
    for (const precision of ['fp16', 'fp32', 'bf16', 'fp8'])
      expect(
        files.some((file) => file.metadata.fp === precision),
        precision,
      ).toBe(true);
    expect(new Set(images.map((image) => image.nsfwBit))).toEqual(new Set([1, 2, 4, 8, 16]));
    expect(creators.length).toBeGreaterThan(120);
    expect(
      Math.max(...files.filter((file) => file.publishedHashes === undefined).map((file) => file.bytes)),
    ).toBe(67_108_864);
    expect(Math.max(...models.map((model) => model.versions.length))).toBe(14);
  });

  it('gives every model, version, file and picture an id of its own', () => {
    const { models, images, fileById, versionById, imageByUuid } = civitai().catalogue;
    const versions = models.flatMap((model) => model.versions);
    expect(new Set(models.map(({ id }) => id)).size).toBe(models.length);
    expect(versionById.size).toBe(versions.length);
    expect(fileById.size).toBe(versions.flatMap((version) => version.files).length);
    expect(new Set(images.map(({ id }) => id)).size).toBe(images.length);
    expect(imageByUuid.size).toBe(images.length);
  });

  it('is the same for the same seed and another for another', async () => {
    const [same, other] = await Promise.all([
      startCivitai({ models: 40 }),
      startCivitai({ models: 40, seed: 8 }),
    ]);
    const texts = await Promise.all(
      [civitai(), same, other].map(async ({ origin, imagesOrigin }) => {
        const { json } = await get(`${origin}/api/v1/models/200003`);
        return JSON.stringify(json).replaceAll(origin, '').replaceAll(imagesOrigin, '');
      }),
    );
    await Promise.all([same.close(), other.close()]);
    expect(texts[1]).toBe(texts[0]);
    expect(texts[2]).not.toBe(texts[0]);
  });
});

describe('the documented samples', () => {
  it('come as they are printed', async () => {
    const { json } = await get('/api/v1/models?ids=3036');
    const [model] = json.items;
    expect(model).toMatchObject({
      id: 3036,
      type: 'TextualInversion',
      allowCommercialUse: 'Rent',
      stats: { downloadCount: 56206, favoriteCount: 7433, commentCount: 236, ratingCount: 56, rating: 4.63 },
      tags: ['character', 'consistent character', 'turnaround', 'model sheet'],
    });
    expect(model.modelVersions[0].files[0]).toMatchObject({
      id: 9500,
      name: '21charturnerv2.pt',
      sizeKB: 17.017578125,
      hashes: { AutoV2: 'F253ABB016', CRC32: 'F500AADD' },
      primary: true,
      downloadUrl: `${civitai().origin}/api/download/models/9857`,
    });
    expect(model.modelVersions[0].images[0].url).toBe(
      `${civitai().imagesOrigin}/xG1nkqKTMzGDvpLrqFT7WA/d197481b-1c21-4c14-c7fd-708f838a1000/width=450/96744.jpeg`,
    );
  });

  it('write tags as objects and secondary links with a query in the model endpoint', async () => {
    const { json } = await get('/api/v1/models/1102');
    expect(json.tags).toEqual([{ name: 'punk' }]);
    expect(json.allowCommercialUse).toBe('Sell');
    expect(json.modelVersions.map((version: Json) => version.id)).toEqual([1144, 1292, 1105]);
    expect(json.modelVersions[0].files[0].sizeKB).toBeCloseTo(2082690.173828125, 3);
  });

  it('include the version, the picture, the creator and the tag', async () => {
    const version = await get('/api/v1/model-versions/1318');
    expect(version.json).toMatchObject({
      id: 1318,
      modelId: 1244,
      name: 'toad',
      description: null,
      model: { name: 'froggy style', type: 'Checkpoint', nsfw: false, poi: false },
    });
    expect(version.json.files[0]).toMatchObject({ id: 289, hashes: { AutoV1: '5F06AA6F' } });
    const image = await get('/api/v1/images?imageId=469632&withMeta=true');
    expect(image.json.items[0]).toMatchObject({
      id: 469632,
      postId: 138779,
      username: 'Cooler_Rider',
      width: 1024,
      height: 1536,
      nsfwLevel: 'None',
      meta: { seed: 234871805 },
    });
    expect((await get('/api/v1/creators?limit=1')).json.items).toEqual([
      { username: 'Civitai', modelCount: 848, link: `${civitai().origin}/api/v1/models?username=Civitai` },
    ]);
    expect((await get('/api/v1/tags?query=pepe')).json.items).toEqual([
      { name: 'Pepe Larraz', modelCount: 1, link: `${civitai().origin}/api/v1/models?tag=Pepe Larraz` },
    ]);
  });
});
