import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findByHashes } from '../../../electron/services/catalogue/find-by-hashes';
import type { GalleryImage, GalleryQuery } from '../../../shared/civitai/images';
import { MATURITY_BITS, type MaturityLevel } from '../../../shared/civitai/model';
import { type Civitai, startCivitai } from '../../support/civitai/index.mjs';
import { Rig, temporaryFolder } from '../../support/rig';

// Each parameter is looked up in the record of the server, and what came back is held against its catalogue.

let civitai: Civitai;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let rig: Rig;

beforeAll(async () => {
  civitai = await startCivitai({ port: 0, seed: 7, models: 400 });
});
afterAll(() => civitai.close());
beforeEach(async () => {
  civitai.reset();
  folder = await temporaryFolder('endpoints');
  rig = new Rig(civitai.origin, { profile: folder.path, models: folder.path });
});
afterEach(async () => {
  await rig.close();
  await folder.remove();
});

const everything: GalleryQuery = {
  subject: { kind: 'creator', username: 'nobody' },
  sort: 'Newest',
  period: 'AllTime',
  maturity: 'XXX',
  cursor: null,
};

/** What was asked last under a path, as the server wrote it down. */
function askedOf(path: string): Record<string, string[]> {
  const last = civitai.requests.filter((request) => request.path.startsWith(path)).at(-1);
  if (last === undefined) throw new Error(`Nobody asked for ${path}.`);
  const asked: Record<string, string[]> = {};
  for (const [name, value] of new URL(last.path, civitai.origin).searchParams) {
    asked[name] = [...(asked[name] ?? []), value];
  }
  return asked;
}

async function imagesOf(query: Partial<GalleryQuery>): Promise<readonly GalleryImage[]> {
  const found: GalleryImage[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < 50; pages += 1) {
    const page = await rig.gallery.images({ ...everything, ...query, cursor });
    if (!page.ok) throw new Error(page.error.code);
    found.push(...page.value.items);
    cursor = page.value.nextCursor;
    if (cursor === null) return found;
  }
  throw new Error('The pages do not end.');
}

const idsOf = (images: readonly { readonly id: number }[]) =>
  images.map(({ id }) => id).sort((a, b) => a - b);

/** A tame model with pictures. */
function calmModel() {
  const { modelId, versionId } = civitai.named.mainJob;
  const truth = civitai.catalogue.modelById.get(modelId);
  if (truth === undefined) throw new Error('no model');
  return { modelId, versionId, versionIds: truth.versions.map(({ id }) => id) };
}

describe('GET /images', () => {
  it('of a model gives every picture of all its versions once', async () => {
    const { modelId, versionIds } = calmModel();
    const found = await imagesOf({ subject: { kind: 'model', modelId } });
    expect(askedOf('/api/v1/images')).toMatchObject({ modelId: [String(modelId)], limit: ['60'] });
    const truth = civitai.catalogue.images.filter((image) =>
      image.modelVersionIds.some((id) => versionIds.includes(id)),
    );
    expect(found.length).toBeGreaterThan(0);
    expect(idsOf(found)).toEqual(idsOf(truth));
  });

  it('of a version asks by its id', async () => {
    const { modelId, versionId } = calmModel();
    const found = await imagesOf({ subject: { kind: 'version', modelId, versionId } });
    const asked = askedOf('/api/v1/images');
    expect(asked.modelVersionId).toEqual([String(versionId)]);
    expect(asked.modelId).toBe(undefined);
    expect(idsOf(found)).toEqual(
      idsOf(civitai.catalogue.images.filter(({ modelVersionIds }) => modelVersionIds.includes(versionId))),
    );
  });

  it('of a creator and of a post', async () => {
    const some = civitai.catalogue.images.find(({ nsfwBit }) => nsfwBit === 1);
    if (some === undefined) throw new Error('no picture');
    const ofCreator = await imagesOf({ subject: { kind: 'creator', username: some.username } });
    expect(askedOf('/api/v1/images').username).toEqual([some.username]);
    expect(ofCreator.length).toBeGreaterThan(0);
    expect(new Set(ofCreator.map(({ creator }) => creator))).toEqual(new Set([some.username]));
    const ofPost = await imagesOf({ subject: { kind: 'post', postId: some.postId } });
    expect(askedOf('/api/v1/images').postId).toEqual([String(some.postId)]);
    expect(idsOf(ofPost)).toEqual(
      idsOf(civitai.catalogue.images.filter(({ postId }) => postId === some.postId)),
    );
  });

  it('one alone, whatever its age', async () => {
    const some = civitai.catalogue.images.findLast(({ nsfwBit }) => nsfwBit === 1);
    if (some === undefined) throw new Error('no picture');
    const found = await imagesOf({ subject: { kind: 'image', imageId: some.id }, period: 'Day' });
    expect(askedOf('/api/v1/images').imageId).toEqual([String(some.id)]);
    expect(idsOf(found)).toEqual([some.id]);
  });

  it('of a creator, without those of models that count as NSFW below R', async () => {
    const { images, models } = civitai.catalogue;
    const at = images.findIndex(
      ({ nsfwBit, modelVersionIds }) => nsfwBit === 1 && modelVersionIds.length > 0,
    );
    const tame = images[at];
    const mature = models.find(({ isMature }) => isMature)?.versions[0]?.id;
    if (tame === undefined || mature === undefined) throw new Error('the catalogue has lost something');
    const subject = { kind: 'creator', username: tame.username } as const;
    const whole = await imagesOf({ subject, maturity: 'PG' });
    expect(idsOf(whole)).toContain(tame.id);
    const { modelVersionIds } = tame;
    Object.assign(tame, { modelVersionIds: [...modelVersionIds, mature] });
    try {
      expect(idsOf(await imagesOf({ subject, maturity: 'R' }))).toContain(tame.id);
      const rest = idsOf(await imagesOf({ subject, maturity: 'PG' }));
      expect(rest).toEqual(idsOf(whole).filter((id) => id !== tame.id));
    } finally {
      Object.assign(tame, { modelVersionIds });
    }
  });

  it.each(['Most Reactions', 'Most Comments', 'Most Collected', 'Newest', 'Oldest'] as const)(
    'sorted by %s',
    async (sort) => {
      const found = await imagesOf({ subject: { kind: 'model', modelId: calmModel().modelId }, sort });
      expect(askedOf('/api/v1/images').sort).toEqual([sort]);
      const times = found.map(({ createdAtMs }) => createdAtMs ?? 0);
      if (sort === 'Newest') expect(times).toEqual([...times].sort((a, b) => b - a));
      if (sort === 'Oldest') expect(times).toEqual([...times].sort((a, b) => a - b));
    },
  );

  it.each(['AllTime', 'Year', 'Month', 'Week', 'Day'] as const)('of the period %s', async (period) => {
    await imagesOf({ subject: { kind: 'model', modelId: calmModel().modelId }, period });
    expect(askedOf('/api/v1/images').period).toEqual([period]);
  });

  it.each([
    ['PG', '1'],
    ['PG13', '3'],
    ['R', '7'],
    ['X', '15'],
    ['XXX', '31'],
  ] as const)('up to %s asks for the bits %s, and never by `nsfw`', async (maturity, bits) => {
    const username = civitai.catalogue.images.find(({ nsfwBit }) => nsfwBit === 16)?.username ?? '';
    const found = await imagesOf({ subject: { kind: 'creator', username }, maturity });
    const asked = askedOf('/api/v1/images');
    expect(asked.browsingLevel).toEqual([bits]);
    expect(asked.nsfw).toBe(undefined);
    for (const { level } of found) expect(MATURITY_BITS[level] & Number(bits)).not.toBe(0);
    const truth = civitai.catalogue.images.filter(
      (image) => image.username === username && (image.nsfwBit & Number(bits)) !== 0,
    );
    expect(idsOf(found)).toEqual(idsOf(truth));
  });

  it('of a model that is NSFW counts them all as R at least, and asks for none below that', async () => {
    const { modelId } = civitai.named.matureX;
    const tame = await rig.gallery.images({
      ...everything,
      subject: { kind: 'model', modelId },
      maturity: 'PG13',
    });
    expect(tame).toMatchObject({ ok: true, value: { items: [], nextCursor: null } });
    expect(civitai.requests.some(({ path }) => path.startsWith('/api/v1/images'))).toBe(false);
    const found = await imagesOf({ subject: { kind: 'model', modelId } });
    expect(found.length).toBeGreaterThan(0);
    const levels: readonly MaturityLevel[] = found.map(({ level }) => level);
    expect(levels.every((level) => MATURITY_BITS[level] >= MATURITY_BITS.R)).toBe(true);
  });

  it('with what they were made with, flat or nested', async () => {
    const some = civitai.catalogue.images.filter((image) => image.meta !== null && image.nsfwBit === 1);
    const nested = some.find(({ id }) => id % 10 === 3);
    const flat = some.find(({ id }) => id % 10 !== 3);
    for (const truth of [nested, flat]) {
      if (truth === undefined) throw new Error('no picture');
      const found = await imagesOf({ subject: { kind: 'post', postId: truth.postId } });
      const told = found.find(({ id }) => id === truth.id)?.generation;
      const meta = truth.meta as Readonly<Record<string, unknown>>; // the catalogue's own form
      expect(told?.prompt).toBe(meta.prompt);
      expect(told?.seed).toBe(String(meta.seed));
      expect(told?.resources.map(({ modelVersionId }) => modelVersionId)).toEqual(truth.modelVersionIds);
    }
    expect(askedOf('/api/v1/images').withMeta).toEqual(['true']);
  });

  it('gives pictures by ids of Civet alone, without an address', async () => {
    const found = await imagesOf({ subject: { kind: 'model', modelId: calmModel().modelId } });
    expect(JSON.stringify(found)).not.toMatch(/https?:/);
  });
});

describe.each([
  ['creators', (text: string, cursor: string | null) => rig.names.creators(text, cursor)],
  ['tags', (text: string, cursor: string | null) => rig.names.tags(text, cursor)],
] as const)('GET /%s', (list, ask) => {
  async function all(text: string): Promise<readonly string[]> {
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof ask>> = await ask(text, cursor);
      if (!page.ok) throw new Error(page.error.code);
      names.push(...page.value.items.map((entry) => ('username' in entry ? entry.username : entry.name)));
      cursor = page.value.nextCursor;
    } while (cursor !== null);
    return names;
  }

  it('gives all of them once, page by page, and sends no cursor beside a page', async () => {
    const names = await all('');
    expect(names.length).toBeGreaterThan(50);
    expect(new Set(names).size).toBe(names.length);
    const pages = civitai.requests.filter(({ path }) => path.startsWith(`/api/v1/${list}`));
    expect(pages.length).toBe(Math.ceil(names.length / 50));
    for (const { path } of pages) expect(path).not.toContain('cursor=');
    expect(askedOf(`/api/v1/${list}`)).toMatchObject({ limit: ['50'], page: [String(pages.length)] });
  });

  it('finds by a part of the name, and asks for no empty one', async () => {
    const [first] = await all('');
    const part = first?.slice(1, 4) ?? '';
    expect(await all(` ${part} `)).toContain(first);
    expect(askedOf(`/api/v1/${list}`).query).toEqual([part]);
    await ask('   ', null);
    expect(askedOf(`/api/v1/${list}`).query).toBe(undefined);
  });

  it('fails with words of its own when the service sends a web page', async () => {
    civitai.faults.set('all', { apiHtml: true, apiPath: `/api/v1/${list}` });
    expect(await ask('', null)).toMatchObject({ ok: false, error: { code: 'http.badAnswer' } });
  });
});

describe('POST /model-versions/by-hash/ids', () => {
  it('finds versions by the SHA-256 of their files, and leaves out what nobody has published', async () => {
    const { mainJob, checkpoint } = civitai.named;
    const wanted = [mainJob, checkpoint].map(({ sha256 }) => sha256.toUpperCase());
    const found = await findByHashes(rig.civitai, [wanted[0] ?? '', '0'.repeat(64), wanted[1] ?? '']);
    expect(found).toEqual({
      ok: true,
      value: [mainJob, checkpoint].map(({ modelId, versionId, sha256 }) => ({
        hash: sha256.toUpperCase(),
        modelId,
        versionId,
      })),
    });
    const asked = civitai.requests.filter(({ path }) => path === '/api/v1/model-versions/by-hash/ids');
    expect(asked.map(({ method }) => method)).toEqual(['POST']);
  });
});

describe('GET /models/:id, /model-versions/:id and /by-hash/:hash', () => {
  it('are asked without parameters, and as they are named', async () => {
    const { modelId, versionId, sha256 } = civitai.named.mainJob;
    await rig.catalogue.model(modelId, 'PG');
    await rig.catalogue.findVersion(versionId);
    await rig.catalogue.findByHash(sha256);
    expect(civitai.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET /api/v1/models/${modelId}`,
      `GET /api/v1/model-versions/${versionId}`,
      `GET /api/v1/model-versions/by-hash/${sha256}`,
    ]);
  });
});

describe('authorization', () => {
  it('goes with every question as a header, and never into an address', async () => {
    rig.vault.keep(civitai.token);
    await rig.catalogue.model(civitai.named.mainJob.modelId, 'PG');
    await imagesOf({ subject: { kind: 'post', postId: 1 } });
    await rig.names.tags('', null);
    await findByHashes(rig.civitai, ['0'.repeat(64)]);
    expect(civitai.requests).toHaveLength(4);
    for (const { headers, path } of civitai.requests) {
      expect(headers.authorization).toBe(`Bearer ${civitai.token}`);
      expect(path).not.toContain(civitai.token);
    }
  });
});
