import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyWish } from '../../../shared/civitai/search';
import { BulkBench, COLLECTOR } from '../../support/bulk-bench';

const t = new BulkBench();

describe('what a pasted list leads to', () => {
  it('is one file for each link, AIR, id and hash, in the order of the list', async () => {
    const { mainJob, checkpoint, largeSlow, sameNames } = t.named;
    await t.pasted(
      `https://civitai.com/models/${mainJob.modelId}`,
      `urn:air:illustrious:checkpoint:civitai:${checkpoint.modelId}@${checkpoint.versionId}`,
      largeSlow.sha256,
      `https://civitai.com/api/download/models/${sameNames.versionId}?fp=fp8`,
    );
    expect(t.bulk.problems).toEqual([]);
    expect(t.bulk.all.map(({ modelId, versionId }) => [modelId, versionId])).toEqual([
      [mainJob.modelId, mainJob.versionId],
      [checkpoint.modelId, checkpoint.versionId],
      [largeSlow.modelId, largeSlow.versionId],
      [sameNames.modelId, sameNames.versionId],
    ]);
    expect(t.bulk.all[2]?.fileId).toBe(largeSlow.fileId);
    expect(t.bulk.all[3]?.precision).toBe('fp8');
    expect(t.bulk.all.every(({ isIncluded }) => isIncluded)).toBe(true);
    t.bulk.expectMirrored();
  });

  it('says of each line that led nowhere why', async () => {
    const { deleted } = t.named;
    await t.pasted(
      'what is this',
      'https://civitai.com/models/77',
      'A'.repeat(64),
      1_999_999_999,
      deleted.versionId,
    );
    expect(t.bulk.problems.map(({ line, cause }) => [line, cause.code])).toEqual([
      [1, 'input.notUnderstood'],
      [2, 'input.unknownModel'],
      [3, 'input.unknownHash'],
      [4, 'input.unknownNumber'],
      [5, 'input.unknownNumber'],
    ]);
    expect(t.bulk.all).toEqual([]);
  });

  it('shows both when a number is the id of a model and of another’s version, and ticks neither', async () => {
    const { mainJob, checkpoint } = t.named;
    const both = mainJob.versionId;
    const record = t.civitai.catalogue.modelById.get(checkpoint.modelId);
    if (record === undefined) throw new Error('The catalogue has lost a model.');
    t.civitai.catalogue.modelById.set(both, record);
    try {
      await t.pasted(both);
    } finally {
      t.civitai.catalogue.modelById.delete(both);
    }
    expect(t.bulk.all.map((item) => [item.modelId, item.ambiguousId, item.isIncluded])).toEqual([
      [checkpoint.modelId, both, false],
      [mainJob.modelId, both, false],
    ]);
  });

  it('asks for a hundred models with few questions, and nothing twice', async () => {
    const ids = Array.from({ length: 100 }, (_, at) => 200_001 + at);
    await t.pasted(...ids.map((id) => `https://civitai.com/models/${id}`));
    const found = t.bulk.all.length + t.bulk.problems.length;
    expect(found).toBe(100);
    expect(t.bulk.all.length).toBeGreaterThan(80);
    const alone = t.asked('/api/v1/models/');
    expect(t.asked('/api/v1/models?')).toBe(1);
    // Only what no list shows is asked for alone.
    expect(alone).toBeLessThan(20);
    await t.pasted(...ids.slice(0, 3).map((id) => `https://civitai.com/models/${id}`));
    expect(t.bulk.all.length + t.bulk.problems.length).toBe(found);
  });

  it('is found one by one where the service does not know the question about many', async () => {
    t.civitai.faults.set('all', { apiStatus: 400, apiPath: '/api/v1/models?' });
    const { mainJob, checkpoint, largeSlow } = t.named;
    await t.pasted(...[mainJob, checkpoint, largeSlow].map(({ modelId }) => `civitai.com/models/${modelId}`));
    expect(t.bulk.all.map(({ modelId }) => modelId)).toEqual(
      [mainJob, checkpoint, largeSlow].map(({ modelId }) => modelId),
    );
  });

  it('is not asked for a hundred times when the service asks for a pause', async () => {
    t.civitai.faults.set('all', { apiStatus: 429, apiPath: '/api/v1/models', retryAfter: 0 });
    await t.pasted(...Array.from({ length: 50 }, (_, at) => `civitai.com/models/${200_001 + at}`));
    expect(t.bulk.all).toEqual([]);
    expect(new Set(t.bulk.problems.map(({ cause }) => cause.code))).toEqual(new Set(['http.rateLimited']));
    expect(t.asked('/api/v1/models')).toBeLessThan(10);
  });

  it('keeps what was found when it is stopped, at once, and nothing that comes later', async () => {
    const ids = Array.from({ length: 150 }, (_, at) => 200_001 + at);
    await t.pasted(`civitai.com/models/${t.named.mainJob.modelId}`);
    t.civitai.faults.set('all', { apiDelayMs: 600_000, apiPath: '/api/v1/models' });
    t.bulk.plan.collect({ kind: 'list', text: ids.map((id) => `civitai.com/models/${id}`).join('\n') });
    await expect.poll(() => t.asked('/api/v1/models?')).toBe(1);
    t.bulk.plan.stop();
    await t.bulk.rests();
    expect(t.asked('/api/v1/models?')).toBe(1);
    // The next list does not wait for the answer that nobody wants any more.
    t.civitai.faults.clear();
    await t.pasted(`civitai.com/models/${t.named.checkpoint.modelId}`);
    expect(t.bulk.all.map(({ modelId }) => modelId)).toEqual([
      t.named.mainJob.modelId,
      t.named.checkpoint.modelId,
    ]);
    t.bulk.expectMirrored();
  });

  it('is kept as it was written when it is stopped before it was begun', async () => {
    t.civitai.faults.set('all', { apiDelayMs: 600_000, apiPath: '/api/v1/models' });
    const first = Array.from({ length: 5 }, (_, at) => `civitai.com/models/${200_001 + at}`).join('\n');
    t.bulk.plan.collect({ kind: 'list', text: first });
    t.bulk.plan.collect({ kind: 'list', text: 'civitai.com/models/7\nwhat is this' });
    t.bulk.plan.collect({ kind: 'models', modelIds: [8] });
    t.bulk.plan.stop();
    await t.bulk.rests();
    await expect
      .poll(() => t.bulk.problems.map(({ untrustedText, cause }) => [untrustedText, cause.code]))
      .toEqual([
        ['civitai.com/models/7', 'input.cancelled'],
        ['what is this', 'input.cancelled'],
        ['https://civitai.com/models/8', 'input.cancelled'],
      ]);
    t.bulk.plan.clear();
    expect(t.bulk.problems).toEqual([]);
  });

  it('is the companion that a download link asks for, and nothing else instead of it', async () => {
    const { checkpoint } = t.named;
    const vae = checkpoint.files.find(({ fileName }) => /vae/i.test(fileName));
    await t.pasted(
      `https://civitai.com/api/download/models/${checkpoint.versionId}?type=VAE&format=SafeTensor`,
      `https://civitai.com/api/download/models/${checkpoint.versionId}?type=Negative`,
    );
    expect(t.bulk.all.map(({ fileId }) => fileId)).toEqual([vae?.fileId]);
    expect(t.bulk.problems).toMatchObject([{ line: 2, cause: { code: 'input.unknownFile' } }]);
  });

  it('brings what its creator says is needed beside it, each to its own folder', async () => {
    const { checkpoint } = t.named;
    const [model, vae] = checkpoint.files.map(({ fileId }) => t.civitai.catalogue.fileById.get(fileId));
    if (model === undefined || vae === undefined) throw new Error('The catalogue has lost a file.');
    vae.metadata.isRequired = true;
    try {
      await t.pasted(`civitai.com/models/${checkpoint.modelId}`);
      expect(t.bulk.all.map(({ fileId, place }) => [fileId, place?.kind])).toEqual([
        [model.id, 'checkpoint'],
        [vae.id, 'vae'],
      ]);
      t.bulk.plan.clear();
      // Who names one file wants that file.
      await t.pasted(
        `urn:air:illustrious:checkpoint:civitai:${checkpoint.modelId}@${checkpoint.versionId}+${model.id}`,
      );
      expect(t.bulk.all.map(({ fileId }) => fileId)).toEqual([model.id]);
    } finally {
      delete vae.metadata.isRequired;
    }
  });

  it('is not asked about one by one without end when nobody knows it', async () => {
    const hashes = Array.from(
      { length: 40 },
      (_, at) => `${'ABCDEF'[at % 6]}${String(at).padStart(63, '0')}`,
    );
    await t.pasted(...hashes);
    expect(t.bulk.problems).toHaveLength(40);
    expect(t.asked('/api/v1/model-versions/by-hash/')).toBe(1);
    await t.pasted(...Array.from({ length: 300 }, (_, at) => 1_700_000_001 + at));
    expect(t.bulk.problems).toHaveLength(340);
    expect(t.bulk.problems.at(-1)?.cause.code).toBe('input.tooManyUnknown');
    expect(t.asked('/api/v1/model')).toBeLessThan(220);
  });

  it('is kept as it was written when the service cannot be reached', async () => {
    t.civitai.faults.set('all', { apiStatus: 503, apiPath: '/api/v1' });
    const lines = Array.from({ length: 250 }, (_, at) => `civitai.com/models/${200_001 + at}`);
    await t.pasted(...lines);
    expect(t.bulk.problems.map(({ untrustedText }) => untrustedText)).toEqual(lines);
    expect(new Set(t.bulk.problems.map(({ cause }) => cause.code))).toEqual(new Set(['http.serverError']));
    expect(t.asked('/api/v1')).toBeLessThan(10);
  });

  it('goes on behind a mistake of Civet’s own', async () => {
    const { catalogue } = t.rig;
    const { whole } = catalogue;
    catalogue.whole = () => {
      throw new Error('a bug');
    };
    await t.pasted('civitai.com/models/1');
    catalogue.whole = whole;
    await t.pasted(`civitai.com/models/${t.named.mainJob.modelId}`);
    expect(t.bulk.problems).toMatchObject([{ cause: { code: 'app.bug' } }]);
    expect(t.bulk.all).toHaveLength(1);
    expect(t.bulk.bugs.splice(0)).toHaveLength(1);
  });

  it('settles what was ambiguous when somebody names it plainly', async () => {
    const { mainJob, checkpoint } = t.named;
    const both = mainJob.versionId;
    const record = t.civitai.catalogue.modelById.get(checkpoint.modelId);
    if (record === undefined) throw new Error('The catalogue has lost a model.');
    t.civitai.catalogue.modelById.set(both, record);
    try {
      await t.pasted(both);
    } finally {
      t.civitai.catalogue.modelById.delete(both);
    }
    await t.pasted(`civitai.com/models/${mainJob.modelId}`);
    expect(t.bulk.all.map((item) => [item.modelId, item.isIncluded])).toEqual([
      [checkpoint.modelId, false],
      [mainJob.modelId, true],
    ]);
  });
});

describe('everything that a search finds', () => {
  it('is all of a creator’s, with the newest or with all versions', async () => {
    const username = t.creatorOf(t.named.manyVersions.modelId);
    const wish = { ...emptyWish, creator: username };
    t.rig.settings.saveSettings({ ...t.rig.settings.settings(), maturity: 'XXX' });
    await t.bulk.collect({ kind: 'search', wish, versions: 'newest' });
    const newest = t.bulk.all;
    expect(newest.length).toBeGreaterThan(1);
    expect(newest.every((item) => item.creator?.toLowerCase() === username.toLowerCase())).toBe(true);
    expect(new Set(newest.map(({ modelId }) => modelId)).size).toBe(newest.length);
    await t.bulk.collect({ kind: 'search', wish, versions: 'all' });
    expect(t.bulk.all.length).toBeGreaterThan(newest.length);
    const foundries = t.bulk.all.filter(({ modelId }) => modelId === t.named.manyVersions.modelId);
    expect(foundries).toHaveLength(14);
  });

  it('is nothing above the level of maturity', async () => {
    const { matureX } = t.named;
    const wish = { ...emptyWish, creator: t.creatorOf(matureX.modelId) };
    await t.bulk.collect({ kind: 'search', wish, versions: 'newest' });
    expect(t.bulk.all.map(({ modelId }) => modelId)).not.toContain(matureX.modelId);
    // At PG the service leaves them out itself, so that nobody can count them.
    t.rig.settings.saveSettings({ ...t.rig.settings.settings(), maturity: 'PG13' });
    await t.bulk.collect({ kind: 'search', wish, versions: 'newest' });
    expect(t.bulk.plan.snapshot().head.aboveLevelCount).toBeGreaterThan(0);
    // By its link it is there, and not ticked.
    await t.pasted(`civitai.com/models/${matureX.modelId}`);
    expect(t.bulk.named(matureX.modelName)).toMatchObject({ isAboveLevel: true, isIncluded: false });
    t.rig.settings.saveSettings({ ...t.rig.settings.settings(), maturity: 'XXX' });
    t.bulk.plan.noteChange();
    await expect.poll(() => t.bulk.named(matureX.modelName).isIncluded).toBe(true);
  });

  it('says when nobody has that name', async () => {
    await t.bulk.collect({
      kind: 'search',
      wish: { ...emptyWish, creator: 'nobodyatall' },
      versions: 'newest',
    });
    expect(t.bulk.problems).toMatchObject([
      { untrustedText: 'nobodyatall', cause: { code: 'input.unknownCreator' } },
    ]);
  });

  it('is the account’s favorites, with its token', async () => {
    await t.bulk.collect({ kind: 'search', wish: { ...emptyWish, onlyFavorites: true }, versions: 'newest' });
    expect(t.bulk.problems).toHaveLength(1);
    await t.reopen({ token: COLLECTOR });
    await t.bulk.collect({ kind: 'search', wish: { ...emptyWish, onlyFavorites: true }, versions: 'newest' });
    expect(t.bulk.problems).toEqual([]);
    expect(t.bulk.all.map(({ modelId }) => modelId).toSorted()).toEqual([900001, 900002, 900005]);
  });
});

describe('what stands in the way', () => {
  it('is marked, and ticks what is free alone', async () => {
    const { mainJob, loginRequired, earlyAccess, paidForever, archived, zeroFiles, danger } = t.named;
    const wanted = [mainJob, loginRequired, earlyAccess, paidForever, archived, zeroFiles, danger];
    await t.pasted(...wanted.map(({ modelId }) => `https://civitai.com/models/${modelId}`));
    await expect
      .poll(() => t.bulk.named(loginRequired.modelName).access.kind, { interval: 20 })
      .toBe('login');
    const stateOf = ({ modelName }: { modelName: string }) => {
      const { access, obstacle, isDangerous, isIncluded } = t.bulk.named(modelName);
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
    const { danger, zeroFiles } = t.named;
    await t.pasted(danger.modelId, `civitai.com/models/${zeroFiles.modelId}`);
    const ids = t.bulk.all.map(({ id }) => id);
    t.bulk.change({ kind: 'include', ids, isIncluded: true, isRiskAccepted: false });
    expect(t.bulk.all.map(({ isIncluded }) => isIncluded)).toEqual([false, false]);
    t.bulk.change({ kind: 'include', ids, isIncluded: true, isRiskAccepted: true });
    expect(t.bulk.all.map(({ isIncluded }) => isIncluded)).toEqual([true, false]);
  });

  it('is a name that is there, or wanted twice', async () => {
    const { mainJob, sameNames } = t.named;
    const loras = join(t.models, 'models', 'loras');
    await mkdir(loras, { recursive: true });
    await writeFile(join(loras, 'AURORA_FJORD_LIGHT_V3.safetensors'), 'something else');
    const [first, second] = sameNames.files;
    await t.pasted(
      `civitai.com/models/${mainJob.modelId}`,
      `civitai.com/api/download/models/${sameNames.versionId}?fileId=${first?.fileId}`,
      `civitai.com/api/download/models/${sameNames.versionId}?fileId=${second?.fileId}`,
    );
    await expect
      .poll(() => t.bulk.all.map(({ conflict }) => conflict), { interval: 20 })
      .toEqual(['onDisk', null, 'inPlan']);
  });

  it('is room that is not there', async () => {
    t.replan({
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
    await t.pasted(`civitai.com/models/${t.named.mainJob.modelId}`);
    await expect
      .poll(() => t.bulk.plan.snapshot().head.volumes, { interval: 20 })
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
    const { mainJob } = t.named;
    await t.pasted(`civitai.com/models/${mainJob.modelId}`);
    const [item] = t.bulk.all;
    const id = item?.id ?? '';
    const choices = t.bulk.plan.choices(id);
    if (!choices.ok) throw new Error(choices.error.code);
    expect(choices.value.map(({ files }) => files.length)).toEqual([4, 1, 1]);
    const older = choices.value[1];
    const fileId = older?.files[0]?.fileId ?? 0;
    t.bulk.change({ kind: 'file', id, versionId: older?.versionId ?? 0, fileId });
    expect(t.bulk.all).toMatchObject([{ id, versionId: older?.versionId, fileId, versionName: 'v2.0' }]);
    expect(t.bulk.plan.change({ kind: 'file', id, versionId: 5, fileId: 5 })).toMatchObject({ ok: false });
    await t.pasted(`civitai.com/models/${mainJob.modelId}`);
    expect(t.bulk.all).toHaveLength(2);
    t.bulk.change({ kind: 'file', id, versionId: mainJob.versionId, fileId: mainJob.fileId });
    expect(t.bulk.all.map(({ fileId: each }) => each)).toEqual([mainJob.fileId]);
    t.bulk.expectMirrored();
  });

  it('is the kind of folder, and what is in the plan at all', async () => {
    const { mainJob, checkpoint } = t.named;
    await t.pasted(
      `civitai.com/models/${mainJob.modelId}`,
      `civitai.com/models/${checkpoint.modelId}`,
      'rubbish',
    );
    const [first, second] = t.bulk.all.map(({ id }) => id);
    t.bulk.change({ kind: 'place', ids: [first ?? ''], folderKind: 'embedding' });
    expect(t.bulk.all[0]?.place).toMatchObject({
      kind: 'embedding',
      isOwnChoice: true,
      path: join(t.models, 'models', 'embeddings'),
    });
    t.bulk.change({ kind: 'place', ids: [first ?? ''], folderKind: null });
    expect(t.bulk.all[0]?.place).toMatchObject({ kind: 'lora', isOwnChoice: false });
    t.bulk.change({ kind: 'remove', ids: [second ?? ''] });
    expect(t.bulk.all.map(({ id }) => id)).toEqual([first]);
    t.bulk.change({ kind: 'removeProblems', ids: t.bulk.problems.map(({ id }) => id) });
    expect(t.bulk.problems).toEqual([]);
    t.bulk.plan.clear();
    expect(t.bulk.all).toEqual([]);
    t.bulk.expectMirrored();
  });
});
