import { describe, expect, it } from 'vitest';
import type { NamedKey } from '../../support/civitai/catalogue/named.mjs';
import { civitaiForFile, type Json } from './civitai-for-file.js';

const { civitai, get } = civitaiForFile({ models: 150 });

const named = (key: NamedKey) => civitai().named[key];

const post = (path: string, body: unknown) =>
  get(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });

describe('GET /api/v1/models/:id', () => {
  it('sends every rating', async () => {
    const { json } = await get(`/api/v1/models/${named('matureX').modelId}`);
    expect(json.modelVersions[0].images.length).toBe(3);
    expect(json.nsfw).toBe(true);
  });

  it.each([
    ['0', 400],
    ['2147483648', 400],
    ['abc', 400],
    ['123456', 404],
  ])('%s → %i', async (id, status) => {
    const answer = await get(`/api/v1/models/${id}`);
    expect(answer.status).toBe(status);
    expect(answer.json.error).toEqual(expect.any(String));
  });

  it('knows no model of a real person', async () => {
    const poi = civitai().catalogue.models.find((model) => model.poi);
    expect((await get(`/api/v1/models/${poi?.id}`)).json).toEqual({ error: `No model with id ${poi?.id}` });
  });

  it('takes files and links from an archived model, pictures from one taken down', async () => {
    const archived = (await get(`/api/v1/models/${named('archived').modelId}`)).json;
    expect(archived.mode).toBe('Archived');
    expect(archived.modelVersions[0]).not.toHaveProperty('files');
    expect(archived.modelVersions[0]).not.toHaveProperty('downloadUrl');
    const withdrawn = (await get(`/api/v1/models/${named('takenDown').modelId}`)).json;
    expect(withdrawn.mode).toBe('TakenDown');
    expect(withdrawn.modelVersions[0]).not.toHaveProperty('images');
  });

  it('lists the four files of the main job, the fp16 one as primary', async () => {
    const { json } = await get(`/api/v1/models/${named('mainJob').modelId}`);
    expect(json.modelVersions).toHaveLength(3);
    const { files } = json.modelVersions[0];
    expect(
      files.map((file: Json) => [file.metadata.format, file.metadata.size, file.metadata.fp, file.primary]),
    ).toEqual([
      ['SafeTensor', 'pruned', 'fp16', true],
      ['SafeTensor', 'full', 'fp32', undefined],
      ['PickleTensor', 'pruned', 'fp16', undefined],
      ['Other', undefined, undefined, undefined],
    ]);
    expect(files[0].hashes.SHA256).toBe(named('mainJob').sha256);
    expect(json.description).toMatch(/<h2>.*<ul>.*<a .*<img|<h2>.*<img.*<ul>.*<a /s);
  });

  it('announces early access with a deadline ahead of the real clock, or for ever', async () => {
    const [early] = (await get(`/api/v1/models/${named('earlyAccess').modelId}`)).json.modelVersions;
    expect(Date.parse(early.earlyAccessDeadline)).toBeGreaterThan(Date.now());
    expect(early.paidAccess).toEqual({ permanent: false, endsAt: early.earlyAccessDeadline });
    const [paid] = (await get(`/api/v1/models/${named('paidForever').modelId}`)).json.modelVersions;
    expect(paid.paidAccess).toEqual({ permanent: true, endsAt: null });
  });
});

describe('GET /api/v1/model-versions/:id', () => {
  it('marks every file as primary or not, and reduces its metadata', async () => {
    const { json } = await get(`/api/v1/model-versions/${named('mainJob').versionId}`);
    expect(json).toMatchObject({
      modelId: named('mainJob').modelId,
      model: { name: 'Aurora Fjord Light', type: 'LORA' },
      usageControl: 'Download',
    });
    expect(json.files.map((file: Json) => file.primary)).toEqual([true, false, false, false]);
    expect(json.images[0]).not.toHaveProperty('id');
    expect(json.images[0]).toHaveProperty('meta');
    expect(json.air).toBe(`urn:air:sdxl10:lora:civitai:${json.modelId}@${json.id}`);
  });

  it('lists the uploaded name where lists and downloads use another', async () => {
    const { json } = await get(`/api/v1/model-versions/${named('sameNames').versionId}`);
    expect(json.files.map((file: Json) => file.name)).toEqual([
      'twin_lighthouse_fp16.safetensors',
      'twin_lighthouse_fp8.safetensors',
    ]);
    const model = await get(`/api/v1/models/${named('sameNames').modelId}`);
    expect(new Set(model.json.modelVersions[0].files.map((file: Json) => file.name)).size).toBe(1);
  });

  it('lists a borrowed VAE under its own id with a link of this version', async () => {
    const { versionId } = named('foreignVae');
    const { json } = await get(`/api/v1/model-versions/${versionId}`);
    const vae = json.files[1];
    expect(vae.type).toBe('VAE');
    expect(civitai().catalogue.fileById.get(vae.id)?.versionId).not.toBe(versionId);
    expect(vae.downloadUrl).toContain(`/api/download/models/${versionId}?type=VAE`);
  });

  it.each<[NamedKey, number, string]>([
    ['deleted', 404, 'Model not found'],
    ['zeroFiles', 404, 'Missing model file'],
  ])('%s → %i %s', async (key, status, error) => {
    expect(await get(`/api/v1/model-versions/${named(key).versionId}`)).toMatchObject({
      status,
      json: { error },
    });
  });

  it('refuses what is no id and HEAD', async () => {
    expect((await get('/api/v1/model-versions/abc')).status).toBe(400);
    expect((await get('/api/v1/model-versions/99')).status).toBe(404);
    expect((await get('/api/v1/model-versions/1318', { method: 'HEAD' })).status).toBe(405);
  });
});

describe('GET /api/v1/model-versions/by-hash/:hash', () => {
  it('finds a version by each of the six hashes, in any case', async () => {
    const { versionId, modelId } = named('mainJob');
    const { json } = await get(`/api/v1/models/${modelId}`);
    const { hashes } = json.modelVersions[0].files[0];
    expect(Object.keys(hashes).toSorted()).toEqual([
      'AutoV1',
      'AutoV2',
      'AutoV3',
      'BLAKE3',
      'CRC32',
      'SHA256',
    ]);
    for (const hash of Object.values<string>(hashes)) {
      expect((await get(`/api/v1/model-versions/by-hash/${hash.toLowerCase()}`)).json.id).toBe(versionId);
    }
  });

  it('finds the documented hashes', async () => {
    expect((await get('/api/v1/model-versions/by-hash/5F06AA6F')).json.id).toBe(1318);
    expect(
      (
        await get(
          '/api/v1/model-versions/by-hash/B2DD8EED7EEAA7E5E13321F64B1077B0828F83384BB4FC3180D737F75AAC0A4B',
        )
      ).json.id,
    ).toBe(1105);
  });

  it('knows no prefix, and lets the edge keep its 404 for an hour', async () => {
    const answer = await get(`/api/v1/model-versions/by-hash/${named('mainJob').sha256.slice(0, 12)}`);
    expect(answer).toMatchObject({ status: 404, json: { error: 'Model not found' } });
    expect(answer.headers.get('cache-control')).toContain('s-maxage=3600');
  });
});

describe('POST /api/v1/model-versions/by-hash', () => {
  it('answers out of order, without the unknown, with null for what cannot be served, and with useless links', async () => {
    const { json } = await post('/api/v1/model-versions/by-hash', [
      named('mainJob').sha256,
      'F'.repeat(64),
      named('deleted').sha256,
      named('checkpoint').sha256,
    ]);
    expect(json.map((version: Json) => version?.id ?? null)).toEqual([
      named('checkpoint').versionId,
      null,
      named('mainJob').versionId,
    ]);
    expect(json[0].downloadUrl).toMatch(/^https:\/\/undefined\//);
  });

  it('refuses more than a hundred, and hashes of another length', async () => {
    const tooMany = await post(
      '/api/v1/model-versions/by-hash',
      Array.from({ length: 101 }, () => 'A'.repeat(64)),
    );
    expect(tooMany).toMatchObject({
      status: 400,
      json: { error: expect.stringContaining('array of SHA256 Hashes') },
    });
    expect((await post('/api/v1/model-versions/by-hash', ['ABCD'])).status).toBe(400);
    expect((await post('/api/v1/model-versions/by-hash', { hash: 1 })).status).toBe(400);
  });
});

describe('POST /api/v1/model-versions/by-hash/ids', () => {
  it('maps hashes to ids, upper case', async () => {
    const { sha256, modelId, versionId } = named('largeSlow');
    const { json } = await post('/api/v1/model-versions/by-hash/ids', [
      sha256.toLowerCase(),
      ...Array.from({ length: 200 }, () => '0'.repeat(64)),
    ]);
    expect(json).toEqual([{ modelVersionId: versionId, modelId, hash: sha256 }]);
  });

  it('refuses more than ten thousand', async () => {
    expect(
      (
        await post(
          '/api/v1/model-versions/by-hash/ids',
          Array.from({ length: 10_001 }, () => 'A'.repeat(64)),
        )
      ).status,
    ).toBe(400);
  });
});

describe('GET /api/v1/model-versions/mini/:id', () => {
  it('says before the download whether a login is needed', async () => {
    expect(
      (await get(`/api/v1/model-versions/mini/${named('loginRequired').versionId}`)).json.requireAuth,
    ).toBe(true);
    expect((await get(`/api/v1/model-versions/mini/${named('mainJob').versionId}`)).json).toMatchObject({
      requireAuth: false,
      fileName: 'aurora_fjord_light_v3.safetensors',
      size: 24_576,
    });
  });

  it('describes one file, and refuses every epoch', async () => {
    const { versionId, files } = named('mainJob');
    expect(
      (await get(`/api/v1/model-versions/mini/${versionId}?modelFileId=${files[1]?.fileId}`)).json.fileName,
    ).toBe(files[1]?.fileName);
    expect((await get(`/api/v1/model-versions/mini/${versionId}?epoch=1`)).status).toBe(400);
  });
});
