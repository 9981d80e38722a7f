import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ModelDetails, ModelSummary } from '../../../shared/civitai/model';
import { emptySearch, type SearchQuery } from '../../../shared/civitai/search';
import { type Civitai, startCivitai } from '../../support/civitai/index.mjs';
import { Rig, temporaryFolder } from '../../support/rig';
import { smallServer } from './small-server';

let civitai: Civitai;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let rig: Rig;

beforeAll(async () => {
  civitai = await startCivitai({ port: 0, seed: 7, models: 400 });
});
afterAll(() => civitai.close());
beforeEach(async () => {
  civitai.reset();
  folder = await temporaryFolder('catalogue');
  rig = new Rig(civitai.origin, { profile: folder.path, models: folder.path });
});
afterEach(async () => {
  await rig.close();
  await folder.remove();
});

interface Everything {
  readonly models: readonly ModelSummary[];
  readonly skipped: number;
  readonly pages: number;
}

async function searchAll(query: Partial<SearchQuery>): Promise<Everything> {
  const models: ModelSummary[] = [];
  let skipped = 0;
  let pages = 0;
  let cursor: string | null = null;
  do {
    const page = await rig.catalogue.search({ ...emptySearch, ...query, cursor });
    if (!page.ok) throw new Error(page.error.code);
    models.push(...page.value.items);
    skipped += page.value.skippedCount;
    pages += 1;
    cursor = page.value.nextCursor;
  } while (cursor !== null);
  return { models, skipped, pages };
}

async function details(key: string): Promise<ModelDetails> {
  const known = await rig.catalogue.model(civitai.named[key as keyof Civitai['named']].modelId, 'PG');
  if (!known.ok) throw new Error(known.error.code);
  return known.value;
}

describe('Catalogue.search', () => {
  it.each(['Highest Rated', 'Most Downloaded', 'Newest'] as const)(
    'by %s gives every model of the service once, in both of its dialects',
    async (sort) => {
      const found = await searchAll({ sort, maturity: 'XXX' });
      const ids = found.models.map(({ id }) => id);
      const listed = civitai.catalogue.models.filter(({ poi, mode }) => !poi && mode !== 'Archived');
      expect(ids.length).toBe(new Set(ids).size);
      expect([...ids].sort((a, b) => a - b)).toEqual(listed.map(({ id }) => id).sort((a, b) => a - b));
      expect(found.skipped).toBe(0);
      expect(found.pages).toBeGreaterThan(6);
      expect(new Set(listed.map(({ dialect }) => dialect)).size).toBe(2);
      for (const model of found.models) {
        const truth = civitai.catalogue.modelById.get(model.id);
        expect(model.name).toBe(truth?.name.trim());
        expect(model.type).toBe(truth?.type);
        expect(model.creator).toBe(truth?.creator ?? null);
        expect(model.versionCount).toBe(truth?.versions.length);
      }
    },
  );

  it('at PG gives no model and no picture above PG', async () => {
    const { models } = await searchAll({ maturity: 'PG' });
    expect(models.every((model) => model.maturity === 'PG')).toBe(true);
    expect(models.every((model) => (model.picture?.maturity ?? 'PG') === 'PG')).toBe(true);
    expect(models.some(({ id }) => id === civitai.named.matureX.modelId)).toBe(false);
  });

  it('counts an entry that cannot be read, and shows the others', async () => {
    const server = await smallServer((_, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(
        JSON.stringify({
          items: [
            { id: 1, name: 'good' },
            { name: 'no id' },
            null,
            'text',
            { id: -3 },
            { id: 2, modelVersions: 7 },
          ],
          metadata: { nextCursor: 12 },
        }),
      ),
    );
    const other = await temporaryFolder('broken');
    const broken = new Rig(server.origin, { profile: other.path, models: other.path });
    const page = await broken.catalogue.search(emptySearch);
    expect(page).toMatchObject({ ok: true, value: { skippedCount: 4, nextCursor: '12' } });
    expect(page.ok && page.value.items.map(({ id, name }) => [id, name])).toEqual([
      [1, 'good'],
      [2, 'Model 2'],
    ]);
    await broken.close();
    await server.close();
    await other.remove();
  });

  it.each([
    ['http.serverError', { apiStatus: 503, apiTimes: 3 }],
    ['http.badAnswer', { apiHtml: true }],
    ['http.rateLimited', { apiStatus: 429 }],
  ])('fails with %s when the service is in trouble', async (code, fault) => {
    civitai.faults.set('all', { ...fault, apiPath: '/api/v1/models' });
    expect(await rig.catalogue.search(emptySearch)).toMatchObject({ ok: false, error: { code } });
  });
});

describe('Catalogue.model', () => {
  it('knows the files of a model with their exact sizes, kinds and hashes', async () => {
    const model = await details('mainJob');
    expect(model).toMatchObject({ name: 'Aurora Fjord Light', type: 'LORA', mode: 'available' });
    expect(model.versions.map(({ name }) => name)).toEqual(['v3.0', 'v2.0', 'v1.0 for SD 1.5']);
    expect(model.versions.map(({ baseModel }) => baseModel)).toEqual(['SDXL 1.0', 'SDXL 1.0', 'SD 1.5']);
    expect(model.versions[0]?.triggerWords).toEqual(['aurora fjord light', 'low evening sun']);
    expect(
      model.versions[0]?.files.map((file) => [file.approximateBytes, file.format, file.precision]),
    ).toEqual([
      [25_165_824, 'SafeTensor', 'fp16'],
      [50_331_648, 'SafeTensor', 'fp32'],
      [6_291_456, 'PickleTensor', 'fp16'],
      [2_048, 'Other', null],
    ]);
    expect(model.versions[0]?.files[0]?.hashes.sha256).toBe(civitai.named.mainJob.sha256);
  });

  it.each([
    ['earlyAccess', 'earlyAccess'],
    ['paidForever', 'paid'],
    // The service tells this with a single version and with a download only (API note 3).
    ['downloadsDisabled', 'open'],
    ['mainJob', 'open'],
  ])('%s → access %s', async (key, kind) => {
    expect((await details(key)).versions[0]?.access.kind).toBe(kind);
  });

  it.each([
    ['archived', 'archived'],
    ['takenDown', 'takenDown'],
  ])('%s → mode %s', async (key, mode) => {
    expect((await details(key)).mode).toBe(mode);
  });

  it('bears a model with next to nothing in it, and one without files', async () => {
    expect((await details('sparse')).versions.length).toBeGreaterThan(0);
    expect((await details('zeroFiles')).versions[0]?.files).toEqual([]);
  });

  it('tells a dangerous file from one whose scan is not done', async () => {
    expect((await details('danger')).versions[0]?.files[0]?.pickleScan).toBe('danger');
    expect((await details('pendingScan')).versions[0]?.files[0]?.pickleScan).toBe('pending');
  });

  it('says of a model that does not exist that it is not known', async () => {
    expect(await rig.catalogue.model(999_999_999, 'PG')).toMatchObject({
      ok: false,
      error: { code: 'input.unknownModel', params: { id: 999_999_999 } },
    });
  });

  it('reads every model of the catalogue by itself, with its true hashes', async () => {
    let compared = 0;
    for (const truth of civitai.catalogue.models
      .filter(({ poi, isDocumented }) => !poi && !isDocumented)
      .slice(0, 150)) {
      const known = await rig.catalogue.model(truth.id, 'PG');
      if (!known.ok) continue;
      const files = known.value.versions.flatMap((version) => version.files);
      for (const file of files) {
        const true_ = civitai.catalogue.fileById.get(file.id);
        if (file.approximateBytes === null || true_ === undefined) continue;
        expect(Math.abs(file.approximateBytes - true_.bytes), `${truth.id} ${file.id}`).toBeLessThan(64);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(100);
  });
});

describe('Catalogue.findVersion', () => {
  it('tells which model a version belongs to, and its files', async () => {
    const { modelId, versionId, files } = civitai.named.checkpoint;
    const found = await rig.catalogue.findVersion(versionId);
    expect(found).toMatchObject({ ok: true, value: { modelId, versionId } });
    expect(found.ok && found.value.files.map(({ id }) => id)).toEqual(files.map(({ fileId }) => fileId));
  });

  it('says of a version that does not exist that it is not known', async () => {
    const found = await rig.catalogue.findVersion(999_999_999);
    expect(found).toMatchObject({ ok: false, error: { code: 'input.unknownVersion' } });
  });
});

describe('Catalogue.findByHash', () => {
  it.each(['sha256', 'autoV2', 'autoV3', 'blake3', 'crc32'] as const)(
    'finds a version by the %s of one of its files',
    async (kind) => {
      const { modelId, versionId, fileId } = civitai.named.mainJob;
      const known = await rig.catalogue.findVersion(versionId);
      const hash = known.ok ? known.value.files.find(({ id }) => id === fileId)?.hashes[kind] : null;
      if (typeof hash !== 'string') throw new Error(`No ${kind} is published.`);
      const found = await rig.catalogue.findByHash(hash);
      expect(found).toMatchObject({ ok: true, value: { modelId, versionId } });
    },
  );

  it('says of a hash that nobody has published that it is not known', async () => {
    const found = await rig.catalogue.findByHash('0'.repeat(64));
    expect(found).toMatchObject({ ok: false, error: { code: 'input.unknownHash' } });
  });
});
