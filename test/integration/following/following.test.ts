import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Civitai, startCivitai } from '../../support/civitai/index.mjs';
import { modelOf, publishVersion } from '../../support/civitai/publish-version.mjs';
import { FollowingRig, type FollowingRigOptions } from '../../support/following-rig';
import { temporaryFolder } from '../../support/rig';

const CREATOR = 'fjord_and_felt';
const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;

let civitai: Civitai;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let rigs: FollowingRig[] = [];

beforeEach(async () => {
  civitai = await startCivitai({ port: 0, seed: 7, models: 20 });
  folder = await temporaryFolder('following');
});
afterEach(async () => {
  for (const rig of rigs) rig.stop();
  rigs = [];
  await civitai.close();
  await folder.remove();
});

function start(options: Partial<FollowingRigOptions> = {}): FollowingRig {
  const rig = new FollowingRig(civitai.origin, { profile: folder.path, ...options });
  rigs.push(rig);
  return rig;
}

function restart(options: Partial<FollowingRigOptions> = {}): FollowingRig {
  for (const rig of rigs.splice(0)) rig.stop();
  return start(options);
}

const asModel = (modelId: number) => ({ kind: 'model', modelId }) as const;
const creator = { kind: 'creator', username: CREATOR } as const;
const paths = () => civitai.requests.map(({ path }) => path.replace(/\?.*/, ''));
const ids = (rig: FollowingRig) => rig.news().map(({ versionId }) => versionId);

describe('a followed model', () => {
  it('tells of the version that came out between two looks, once, and of none that was there', async () => {
    const { modelId, modelName } = civitai.named.mainJob;
    const rig = start();
    const view = await rig.follow(asModel(modelId));
    expect(view).toMatchObject({ name: modelName, creator: CREATOR, standing: 'available', trouble: null });
    expect(rig.news()).toEqual([]);
    publishVersion(civitai, { modelId, versionId: 990_001, name: 'v4.0 glacier' });
    await rig.look();
    expect(rig.news()).toMatchObject([
      {
        modelId,
        versionId: 990_001,
        modelName,
        versionName: 'v4.0 glacier',
        baseModel: 'SDXL 1.0',
        creator: CREATOR,
        isRead: false,
        access: { kind: 'free' },
        picture: { maturity: 'PG' },
      },
    ]);
    expect(rig.following.status().unreadCount).toBe(1);
    expect(rig.forgotten).toEqual([modelId]);
    await rig.look();
    expect(ids(rig)).toEqual([990_001]);
  });

  it('takes a version with an old date for new, and no new name, text or access', async () => {
    const { modelId } = civitai.named.mainJob;
    const rig = start();
    await rig.follow(asModel(modelId));
    const [first] = modelOf(civitai, modelId).versions;
    Object.assign(first ?? {}, {
      name: 'renamed',
      description: 'edited',
      publishedAt: new Date().toISOString(),
      paidAccess: { permanent: true, endsAt: null },
    });
    await rig.look();
    expect(ids(rig)).toEqual([]);
    publishVersion(civitai, {
      modelId,
      versionId: 17,
      name: 'found in a drawer',
      publishedAtMs: Date.now() - 3 * YEAR_MS,
    });
    await rig.look();
    expect(rig.news()).toMatchObject([{ versionId: 17 }]);
    // Its own date would put it where nobody looks.
    expect(Date.now() - (rig.news()[0]?.atMs ?? 0)).toBeLessThan(DAY_MS);
  });

  it('says what has become of a new version since: its name, its access, its model', async () => {
    const { modelId } = civitai.named.mainJob;
    const rig = start();
    await rig.follow(asModel(modelId));
    publishVersion(civitai, {
      modelId,
      versionId: 990_001,
      name: 'v4',
      earlyAccessUntilMs: Date.now() + DAY_MS,
    });
    await rig.look();
    expect(rig.news()).toMatchObject([{ versionName: 'v4', access: { kind: 'earlyAccess' } }]);
    const model = modelOf(civitai, modelId);
    Object.assign(model.versions[0] ?? {}, { name: 'v4 final', paidAccess: null });
    await rig.look();
    expect(rig.news()).toMatchObject([{ versionName: 'v4 final', access: { kind: 'free' }, isRead: false }]);
    model.isMature = true;
    await rig.look();
    expect(rig.news()).toEqual([]);
    expect(rig.aboveLevel()).toBe(1);
    expect(rig.following.status().unreadCount).toBe(0);
    expect(rig.following.list()).toMatchObject([
      { name: null, creator: null, hasMatured: true, isAboveLevel: true, maturity: 'R' },
    ]);
    rig.settings = { ...rig.settings, maturity: 'XXX' };
    expect(rig.news()).toMatchObject([
      { versionId: 990_001, picture: { maturity: expect.stringMatching(/R|X/) } },
    ]);
  });

  it('stays followed when it is archived, deleted and back, and says so', async () => {
    const { modelId } = civitai.named.mainJob;
    const rig = start();
    await rig.follow(asModel(modelId));
    const model = modelOf(civitai, modelId);
    const standing = async () => {
      await rig.look();
      return rig.following.list().map((view) => [view.standing, view.trouble]);
    };
    model.mode = 'Archived';
    expect(await standing()).toEqual([['archived', null]]);
    model.poi = true;
    expect(await standing()).toEqual([['gone', null]]);
    model.poi = false;
    model.mode = null;
    publishVersion(civitai, { modelId, versionId: 990_001, name: 'back' });
    expect(await standing()).toEqual([['available', null]]);
    expect(ids(rig)).toEqual([990_001]);
  });

  it('is looked at together with others, by one question, and alone where lists hide it', async () => {
    const rig = start();
    const followed = [
      civitai.named.mainJob,
      civitai.named.checkpoint,
      civitai.named.matureX,
      civitai.named.archived,
    ];
    for (const { modelId } of followed) await rig.follow(asModel(modelId));
    civitai.requests.length = 0;
    await rig.look();
    expect(paths()).toEqual(['/api/v1/models', `/api/v1/models/${civitai.named.archived.modelId}`]);
    const asked = new URL(civitai.requests[0]?.path ?? '', civitai.origin).searchParams;
    expect(asked.get('nsfw')).toBe('true');
    expect(asked.get('ids')?.split(',').map(Number).toSorted()).toEqual(
      followed.map(({ modelId }) => modelId).toSorted(),
    );
    expect(
      rig.following
        .list()
        .map(({ standing }) => standing)
        .toSorted(),
    ).toEqual(['archived', 'available', 'available', 'available']);
  });
});

describe('a followed creator', () => {
  it('tells of new versions and new models, by one question, and of what their own follow told only once', async () => {
    const { modelId } = civitai.named.mainJob;
    const rig = start();
    await rig.follow(creator);
    await rig.follow(asModel(modelId));
    expect(rig.news()).toEqual([]);
    publishVersion(civitai, { modelId, versionId: 990_001, name: 'v4' });
    publishVersion(civitai, { modelId: civitai.named.checkpoint.modelId, versionId: 990_002, name: 'v2' });
    civitai.requests.length = 0;
    await rig.look();
    expect(ids(rig).toSorted()).toEqual([990_001, 990_002]);
    const lists = civitai.requests.map(({ path }) => new URL(path, civitai.origin).searchParams);
    expect(lists.filter((params) => params.get('username') === CREATOR)).toHaveLength(1);
    expect(lists.find((params) => params.has('username'))?.get('sort')).toBe('Newest');
    expect(paths()).toHaveLength(2);
    // What was read for the one is read for the other.
    rig.following.markRead([990_001]);
    await rig.look();
    expect(rig.following.status().unreadCount).toBe(1);
  });

  it('is read page by page for the first time, and later only as far as something is new', async () => {
    const busiest = [...civitai.catalogue.models];
    const model = modelOf(civitai, civitai.named.mainJob.modelId);
    for (let nth = 0; nth < 150; nth += 1) {
      const id = 800_000 + nth;
      const copy = { ...model, id, name: `Copy ${nth}`, versions: model.versions.map((v) => ({ ...v })) };
      for (const [at, version] of copy.versions.entries())
        Object.assign(version, {
          id: 700_000 + nth * 10 + at,
          modelId: id,
          publishedAt: new Date(Date.UTC(2026, 0, 1) - nth * DAY_MS).toISOString(),
        });
      busiest.push(copy);
      civitai.catalogue.modelById.set(id, copy);
    }
    civitai.catalogue.models = busiest;
    const rig = start();
    await rig.follow(creator);
    const pages = paths().filter((path) => path === '/api/v1/models').length;
    expect(pages).toBeGreaterThan(2);
    civitai.requests.length = 0;
    await rig.look();
    expect(paths()).toHaveLength(1);
    publishVersion(civitai, { modelId: 800_140, versionId: 990_140, name: 'late' });
    civitai.requests.length = 0;
    await rig.look();
    expect(rig.news()).toMatchObject([{ versionId: 990_140, modelName: 'Copy 140' }]);
    expect(paths()).toHaveLength(2);
  });

  it('stays followed when nobody has the name any more, and says so', async () => {
    const rig = start();
    await rig.follow(creator);
    civitai.catalogue.creatorBySlug.delete(CREATOR);
    await rig.look();
    expect(rig.following.list()).toMatchObject([{ name: CREATOR, standing: 'gone', trouble: null }]);
    expect(rig.following.status()).toMatchObject({ followed: [`creator:${CREATOR}`], trouble: null });
  });
});

describe('a service in trouble', () => {
  it('is left alone after one 429, which is told, and asked again when the user says so', async () => {
    const rig = start();
    for (const { modelId } of [civitai.named.mainJob, civitai.named.checkpoint])
      await rig.follow(asModel(modelId));
    await rig.follow(creator);
    civitai.faults.set('all', { apiStatus: 429, apiPath: '/api/v1' });
    civitai.requests.length = 0;
    await rig.look();
    expect(paths()).toHaveLength(1);
    expect(rig.following.status()).toMatchObject({ trouble: { code: 'http.rateLimited' }, isLooking: false });
    civitai.faults.clear();
    publishVersion(civitai, { modelId: civitai.named.mainJob.modelId, versionId: 990_001, name: 'v4' });
    await rig.look();
    expect(rig.following.status()).toMatchObject({ trouble: null, unreadCount: 1 });
  });

  it('that cannot be reached leaves all that was found in view, and is asked no further', async () => {
    const { modelId } = civitai.named.mainJob;
    const rig = start();
    await rig.follow(asModel(modelId));
    await rig.follow(creator);
    publishVersion(civitai, { modelId, versionId: 990_001, name: 'v4' });
    await rig.look();
    await civitai.close();
    await rig.look();
    expect(rig.following.status()).toMatchObject({
      trouble: { code: 'network.refused' },
      unreadCount: 1,
      followed: [`model:${modelId}`, `creator:${CREATOR}`],
    });
    expect(rig.following.list().flatMap(({ trouble }) => trouble?.code ?? [])).toEqual(['network.refused']);
    expect(rig.following.list().every(({ standing }) => standing === 'available')).toBe(true);
    expect(ids(restart())).toEqual([990_001]);
  });

  it('keeps the wish to follow while nobody answers, and says why nothing is known yet', async () => {
    const { modelId } = civitai.named.mainJob;
    civitai.faults.set('all', { apiStatus: 503, apiPath: '/api/v1' });
    const rig = start();
    const view = await rig.follow(asModel(modelId));
    expect(view).toMatchObject({ name: null, standing: 'unknown', lookedAtMs: null });
    expect(view.trouble?.code).toBe('http.serverError');
    civitai.faults.clear();
    const again = restart();
    await again.look();
    expect(again.following.list()).toMatchObject([{ standing: 'available', trouble: null }]);
  });
});

describe('what is followed', () => {
  it('is all there after a restart: the list, what is new, what was read', async () => {
    const { modelId } = civitai.named.mainJob;
    const rig = start();
    await rig.follow(asModel(modelId));
    await rig.follow(creator);
    for (const [nth, versionId] of [990_001, 990_002].entries())
      publishVersion(civitai, {
        modelId,
        versionId,
        name: `v${nth}`,
        publishedAtMs: Date.now() - nth * 1_000,
      });
    await rig.look();
    rig.following.markRead([990_001]);
    const [list, news] = [rig.following.list(), rig.news()];
    const again = restart();
    expect(again.following.list()).toEqual(list);
    expect(again.news()).toEqual(news);
    expect(news.map(({ versionId, isRead }) => [versionId, isRead])).toEqual([
      [990_001, true],
      [990_002, false],
    ]);
    again.following.markRead(null);
    expect(again.following.status().unreadCount).toBe(0);
    await again.look();
    expect(again.following.status().unreadCount).toBe(0);
  });

  it('shows nothing new of what was let go of, and all of it again when that is taken back', async () => {
    const { modelId } = civitai.named.mainJob;
    const rig = start();
    await rig.follow(asModel(modelId));
    publishVersion(civitai, { modelId, versionId: 990_001, name: 'v4' });
    await rig.look();
    rig.following.unfollow(asModel(modelId));
    expect([rig.news(), rig.following.list(), rig.following.status().unreadCount]).toEqual([[], [], 0]);
    rig.following.follow(asModel(modelId));
    expect(ids(rig)).toEqual([990_001]);
    expect(rig.following.list()).toHaveLength(1);
    rig.following.unfollow(asModel(modelId));
    const again = restart();
    expect([again.news(), again.following.list()]).toEqual([[], []]);
    await again.follow(asModel(modelId));
    expect(again.news()).toEqual([]);
  });

  it('asks nothing while nothing is followed', async () => {
    const rig = start();
    rig.following.start();
    await rig.look();
    expect(civitai.requests).toEqual([]);
  });

  it('is asked for as nobody, so that no account is told of what another one was shown', async () => {
    const rig = start({ token: civitai.token });
    await rig.follow(asModel(civitai.named.mainJob.modelId));
    await rig.follow(creator);
    await rig.look();
    expect(civitai.requests.length).toBeGreaterThan(2);
    expect(
      civitai.requests.filter(({ headers, path }) => headers.authorization || /token/.test(path)),
    ).toEqual([]);
  });

  it('never asks for a download, nor for a picture, by itself', async () => {
    const { modelId } = civitai.named.mainJob;
    const rig = start();
    await rig.follow(asModel(modelId));
    await rig.follow(creator);
    publishVersion(civitai, { modelId, versionId: 990_001, name: 'v4' });
    await rig.look();
    expect(ids(rig)).toEqual([990_001]);
    const kinds = new Set(paths().map((path) => path.replace(/\d+$/, ':id')));
    expect([...kinds].toSorted()).toEqual(['/api/v1/models', '/api/v1/models/:id']);
    expect(new Set(civitai.requests.map(({ origin }) => origin))).toEqual(new Set(['api']));
  });
});
