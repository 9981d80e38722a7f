import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyWish } from '../../../shared/civitai/search';
import { BulkBench, COLLECTOR } from '../../support/bulk-bench';

const t = new BulkBench();

describe('queueing the plan', () => {
  it('puts all of it into the queue in one step, in its order, into the folders that were shown', async () => {
    t.rig.settings.saveSettings({ ...t.rig.settings.settings(), simultaneousDownloads: 2 });
    const { mainJob, checkpoint, loginRequired } = t.named;
    await t.pasted(
      ...[mainJob, checkpoint, loginRequired].map(({ modelId }) => `civitai.com/models/${modelId}`),
    );
    await expect
      .poll(() => t.bulk.named(loginRequired.modelName).isIncluded, { timeout: 10_000 })
      .toBe(false);
    const [first] = t.bulk.all;
    t.bulk.change({ kind: 'place', ids: [first?.id ?? ''], folderKind: 'embedding' });
    t.rig.deltas.length = 0;
    expect(await t.bulk.plan.queue()).toEqual({ ok: true, value: { queuedCount: 2, refused: [] } });
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

describe('another machine', () => {
  it('gets exactly the same bytes from the lock file', async () => {
    const { mainJob, checkpoint } = t.named;
    await t.pasted(`civitai.com/models/${mainJob.modelId}`, `civitai.com/models/${checkpoint.modelId}`);
    const [first] = t.bulk.all;
    t.bulk.change({
      kind: 'file',
      id: first?.id ?? '',
      versionId: mainJob.versionId,
      fileId: mainJob.files[1]?.fileId ?? 0,
    });
    const lock = t.bulk.plan.exportLock();
    expect(lock.fileCount).toBe(2);
    const before = t.bulk.all.map(({ versionId, fileId }) => [versionId, fileId]);
    t.bulk.plan.clear();
    await t.bulk.collect({ kind: 'list', text: lock.text });
    expect(t.bulk.all.map(({ versionId, fileId }) => [versionId, fileId])).toEqual(before);
    expect(t.bulk.all[0]?.lockedHash).toBe(mainJob.files[1]?.sha256);
    await t.bulk.plan.queue();
    for (const { id } of t.rig.queue.snapshot().downloads) await t.rig.reaches(id, 'completed');
    t.bulk.plan.clear();
    expect(t.bulk.plan.importLock(lock.text)).toEqual({ ok: true, value: 2 });
    await t.bulk.rests();
    expect(t.bulk.all.map(({ ownership }) => ownership.kind)).toEqual(['installed', 'installed']);
    // What is owned is part of the lock as well, with the size that was counted.
    expect(t.bulk.plan.exportLock().fileCount).toBe(2);
    expect(t.bulk.plan.exportLock().text).toContain('"isSizeExact": true');
  });

  it('is told when the file behind an id has become another one, or is gone', async () => {
    const { mainJob } = t.named;
    await t.pasted(`civitai.com/models/${mainJob.modelId}`);
    const { text } = t.bulk.plan.exportLock();
    t.bulk.plan.clear();
    const other = text.replace(/"sha256": "[0-9A-F]+"/, `"sha256": "${'0'.repeat(64)}"`);
    await t.bulk.collect({ kind: 'list', text: other });
    expect(t.bulk.all).toMatchObject([{ obstacle: 'otherContent', isIncluded: false }]);
    t.bulk.plan.clear();
    await t.bulk.collect({ kind: 'list', text: text.replace(`"fileId": ${mainJob.fileId}`, '"fileId": 17') });
    expect(t.bulk.all).toMatchObject([{ obstacle: 'gone', isIncluded: false, fileId: 17 }]);
  });
});

describe('who is signed in', () => {
  it('takes along what stands on their own lists, and leaves nothing to somebody else', async () => {
    const { mainJob } = t.named;
    await t.pasted(`civitai.com/models/${mainJob.modelId}`);
    t.rig.vault.keep(COLLECTOR);
    t.bulk.plan.noteAccount();
    await t.bulk.collect({ kind: 'search', wish: { ...emptyWish, onlyFavorites: true }, versions: 'newest' });
    expect(t.bulk.all).toHaveLength(3);
    t.rig.vault.forget();
    t.bulk.plan.noteAccount();
    expect(t.bulk.all.map(({ modelId }) => modelId)).toEqual([mainJob.modelId]);
    t.rig.vault.keep(COLLECTOR);
    t.bulk.plan.noteAccount();
    expect(t.bulk.all).toHaveLength(1);
    t.rig.vault.keep('somebody else');
    t.bulk.plan.noteAccount();
    expect(t.bulk.all).toEqual([]);
  });
});
