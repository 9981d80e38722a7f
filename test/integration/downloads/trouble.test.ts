import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { oneRoot } from '../../../electron/core/placement/roots';
import { Bench, SENT_TWICE_BYTES, sha256Of } from '../../support/bench';

const bench = new Bench();

describe('a download that meets trouble', () => {
  it.each([
    ['loginRequired', 'access.loginNeeded'],
    ['earlyAccess', 'access.earlyAccess'],
    ['paidForever', 'access.paid'],
    ['downloadsDisabled', 'access.downloadsDisabled'],
    ['quota', 'access.quota'],
    ['deleted', 'http.notFound'],
    ['htmlInsteadOfModel', 'content.webPage'],
    ['jsonInsteadOfModel', 'content.message'],
    ['wrongHash', 'integrity.hash'],
  ] as const)('%s → %s, and nothing that looks like a model', async (key, code) => {
    const view = await bench.rig.reaches(await bench.rig.add(bench.named(key)), 'failed');
    expect(view.state).toMatchObject({ kind: 'failed', cause: { code } });
    const names = await readdir(view.placePath);
    expect(names.filter((name) => !/\.(part|damaged)$/.test(name))).toEqual([]);
  });

  it('says archived before anything is queued', async () => {
    const { modelId, versionId, fileId } = bench.named('archived');
    const target = await bench.rig.catalogue.target(modelId, versionId, fileId);
    expect(target).toMatchObject({ ok: false, error: { code: 'access.archived' } });
  });

  it('gets a file whose link is not found twice before it is', async () => {
    await bench.rig.reaches(await bench.rig.add(bench.named('transient404')), 'completed');
    expect(bench.resolves().length).toBe(3);
  });

  it('gets a VAE that is listed under a foreign version', async () => {
    const model = bench.named('foreignVae');
    const details = await bench.rig.catalogue.model(model.modelId, 'PG');
    const vae = details.ok ? details.value.versions[0]?.files.find((file) => file.type === 'VAE') : undefined;
    if (vae === undefined) throw new Error('no VAE');
    const view = await bench.rig.reaches(await bench.rig.add({ ...model, fileId: vae.id }), 'completed');
    expect(view.placeLabel).toBe('ComfyUI › vae');
  });

  it('keeps a file with a wrong hash aside and fetches a new one on demand', async () => {
    const model = bench.named('mainJob');
    bench.civitai.faults.set(model.fileId, { wrongBytes: true });
    const id = await bench.rig.add(model);
    const failed = await bench.rig.reaches(id, 'failed');
    expect(failed.state).toMatchObject({
      cause: { code: 'integrity.hash', params: { expected: model.sha256 } },
    });
    expect((await readdir(bench.loras)).filter((name) => name.endsWith('.damaged')).length).toBe(1);
    bench.civitai.faults.clear();
    expect(bench.rig.queue.retry(id).ok).toBe(true);
    await bench.rig.reaches(id, 'completed');
    expect(await sha256Of(join(bench.loras, model.fileName))).toBe(model.sha256);
  });

  it('leaves nothing of a damaged file behind when it is removed, also after the folders have changed', async () => {
    const model = bench.named('mainJob');
    bench.civitai.faults.set(model.fileId, { wrongBytes: true });
    const id = await bench.rig.add(model);
    await bench.rig.reaches(id, 'failed');
    bench.rig.settings.saveFolders(oneRoot('plain', bench.models));
    bench.rig.queue.retry(id);
    await bench.rig.reaches(id, 'failed');
    expect((await bench.rig.queue.remove(id)).ok).toBe(true);
    const left = await readdir(bench.models, { recursive: true });
    expect(left.filter((name) => /\.(part|damaged)$/.test(name))).toEqual([]);
  });

  it('goes on from where a line broke, byte for byte', async () => {
    const model = bench.named('mainJob');
    bench.civitai.faults.set(model.fileId, { cutAfterBytes: 5_000_000, cutTimes: 1 });
    const view = await bench.rig.reaches(await bench.rig.add(model), 'completed');
    expect(view.state).toMatchObject({ verification: { by: 'sha256' } });
    expect(bench.sentSince(0)).toBeLessThan(model.bytes + SENT_TWICE_BYTES);
    expect(bench.resolves().length, 'the link that worked is used again').toBe(1);
  });

  it('renews a link that the storage no longer honours, and asks for the rest only', async () => {
    const { id, model, kept, asked } = await bench.pausedHalfway();
    bench.civitai.faults.set(model.fileId, { storageStatus: 403, storageTimes: 1 });
    bench.rig.queue.resume(id);
    await bench.rig.reaches(id, 'completed');
    expect(bench.resolves().length).toBe(2);
    expect(bench.sentSince(asked)).toBeLessThan(model.bytes - kept + SENT_TWICE_BYTES);
  });

  it('compares instead of appending when the storage ignores the range', async () => {
    const { id, model } = await bench.pausedHalfway();
    bench.civitai.faults.set(model.fileId, { ignoreRange: true });
    bench.rig.queue.resume(id);
    await bench.rig.reaches(id, 'completed');
    expect((await stat(join(bench.loras, model.fileName))).size).toBe(model.bytes);
  });

  it('goes on after the entity tag changed, when the bytes on disk are still the same', async () => {
    const { id, model, kept, asked } = await bench.pausedHalfway();
    bench.civitai.faults.set(model.fileId, { changeEtag: true });
    bench.rig.queue.resume(id);
    await bench.rig.reaches(id, 'completed');
    expect(bench.sentSince(asked)).toBeLessThan(model.bytes - kept + SENT_TWICE_BYTES);
  });

  it('says that the file changed when the storage has other bytes now, and keeps the old ones', async () => {
    const { id, model, kept } = await bench.pausedHalfway();
    bench.civitai.faults.set(model.fileId, { ignoreRange: true, wrongBytes: true });
    bench.rig.queue.resume(id);
    const failed = await bench.rig.reaches(id, 'failed');
    expect(failed).toMatchObject({ state: { cause: { code: 'http.remoteChanged' } }, durableBytes: kept });
    bench.civitai.faults.clear();
    bench.rig.queue.retry(id);
    await bench.rig.reaches(id, 'completed');
    expect((await readdir(bench.loras)).filter((name) => name.endsWith('.damaged')).length).toBe(1);
    expect(await sha256Of(join(bench.loras, model.fileName))).toBe(model.sha256);
  });

  it('takes a page that answers in place of the rest for a bad answer, and keeps every byte', async () => {
    const { id, model, kept, asked } = await bench.pausedHalfway();
    bench.civitai.faults.set(model.fileId, { html: true });
    bench.rig.queue.resume(id);
    await expect.poll(() => bench.storageRequests().length).toBeGreaterThan(asked + 1);
    expect(bench.rig.view(id).durableBytes).toBe(kept);
    bench.civitai.faults.clear();
    await bench.rig.reaches(id, 'completed');
    expect((await readdir(bench.loras)).length).toBe(1);
  });

  it('keeps the bytes of a drive that is unplugged while Civet starts, and goes on when it is back', async () => {
    const { id, model, kept, asked } = await bench.pausedHalfway();
    await rename(bench.models, `${bench.models}-unplugged`);
    await bench.restart();
    bench.rig.queue.resume(id);
    const waiting = await bench.rig.reaches(id, 'waiting');
    expect(waiting).toMatchObject({
      state: { untilMs: null, cause: { code: 'disk.driveMissing' } },
      durableBytes: kept,
    });
    await rename(`${bench.models}-unplugged`, bench.models);
    await bench.rig.reaches(id, 'completed');
    expect(bench.sentSince(asked)).toBeLessThan(model.bytes - kept + SENT_TWICE_BYTES);
  });

  it('says that a part file has vanished, and starts over only when asked to', async () => {
    const { id, model } = await bench.pausedHalfway();
    await rm(join(bench.loras, `${model.fileName}.${id.slice(0, 8)}.part`));
    bench.rig.queue.resume(id);
    expect((await bench.rig.reaches(id, 'failed')).state).toMatchObject({
      cause: { code: 'disk.fileVanished' },
    });
    bench.rig.queue.retry(id);
    await bench.rig.reaches(id, 'completed');
    expect(await sha256Of(join(bench.loras, model.fileName))).toBe(model.sha256);
  });

  it('does not run in circles when the storage says to come back at once', async () => {
    const model = bench.named('mainJob');
    bench.civitai.faults.set(model.fileId, { storageStatus: 503, retryAfter: 0 });
    const id = await bench.rig.add(model);
    const waits = () =>
      bench.rig.deltas.flatMap((delta) =>
        delta.upserts.flatMap((view) => (view.state.kind === 'waiting' ? [view.state.attempt] : [])),
      );
    await expect.poll(() => waits().slice(0, 3)).toEqual([1, 2, 3]);
    expect(bench.storageRequests().length).toBeLessThan(20);
    bench.rig.queue.pause(id);
  });

  it.each([
    ['the storage', { storageStatus: 503, retryAfter: 3_600 }],
    ['Civitai', { apiStatus: 429, retryAfter: 3_600, apiPath: '/api/download' }],
  ])('tries at once when the user wants it, although %s asked for an hour', async (_who, fault) => {
    const model = bench.named('mainJob');
    bench.civitai.faults.set('all', fault);
    const id = await bench.rig.add(model);
    await bench.rig.reaches(id, 'waiting');
    bench.civitai.faults.clear();
    expect(bench.rig.queue.retry(id).ok).toBe(true);
    await bench.rig.reaches(id, 'completed');
  });

  it('goes on with what Civitai says now when a file that failed is added again', async () => {
    const model = bench.named('mainJob');
    bench.civitai.faults.set(model.fileId, { wrongBytes: true });
    const id = await bench.rig.add(model);
    await bench.rig.reaches(id, 'failed');
    bench.civitai.faults.clear();
    expect(await bench.rig.add(model)).toBe(id);
    await bench.rig.reaches(id, 'completed');
  });

  it.each([400, 403, 404])(
    'does not ask Civitai for new links for ever when the storage answers %i to them all',
    async (status) => {
      const model = bench.named('noHash');
      bench.civitai.faults.set(model.fileId, { storageStatus: status });
      const view = await bench.rig.reaches(await bench.rig.add(model), 'failed');
      expect(view.state.kind).toBe('failed');
      expect(bench.resolves().length).toBeLessThanOrEqual(8);
    },
  );

  it.each([503, 429, 500])('waits after %i and keeps what is there', async (status) => {
    const model = bench.named('mainJob');
    bench.civitai.faults.set(model.fileId, { storageStatus: status, storageTimes: 1 });
    const id = await bench.rig.add(model);
    await bench.rig.reaches(id, 'completed');
    expect(
      bench.rig.deltas.some((delta) => delta.upserts.some((view) => view.state.kind === 'waiting')),
    ).toBe(true);
  });

  it('does not create a root that is not there', async () => {
    bench.rig.settings.saveFolders(oneRoot('comfyui', join(bench.models, 'unplugged')));
    const id = await bench.rig.add(bench.named('mainJob'));
    const view = await bench.rig.reaches(id, 'waiting');
    expect(view.state).toMatchObject({ untilMs: null, cause: { code: 'disk.driveMissing' } });
    expect(await readdir(bench.models)).toEqual([]);
  });

  it('goes to the folder chosen since, when nothing of it is here yet', async () => {
    bench.rig.settings.saveFolders(oneRoot('comfyui', join(bench.models, 'unplugged')));
    const id = await bench.rig.add(bench.named('mainJob'));
    await bench.rig.reaches(id, 'waiting');
    bench.rig.settings.saveFolders(oneRoot('plain', bench.models));
    bench.rig.queue.retry(id);
    const view = await bench.rig.reaches(id, 'completed');
    expect(view.placeLabel).toBe('Plain folder › loras');
  });
});
