import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyWish } from '../../../shared/civitai/search';
import { BulkRig } from '../../support/bulk-rig';
import { type Civitai, startCivitai } from '../../support/civitai/index.mjs';
import { Rig, temporaryFolder } from '../../support/rig';

/** The token of an account with favorites. */
const COLLECTOR = 'b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0';

let civitai: Civitai;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let rig: Rig;
let bulk: BulkRig;

beforeAll(async () => {
  const favorite = { username: 'collector', favoriteModelIds: [900001, 900002, 900005] };
  civitai = await startCivitai({ port: 0, seed: 7, models: 400, tokens: { [COLLECTOR]: favorite } });
});
afterAll(() => civitai.close());
beforeEach(async () => {
  civitai.reset();
  folder = await temporaryFolder('bulk');
  await open({});
});
afterEach(async () => {
  bulk.plan.close();
  await rig.close();
  await folder.remove();
});

async function open(options: { readonly token?: string }): Promise<void> {
  const models = join(folder.path, 'ComfyUI');
  await mkdir(join(models, 'models'), { recursive: true });
  rig = new Rig(civitai.origin, { profile: folder.path, models, ...options });
  bulk = new BulkRig(rig);
}

async function reopen(options: { readonly token?: string }): Promise<void> {
  bulk.plan.close();
  await rig.close();
  await open(options);
}

const asked = (start: string) => civitai.requests.filter(({ path }) => path.startsWith(start));
const pasted = (...lines: readonly (string | number)[]) =>
  bulk.collect({ kind: 'list', text: lines.join('\n') });
const named = () => civitai.named;

describe('what a pasted list leads to', () => {
  it('is one file for each link, AIR, id and hash, in the order of the list', async () => {
    const { mainJob, checkpoint, largeSlow, sameNames } = named();
    await pasted(
      `https://civitai.com/models/${mainJob.modelId}`,
      `urn:air:illustrious:checkpoint:civitai:${checkpoint.modelId}@${checkpoint.versionId}`,
      largeSlow.sha256,
      `https://civitai.com/api/download/models/${sameNames.versionId}?fp=fp8`,
    );
    expect(bulk.problems).toEqual([]);
    expect(bulk.all.map(({ modelId, versionId }) => [modelId, versionId])).toEqual([
      [mainJob.modelId, mainJob.versionId],
      [checkpoint.modelId, checkpoint.versionId],
      [largeSlow.modelId, largeSlow.versionId],
      [sameNames.modelId, sameNames.versionId],
    ]);
    expect(bulk.all[2]?.fileId).toBe(largeSlow.fileId);
    expect(bulk.all[3]?.precision).toBe('fp8');
    expect(bulk.all.every(({ isIncluded }) => isIncluded)).toBe(true);
    bulk.expectMirrored();
  });

  it('says of each line that led nowhere why', async () => {
    const { deleted } = named();
    await pasted(
      'what is this',
      'https://civitai.com/models/77',
      'A'.repeat(64),
      1_999_999_999,
      deleted.versionId,
    );
    expect(bulk.problems.map(({ line, cause }) => [line, cause.code])).toEqual([
      [1, 'input.notUnderstood'],
      [2, 'input.unknownModel'],
      [3, 'input.unknownHash'],
      [4, 'input.unknownNumber'],
      [5, 'input.unknownNumber'],
    ]);
    expect(bulk.all).toEqual([]);
  });

  it('shows both when a number is the id of a model and of another’s version, and ticks neither', async () => {
    const { mainJob, checkpoint } = named();
    const both = mainJob.versionId;
    const record = civitai.catalogue.modelById.get(checkpoint.modelId);
    if (record === undefined) throw new Error('The catalogue has lost a model.');
    civitai.catalogue.modelById.set(both, record);
    try {
      await pasted(both);
    } finally {
      civitai.catalogue.modelById.delete(both);
    }
    expect(bulk.all.map((item) => [item.modelId, item.ambiguousId, item.isIncluded])).toEqual([
      [checkpoint.modelId, both, false],
      [mainJob.modelId, both, false],
    ]);
  });

  it('asks for a hundred models with few questions, and nothing twice', async () => {
    const ids = Array.from({ length: 100 }, (_, at) => 200_001 + at);
    await pasted(...ids.map((id) => `https://civitai.com/models/${id}`));
    const found = bulk.all.length + bulk.problems.length;
    expect(found).toBe(100);
    expect(bulk.all.length).toBeGreaterThan(80);
    const alone = asked('/api/v1/models/').length;
    expect(asked('/api/v1/models?')).toHaveLength(1);
    // Only what no list shows is asked for alone.
    expect(alone).toBeLessThan(20);
    await pasted(...ids.slice(0, 3).map((id) => `https://civitai.com/models/${id}`));
    expect(bulk.all.length + bulk.problems.length).toBe(found);
  });

  it('is found one by one where the service does not know the question about many', async () => {
    civitai.faults.set('all', { apiStatus: 400, apiPath: '/api/v1/models?' });
    const { mainJob, checkpoint, largeSlow } = named();
    await pasted(...[mainJob, checkpoint, largeSlow].map(({ modelId }) => `civitai.com/models/${modelId}`));
    expect(bulk.all.map(({ modelId }) => modelId)).toEqual(
      [mainJob, checkpoint, largeSlow].map(({ modelId }) => modelId),
    );
  });

  it('is not asked for a hundred times when the service asks for a pause', async () => {
    civitai.faults.set('all', { apiStatus: 429, apiPath: '/api/v1/models', retryAfter: 0 });
    await pasted(...Array.from({ length: 50 }, (_, at) => `civitai.com/models/${200_001 + at}`));
    expect(bulk.all).toEqual([]);
    expect(new Set(bulk.problems.map(({ cause }) => cause.code))).toEqual(new Set(['http.rateLimited']));
    expect(asked('/api/v1/models').length).toBeLessThan(10);
  });

  it('keeps what was found when it is stopped', async () => {
    expect(bulk.plan.collect({ kind: 'list', text: '@nobody-of-this-name' }).ok).toBe(true);
    bulk.plan.stop();
    await bulk.rests();
    expect(bulk.problems).toEqual([]);
    bulk.expectMirrored();
  });
});

function creatorOf(modelId: number): string {
  return String(civitai.catalogue.models.find(({ id }) => id === modelId)?.creator);
}

describe('everything that a search finds', () => {
  it('is all of a creator’s, with the newest or with all versions', async () => {
    const username = creatorOf(named().manyVersions.modelId);
    const wish = { ...emptyWish, creator: username };
    rig.settings.saveSettings({ ...rig.settings.settings(), maturity: 'XXX' });
    await bulk.collect({ kind: 'search', wish, versions: 'newest' });
    const newest = bulk.all;
    expect(newest.length).toBeGreaterThan(1);
    expect(newest.every((item) => item.creator?.toLowerCase() === username.toLowerCase())).toBe(true);
    expect(new Set(newest.map(({ modelId }) => modelId)).size).toBe(newest.length);
    await bulk.collect({ kind: 'search', wish, versions: 'all' });
    expect(bulk.all.length).toBeGreaterThan(newest.length);
    const foundries = bulk.all.filter(({ modelId }) => modelId === named().manyVersions.modelId);
    expect(foundries).toHaveLength(14);
  });

  it('is nothing above the level of maturity', async () => {
    const { matureX } = named();
    const wish = { ...emptyWish, creator: creatorOf(matureX.modelId) };
    await bulk.collect({ kind: 'search', wish, versions: 'newest' });
    expect(bulk.all.map(({ modelId }) => modelId)).not.toContain(matureX.modelId);
  });

  it('says when nobody has that name', async () => {
    await bulk.collect({
      kind: 'search',
      wish: { ...emptyWish, creator: 'nobodyatall' },
      versions: 'newest',
    });
    expect(bulk.problems).toMatchObject([
      { untrustedText: 'nobodyatall', cause: { code: 'input.unknownCreator' } },
    ]);
  });

  it('is the account’s favorites, with its token', async () => {
    await bulk.collect({ kind: 'search', wish: { ...emptyWish, onlyFavorites: true }, versions: 'newest' });
    expect(bulk.problems).toHaveLength(1);
    await reopen({ token: COLLECTOR });
    await bulk.collect({ kind: 'search', wish: { ...emptyWish, onlyFavorites: true }, versions: 'newest' });
    expect(bulk.problems).toEqual([]);
    expect(bulk.all.map(({ modelId }) => modelId).toSorted()).toEqual([900001, 900002, 900005]);
  });
});

describe('what stands in the way', () => {
  it('is marked, and ticks what is free alone', async () => {
    const { mainJob, loginRequired, earlyAccess, paidForever, archived, zeroFiles, danger } = named();
    const wanted = [mainJob, loginRequired, earlyAccess, paidForever, archived, zeroFiles, danger];
    await pasted(...wanted.map(({ modelId }) => `https://civitai.com/models/${modelId}`));
    await expect
      .poll(() => bulk.named(loginRequired.modelName).access.kind, { timeout: 10_000, interval: 20 })
      .toBe('login');
    const stateOf = ({ modelName }: { modelName: string }) => {
      const { access, obstacle, isDangerous, isIncluded } = bulk.named(modelName);
      return [access.kind, obstacle, isDangerous, isIncluded];
    };
    expect(wanted.map(stateOf)).toEqual([
      ['free', null, false, true],
      ['login', null, false, false],
      ['earlyAccess', null, false, false],
      ['paid', null, false, false],
      ['archived', 'noFile', false, false],
      ['free', 'noFile', false, false],
      ['free', null, true, false],
    ]);
  });

  it('includes a dangerous file only with the risk accepted, and never what cannot be had', async () => {
    const { danger, zeroFiles } = named();
    await pasted(danger.modelId, `civitai.com/models/${zeroFiles.modelId}`);
    const ids = bulk.all.map(({ id }) => id);
    bulk.change({ kind: 'include', ids, isIncluded: true, isRiskAccepted: false });
    expect(bulk.all.map(({ isIncluded }) => isIncluded)).toEqual([false, false]);
    bulk.change({ kind: 'include', ids, isIncluded: true, isRiskAccepted: true });
    expect(bulk.all.map(({ isIncluded }) => isIncluded)).toEqual([true, false]);
  });

  it('is a name that is there, or wanted twice', async () => {
    const { mainJob, sameNames } = named();
    const loras = join(folder.path, 'ComfyUI', 'models', 'loras');
    await mkdir(loras, { recursive: true });
    await writeFile(join(loras, 'AURORA_FJORD_LIGHT_V3.safetensors'), 'something else');
    const [first, second] = sameNames.files;
    await pasted(
      `civitai.com/models/${mainJob.modelId}`,
      `civitai.com/api/download/models/${sameNames.versionId}?fileId=${first?.fileId}`,
      `civitai.com/api/download/models/${sameNames.versionId}?fileId=${second?.fileId}`,
    );
    await expect
      .poll(() => bulk.all.map(({ conflict }) => conflict), { timeout: 10_000, interval: 20 })
      .toEqual(['onDisk', null, 'inPlan']);
  });

  it('is room that is not there', async () => {
    bulk.plan.close();
    bulk = new BulkRig(rig, {
      volumes: {
        look: async () => ({
          device: '7',
          mountPath: '/small',
          freeBytes: 20_000_000,
          totalBytes: 100_000_000,
          isFat32: false,
        }),
      },
    });
    await pasted(`civitai.com/models/${named().mainJob.modelId}`);
    await expect
      .poll(() => bulk.plan.snapshot().head.volumes, { timeout: 10_000, interval: 20 })
      .toMatchObject([
        {
          label: '/small',
          includedCount: 1,
          includedBytes: 25_165_824,
          reserveBytes: 10_000_000,
          missingBytes: 25_165_824 + 10_000_000 - 20_000_000,
        },
      ]);
  });
});

describe('what the user changes', () => {
  it('is another file or version, of which there is only one in the plan', async () => {
    const { mainJob } = named();
    await pasted(`civitai.com/models/${mainJob.modelId}`);
    const [item] = bulk.all;
    const id = item?.id ?? '';
    const choices = bulk.plan.choices(id);
    if (!choices.ok) throw new Error(choices.error.code);
    expect(choices.value.map(({ files }) => files.length)).toEqual([4, 1, 1]);
    const older = choices.value[1];
    const fileId = older?.files[0]?.fileId ?? 0;
    bulk.change({ kind: 'file', id, versionId: older?.versionId ?? 0, fileId });
    expect(bulk.all).toMatchObject([{ id, versionId: older?.versionId, fileId, versionName: 'v2.0' }]);
    expect(bulk.plan.change({ kind: 'file', id, versionId: 5, fileId: 5 })).toMatchObject({ ok: false });
    await pasted(`civitai.com/models/${mainJob.modelId}`);
    expect(bulk.all).toHaveLength(2);
    bulk.change({ kind: 'file', id, versionId: mainJob.versionId, fileId: mainJob.fileId });
    expect(bulk.all.map(({ fileId: each }) => each)).toEqual([mainJob.fileId]);
    bulk.expectMirrored();
  });

  it('is the kind of folder, and what is in the plan at all', async () => {
    const { mainJob, checkpoint } = named();
    await pasted(
      `civitai.com/models/${mainJob.modelId}`,
      `civitai.com/models/${checkpoint.modelId}`,
      'rubbish',
    );
    const [first, second] = bulk.all.map(({ id }) => id);
    bulk.change({ kind: 'place', ids: [first ?? ''], folderKind: 'embedding' });
    expect(bulk.all[0]?.place).toMatchObject({
      kind: 'embedding',
      isOwnChoice: true,
      path: join(folder.path, 'ComfyUI', 'models', 'embeddings'),
    });
    bulk.change({ kind: 'place', ids: [first ?? ''], folderKind: null });
    expect(bulk.all[0]?.place).toMatchObject({ kind: 'lora', isOwnChoice: false });
    bulk.change({ kind: 'remove', ids: [second ?? ''] });
    expect(bulk.all.map(({ id }) => id)).toEqual([first]);
    bulk.change({ kind: 'removeProblems' });
    expect(bulk.problems).toEqual([]);
    bulk.plan.clear();
    expect(bulk.all).toEqual([]);
    bulk.expectMirrored();
  });
});

describe('queueing the plan', () => {
  it('puts all of it into the queue in one step, in its order, into the folders that were shown', async () => {
    rig.settings.saveSettings({ ...rig.settings.settings(), simultaneousDownloads: 2 });
    const { mainJob, checkpoint, loginRequired } = named();
    await pasted(
      ...[mainJob, checkpoint, loginRequired].map(({ modelId }) => `civitai.com/models/${modelId}`),
    );
    await expect.poll(() => bulk.named(loginRequired.modelName).isIncluded, { timeout: 10_000 }).toBe(false);
    const [first] = bulk.all;
    bulk.change({ kind: 'place', ids: [first?.id ?? ''], folderKind: 'embedding' });
    rig.deltas.length = 0;
    expect(await bulk.plan.queue()).toEqual({ ok: true, value: { queuedCount: 2, refused: [] } });
    // One delta brings both: one transaction, not one each.
    expect(rig.deltas[0]?.upserts.map(({ fileId }) => fileId)).toEqual([mainJob.fileId, checkpoint.fileId]);
    expect(bulk.all.map(({ modelId }) => modelId)).toEqual([loginRequired.modelId]);
    const downloads = rig.queue.snapshot().downloads;
    for (const { id } of downloads) await rig.reaches(id, 'completed');
    expect(downloads.map(({ placePath }) => placePath)).toEqual([
      join(folder.path, 'ComfyUI', 'models', 'embeddings'),
      join(folder.path, 'ComfyUI', 'models', 'checkpoints'),
    ]);
    await pasted(`civitai.com/models/${mainJob.modelId}`);
    expect(bulk.named(mainJob.modelName)).toMatchObject({
      ownership: { kind: 'installed', downloadId: downloads[0]?.id },
      isIncluded: false,
    });
    expect(rig.bugs).toEqual([]);
  });

  it('leaves everything in the plan when no folder has been chosen', async () => {
    await pasted(`civitai.com/models/${named().mainJob.modelId}`);
    const choice = rig.settings.folders();
    rig.settings.folders = () => null;
    expect(await bulk.plan.queue()).toMatchObject({
      ok: true,
      value: { queuedCount: 0, refused: [{ cause: { code: 'input.folderNotChosen' } }] },
    });
    rig.settings.folders = () => choice;
    expect(bulk.all).toHaveLength(1);
  });
});

describe('another machine', () => {
  it('gets exactly the same bytes from the lock file', async () => {
    const { mainJob, checkpoint } = named();
    await pasted(`civitai.com/models/${mainJob.modelId}`, `civitai.com/models/${checkpoint.modelId}`);
    const [first] = bulk.all;
    bulk.change({
      kind: 'file',
      id: first?.id ?? '',
      versionId: mainJob.versionId,
      fileId: mainJob.files[1]?.fileId ?? 0,
    });
    const lock = bulk.plan.exportLock();
    expect(lock.fileCount).toBe(2);
    const before = bulk.all.map(({ versionId, fileId }) => [versionId, fileId]);
    bulk.plan.clear();
    await bulk.collect({ kind: 'list', text: lock.text });
    expect(bulk.all.map(({ versionId, fileId }) => [versionId, fileId])).toEqual(before);
    expect(bulk.all[0]?.lockedHash).toBe(mainJob.files[1]?.sha256);
    await bulk.plan.queue();
    for (const { id } of rig.queue.snapshot().downloads) await rig.reaches(id, 'completed');
    bulk.plan.clear();
    expect(bulk.plan.importLock(lock.text)).toEqual({ ok: true, value: 2 });
    await bulk.rests();
    expect(bulk.all.map(({ ownership }) => ownership.kind)).toEqual(['installed', 'installed']);
    // What is owned is part of the lock as well, with the size that was counted.
    expect(bulk.plan.exportLock().fileCount).toBe(2);
    expect(bulk.plan.exportLock().text).toContain('"isSizeExact": true');
  });

  it('is told when the file behind an id has become another one, or is gone', async () => {
    const { mainJob } = named();
    await pasted(`civitai.com/models/${mainJob.modelId}`);
    const { text } = bulk.plan.exportLock();
    bulk.plan.clear();
    const other = text.replace(/"sha256": "[0-9A-F]+"/, `"sha256": "${'0'.repeat(64)}"`);
    await bulk.collect({ kind: 'list', text: other });
    expect(bulk.all).toMatchObject([{ obstacle: 'otherContent', isIncluded: false }]);
    bulk.plan.clear();
    await bulk.collect({ kind: 'list', text: text.replace(`"fileId": ${mainJob.fileId}`, '"fileId": 17') });
    expect(bulk.all).toMatchObject([{ obstacle: 'gone', isIncluded: false, fileId: 17 }]);
  });
});

describe('who is signed in', () => {
  it('takes along what stands on their own lists, and leaves nothing to somebody else', async () => {
    const { mainJob } = named();
    await pasted(`civitai.com/models/${mainJob.modelId}`);
    rig.vault.keep(COLLECTOR);
    bulk.plan.noteAccount();
    await bulk.collect({ kind: 'search', wish: { ...emptyWish, onlyFavorites: true }, versions: 'newest' });
    expect(bulk.all).toHaveLength(3);
    rig.vault.forget();
    bulk.plan.noteAccount();
    expect(bulk.all.map(({ modelId }) => modelId)).toEqual([mainJob.modelId]);
    rig.vault.keep(COLLECTOR);
    bulk.plan.noteAccount();
    expect(bulk.all).toHaveLength(1);
    rig.vault.keep('somebody else');
    bulk.plan.noteAccount();
    expect(bulk.all).toEqual([]);
  });
});
