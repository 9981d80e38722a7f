import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../electron/adapters/system';
import { emptyWish } from '../../../shared/civitai/search';
import { failure } from '../../../shared/failure';
import { err } from '../../../shared/result';
import { BulkBench, COLLECTOR } from '../../support/bulk-bench';

const t = new BulkBench();

describe('queueing the plan', () => {
  it('puts all of it into the queue in one step, in its order, into the folders that were shown', async () => {
    t.rig.settings.saveSettings({ ...t.rig.settings.settings(), simultaneousDownloads: 2 });
    const { mainJob, checkpoint, loginRequired } = t.named;
    await t.pasted(
      ...[mainJob, checkpoint, loginRequired].map(({ modelId }) => `civitai.com/models/${modelId}`),
    );
    await expect.poll(() => t.bulk.named(loginRequired.modelName).isIncluded).toBe(false);
    const [first] = t.bulk.all;
    t.bulk.change({ kind: 'place', ids: [first?.id ?? ''], folderKind: 'embedding' });
    t.rig.deltas.length = 0;
    expect(await t.bulk.plan.queue()).toEqual({
      ok: true,
      value: { queuedCount: 2, refused: [], promiseTrouble: null },
    });
    // One delta brings both: one transaction, not one each.
    expect(t.rig.deltas[0]?.upserts.map(({ fileId }) => fileId)).toEqual([mainJob.fileId, checkpoint.fileId]);
    expect(t.bulk.all.map(({ modelId }) => modelId)).toEqual([loginRequired.modelId]);
    const downloads = t.rig.queue.snapshot().downloads;
    for (const { id } of downloads) await t.rig.reaches(id, 'completed');
    expect(downloads.map(({ placePath }) => placePath)).toEqual([
      join(t.models, 'models', 'embeddings'),
      join(t.models, 'models', 'checkpoints'),
    ]);
    await t.pasted(`civitai.com/models/${mainJob.modelId}`);
    expect(t.bulk.named(mainJob.modelName)).toMatchObject({
      ownership: { kind: 'installed', downloadId: downloads[0]?.id },
      isIncluded: false,
    });
    expect(t.rig.bugs).toEqual([]);
  });

  it('does not fetch what lies in the library, and says where that is', async () => {
    const { mainJob } = t.named;
    const owned = {
      id: 5,
      modelId: mainJob.modelId,
      versionId: mainJob.versionId,
      fileName: 'mine.safetensors',
    };
    t.bulk.owned = [{ ...owned, folderPath: '/models/loras', sha256: mainJob.sha256, claimedSha256: null }];
    await t.pasted(`civitai.com/models/${mainJob.modelId}`);
    expect(t.bulk.named(mainJob.modelName)).toMatchObject({
      ownership: { kind: 'inLibrary', entryId: 5, path: '/models/loras › mine.safetensors' },
      isIncluded: false,
    });
    expect(await t.bulk.plan.queue()).toEqual({
      ok: true,
      value: { queuedCount: 0, refused: [], promiseTrouble: null },
    });
    // The file is gone from the folder, or nobody has read it: it is the user's to fetch again.
    t.bulk.owned = [{ ...owned, folderPath: '/models/loras', sha256: null, claimedSha256: mainJob.sha256 }];
    t.bulk.plan.noteLibrary(1);
    await expect.poll(() => t.bulk.named(mainJob.modelName).isIncluded, { interval: 50 }).toBe(true);
    // What a sidecar says of a file that nobody has read is no proof.
    expect(t.bulk.named(mainJob.modelName).ownership).toEqual({
      kind: 'none',
      probablyAt: '/models/loras › mine.safetensors',
    });
  });

  it('leaves everything in the plan when no folder has been chosen', async () => {
    await t.pasted(`civitai.com/models/${t.named.mainJob.modelId}`);
    const choice = t.rig.settings.folders();
    t.rig.settings.folders = () => null;
    expect(await t.bulk.plan.queue()).toMatchObject({
      ok: true,
      value: { queuedCount: 0, refused: [{ cause: { code: 'input.folderNotChosen' } }] },
    });
    t.rig.settings.folders = () => choice;
    expect(t.bulk.all).toHaveLength(1);
  });
});

/** The service says something else of a file from now on, until the answer puts it right. */
function changeFile(fileId: number, change: object): () => void {
  const file = t.civitai.catalogue.fileById.get(fileId);
  if (file === undefined) throw new Error(`No file ${fileId}.`);
  const before = { ...file };
  Object.assign(file, change);
  return () => Object.assign(file, before);
}

const only = () => {
  const [download] = t.rig.queue.snapshot().downloads;
  if (download === undefined) throw new Error('Nothing was queued.');
  return download;
};

describe('what changes between the plan and the queue', () => {
  it('is not queued when it was found after the button had been pressed', async () => {
    await t.pasted(`civitai.com/models/${t.named.mainJob.modelId}`);
    const queueing = t.bulk.plan.queue();
    t.bulk.plan.collect({ kind: 'list', text: `civitai.com/models/${t.named.checkpoint.modelId}` });
    expect(await queueing).toMatchObject({ ok: true, value: { queuedCount: 1 } });
    await t.bulk.rests();
    expect(t.bulk.all.map(({ modelId }) => modelId)).toEqual([t.named.checkpoint.modelId]);
  });

  it('is read anew after a while, and refused by name when it has become dangerous', async () => {
    const clock = { ...systemClock, nowMs: () => Date.now() + hours };
    let hours = 0;
    t.replan({ clock });
    await t.pasted(`civitai.com/models/${t.named.pendingScan.modelId}`);
    const [item] = t.bulk.all;
    t.bulk.change({ kind: 'include', ids: [item?.id ?? ''], isIncluded: true, isRiskAccepted: false });
    const undo = changeFile(t.named.pendingScan.fileId, { pickleScanResult: 'Danger' });
    try {
      t.rig.catalogue.forget(null);
      hours = 3_600_000;
      expect(await t.bulk.plan.queue()).toEqual({
        ok: true,
        value: {
          queuedCount: 0,
          refused: [{ id: item?.id, cause: expect.objectContaining({ code: 'input.riskNotAccepted' }) }],
          promiseTrouble: null,
        },
      });
      expect(t.bulk.all).toMatchObject([{ isDangerous: true, isIncluded: false }]);
    } finally {
      undo();
    }
  });

  it('takes a download up again where the user wants it now', async () => {
    const { largeSlow } = t.named;
    t.civitai.faults.set(largeSlow.fileId, { bytesPerSecond: 1 });
    const id = await t.rig.add(largeSlow);
    t.rig.queue.cancel(id);
    await t.rig.reaches(id, 'cancelled');
    t.civitai.faults.clear(largeSlow.fileId);
    await t.pasted(`civitai.com/models/${largeSlow.modelId}`);
    const [item] = t.bulk.all;
    expect(item?.ownership).toEqual({ kind: 'none' });
    t.bulk.change({ kind: 'place', ids: [item?.id ?? ''], folderKind: 'embedding' });
    expect(await t.bulk.plan.queue()).toMatchObject({ value: { queuedCount: 1 } });
    expect(t.rig.view(id).placePath).toBe(join(t.models, 'models', 'embeddings'));
  });
});

describe('another machine', () => {
  it('gets exactly the same bytes from the lock file', async () => {
    const { mainJob, checkpoint } = t.named;
    await t.pasted(`civitai.com/models/${mainJob.modelId}`, `civitai.com/models/${checkpoint.modelId}`);
    const [first] = t.bulk.all;
    const wanted = mainJob.files[1];
    t.bulk.change({
      kind: 'file',
      id: first?.id ?? '',
      versionId: mainJob.versionId,
      fileId: wanted?.fileId ?? 0,
    });
    const lock = t.bulk.plan.exportLock();
    expect(lock.fileCount).toBe(2);
    await t.elsewhere();
    expect(t.bulk.all).toEqual([]);
    await t.bulk.collect({ kind: 'list', text: lock.text });
    expect(t.bulk.all.map(({ lockedHash }) => lockedHash)).toEqual([wanted?.sha256, checkpoint.sha256]);
    await t.bulk.plan.queue();
    const { downloads } = t.rig.queue.snapshot();
    for (const { id } of downloads) await t.rig.reaches(id, 'completed');
    const hashes = await Promise.all(
      downloads.map(({ placePath, fileName }) => sha256Of(join(placePath, fileName))),
    );
    expect(hashes).toEqual([wanted?.sha256, checkpoint.sha256]);
    expect(t.bulk.plan.importLock(lock.text)).toEqual({ ok: true, value: 2 });
    await t.bulk.rests();
    expect(t.bulk.all.map(({ ownership }) => ownership.kind)).toEqual(['installed', 'installed']);
    // What is owned is part of the lock as well, with the size that was counted.
    const again = t.bulk.plan.exportLock();
    expect(again.fileCount).toBe(2);
    expect(again.text).toContain('"isSizeExact": true');
    t.bulk.plan.clear();
    await t.bulk.collect({ kind: 'list', text: again.text });
    expect(t.bulk.plan.exportLock().text).toBe(again.text);
  });

  it('is told when the file behind an id has become another one, or is gone', async () => {
    const { mainJob } = t.named;
    await t.pasted(`civitai.com/models/${mainJob.modelId}`);
    const { text } = t.bulk.plan.exportLock();
    t.bulk.plan.clear();
    const other = text.replace(/"sha256": "[0-9A-F]+"/, `"sha256": "${'0'.repeat(64)}"`);
    await t.bulk.collect({ kind: 'list', text: other });
    expect(t.bulk.all).toMatchObject([{ obstacle: 'otherContent', isIncluded: false }]);
    // Another Civet may still have it.
    expect(t.bulk.plan.exportLock().fileCount).toBe(1);
    t.bulk.plan.clear();
    await t.bulk.collect({ kind: 'list', text: text.replace(`"fileId": ${mainJob.fileId}`, '"fileId": 17') });
    expect(t.bulk.all).toMatchObject([{ obstacle: 'gone', isIncluded: false, fileId: 17 }]);
  });

  it('keeps the locked hash when a download is tried again', async () => {
    const { noHash } = t.named;
    await t.pasted(`civitai.com/models/${noHash.modelId}`);
    const { text } = t.bulk.plan.exportLock();
    t.bulk.plan.clear();
    // Civitai publishes nothing of this file, so the lock alone can tell that it has become another one.
    await t.bulk.collect({
      kind: 'list',
      text: text.replace('"sha256": null', `"sha256": "${'C'.repeat(64)}"`),
    });
    await t.bulk.plan.queue();
    const { id } = only();
    await t.rig.reaches(id, 'failed');
    for (let tries = 0; tries < 2; tries += 1) {
      const fresh = await t.rig.catalogue.target(noHash.modelId, noHash.versionId, noHash.fileId);
      if (!fresh.ok) throw new Error(fresh.error.code);
      const { chosenFile: _chosenFile, ...target } = fresh.value;
      // By its button, and by adding the file once more.
      expect((tries === 0 ? t.rig.queue.retry(id, target) : t.rig.queue.add(target)).ok).toBe(true);
      await expect.poll(() => t.rig.view(id).state.kind).not.toBe('failed');
      const failed = await t.rig.reaches(id, 'failed');
      expect(failed.state).toMatchObject({ cause: { code: 'integrity.hash' } });
    }
  });

  it('can have a placed file again that is not there any more, and is not told of other bytes that they are here', async () => {
    const { mainJob } = t.named;
    await t.pasted(`civitai.com/models/${mainJob.modelId}`);
    const { text } = t.bulk.plan.exportLock();
    await t.bulk.plan.queue();
    const { id, placePath, fileName } = only();
    await t.rig.reaches(id, 'completed');
    await t.bulk.collect({ kind: 'list', text });
    expect(t.bulk.all).toMatchObject([{ ownership: { kind: 'installed' }, isIncluded: false }]);
    // The same file of other bytes is not the one that is here.
    t.bulk.plan.clear();
    await t.bulk.collect({
      kind: 'list',
      text: text.replace(/"sha256": "[0-9A-F]+"/, `"sha256": "${'D'.repeat(64)}"`),
    });
    expect(t.bulk.all).toMatchObject([{ ownership: { kind: 'none' }, obstacle: 'otherContent' }]);
    await rm(join(placePath, fileName));
    t.replan({});
    await t.bulk.collect({ kind: 'list', text });
    await expect.poll(() => t.bulk.all).toMatchObject([{ ownership: { kind: 'none' }, isIncluded: true }]);
    expect(await t.bulk.plan.queue()).toMatchObject({ value: { queuedCount: 1 } });
  });

  it('locks what is planned already, also when the plan is full', async () => {
    const { mainJob } = t.named;
    await t.pasted(`civitai.com/models/${mainJob.modelId}`);
    const { text } = t.bulk.plan.exportLock();
    expect(t.bulk.all[0]?.lockedHash).toBe(null);
    await t.bulk.collect({ kind: 'list', text });
    expect(t.bulk.all.map(({ lockedHash }) => lockedHash)).toEqual([mainJob.sha256]);
    // A row that would become the locked file gives way to it.
    await t.pasted(`civitai.com/api/download/models/${mainJob.versionId}?fileId=${mainJob.files[1]?.fileId}`);
    const [, second] = t.bulk.all;
    t.bulk.change({
      kind: 'file',
      id: second?.id ?? '',
      versionId: mainJob.versionId,
      fileId: mainJob.fileId,
    });
    expect(t.bulk.all.map(({ lockedHash }) => lockedHash)).toEqual([mainJob.sha256]);
  });
});

describe('who is signed in', () => {
  const favorites = {
    kind: 'search',
    wish: { ...emptyWish, onlyFavorites: true },
    versions: 'newest',
  } as const;

  it('takes along what stands on their own lists, and leaves nothing to somebody else', async () => {
    const { mainJob } = t.named;
    await t.pasted(`civitai.com/models/${mainJob.modelId}`);
    t.rig.vault.keep(COLLECTOR);
    t.bulk.plan.noteAccount({ username: 'collector' });
    await t.bulk.collect(favorites);
    expect(t.bulk.all).toHaveLength(3);
    t.rig.vault.forget();
    t.bulk.plan.noteAccount('nobody');
    expect(t.bulk.all.map(({ modelId }) => modelId)).toEqual([mainJob.modelId]);
    // Another token of the same account.
    t.bulk.plan.noteAccount(null);
    t.bulk.plan.noteAccount({ username: 'collector' });
    expect(t.bulk.all).toHaveLength(1);
    t.bulk.plan.noteAccount({ username: 'somebody else' });
    expect(t.bulk.all).toEqual([]);
  });

  it('takes their lists along also when the service never said who they were', async () => {
    t.rig.vault.keep(COLLECTOR);
    t.bulk.plan.noteAccount(null);
    await t.bulk.collect(favorites);
    expect(t.bulk.all).toHaveLength(3);
    t.bulk.plan.noteAccount('nobody');
    expect(t.bulk.all).toEqual([]);
  });

  it('is not followed by what comes late from their lists', async () => {
    t.rig.vault.keep(COLLECTOR);
    t.bulk.plan.noteAccount({ username: 'collector' });
    t.civitai.faults.set('all', { apiDelayMs: 600_000, apiPath: '/api/v1/models' });
    t.bulk.plan.collect(favorites);
    t.bulk.plan.noteAccount('nobody');
    await t.bulk.rests();
    t.civitai.faults.clear();
    await t.pasted(`civitai.com/models/${t.named.checkpoint.modelId}`);
    expect(t.bulk.all.map(({ modelId }) => modelId)).toEqual([t.named.checkpoint.modelId]);
  });
});

describe('what becomes of old files', () => {
  it('is taken back when another file is chosen, also one of the same version', async () => {
    const { mainJob } = t.named;
    const file = { folder: '/m', fileName: 'old.safetensors', bytes: 5, mtimeNs: '7' };
    const files = [{ id: 1, versionId: 1, ...file }];
    const promise = { fate: 'replace' as const, modelName: 'Old', files };
    t.bulk.plan.collectFiles([{ ...mainJob, modelName: 'Old', promise }]);
    await t.bulk.rests();
    const [item] = t.bulk.all;
    const id = item?.id ?? '';
    expect(item?.oldFiles).toMatchObject({ fate: 'replace', names: ['old.safetensors'], count: 1 });
    const choices = t.bulk.plan.choices(id);
    if (!choices.ok) throw new Error(choices.error.code);
    const same = choices.value.find(({ versionId }) => versionId === mainJob.versionId);
    const other = same?.files.find(({ fileId }) => fileId !== mainJob.fileId)?.fileId ?? 0;
    t.bulk.change({ kind: 'file', id, versionId: mainJob.versionId, fileId: other });
    expect(t.bulk.all).toMatchObject([{ id, fileId: other, oldFiles: null }]);
  });

  it('is said not to happen when it cannot be written down', async () => {
    const file = { folder: '/m', fileName: 'old.safetensors', bytes: 5, mtimeNs: '7' };
    const promise = { fate: 'trash' as const, modelName: 'Old', files: [{ id: 1, versionId: 1, ...file }] };
    t.bulk.plan.collectFiles([{ ...t.named.mainJob, modelName: 'Old', promise }]);
    await t.bulk.rests();
    t.bulk.promising = err(failure('disk.full'));
    const queued = await t.bulk.plan.queue();
    expect(queued).toMatchObject({ value: { queuedCount: 1, promiseTrouble: { code: 'disk.full' } } });
    expect(t.bulk.promised).toMatchObject([{ promise }]);
  });
});

async function sha256Of(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
    .toUpperCase();
}
