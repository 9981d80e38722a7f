import { readdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failure } from '../../../shared/failure';
import { err } from '../../../shared/result';
import { Bench, SENT_TWICE_BYTES, sha256Of } from '../../support/bench';

const bench = new Bench();

describe('the queue', () => {
  it('pauses at once, keeps the bytes, and goes on from there', async () => {
    const { id, model, kept, asked } = await bench.pausedHalfway();
    expect(bench.rig.view(id).state.kind).toBe('paused');
    bench.rig.queue.resume(id);
    await bench.rig.reaches(id, 'completed');
    expect(bench.sentSince(asked)).toBeLessThan(model.bytes - kept + SENT_TWICE_BYTES);
    expect(await sha256Of(join(bench.loras, model.fileName))).toBe(model.sha256);
  });

  it('survives a pause and a resume in the same breath', async () => {
    const model = bench.named('mainJob');
    bench.civitai.faults.set(model.fileId, { bytesPerSecond: 20_000_000 });
    const id = await bench.rig.add(model);
    await bench.rig.reaches(id, 'transferring');
    for (let round = 0; round < 20; round += 1) {
      bench.rig.queue.pause(id);
      bench.rig.queue.resume(id);
    }
    await bench.rig.reaches(id, 'completed');
    expect(await sha256Of(join(bench.loras, model.fileName))).toBe(model.sha256);
  });

  it('goes on after a restart from what was durable', async () => {
    const model = bench.named('mainJob');
    bench.civitai.faults.set(model.fileId, { bytesPerSecond: 8_000_000 });
    const id = await bench.rig.add(model);
    await expect
      .poll(() => bench.rig.queue.snapshot().progress[0]?.receivedBytes ?? 0)
      .toBeGreaterThan(2_000_000);
    await bench.rig.close();
    bench.civitai.faults.clear();
    const asked = bench.storageRequests().length;
    await bench.start(null);
    await bench.rig.reaches(id, 'completed');
    expect(bench.sentSince(asked)).toBeLessThan(model.bytes - 1_000_000);
    expect(await sha256Of(join(bench.loras, model.fileName))).toBe(model.sha256);
  });

  it('takes a part file that lost its end for what it is', async () => {
    const { id, model } = await bench.pausedHalfway();
    await bench.rig.close();
    await truncate(join(bench.loras, `${model.fileName}.${id.slice(0, 8)}.part`), 500_000);
    await bench.start(null);
    expect(bench.rig.view(id)).toMatchObject({ state: { kind: 'paused' }, durableBytes: 500_000 });
    bench.rig.queue.resume(id);
    await bench.rig.reaches(id, 'completed');
    expect(await sha256Of(join(bench.loras, model.fileName))).toBe(model.sha256);
  });

  it('runs no more than the limit, and starts the next by itself', async () => {
    bench.civitai.faults.set('all', { apiDelayMs: 100, apiPath: '/api/download' });
    bench.rig.settings.saveSettings({ ...bench.rig.settings.settings(), simultaneousDownloads: 1 });
    const ids = await Promise.all([
      bench.rig.add(bench.named('noHash')),
      bench.rig.add(bench.named('noSha256')),
      bench.rig.add(bench.named('onlyCrc32')),
    ]);
    for (const id of ids) await bench.rig.reaches(id, 'completed');
    let mostAtOnce = 0;
    const kinds = new Map<string, string>();
    for (const delta of bench.rig.deltas) {
      for (const view of delta.upserts) kinds.set(view.id, view.state.kind);
      const running = [...kinds.values()].filter((kind) =>
        ['probing', 'transferring', 'verifying', 'finalizing'].includes(kind),
      );
      mostAtOnce = Math.max(mostAtOnce, running.length);
    }
    expect(mostAtOnce).toBe(1);
  });

  it('answers with the download there is when a file is added twice, and fetches it once', async () => {
    bench.civitai.faults.set('all', { apiDelayMs: 200, apiPath: '/api/download' });
    const model = bench.named('mainJob');
    const first = await bench.rig.add(model);
    expect(await bench.rig.add(model)).toBe(first);
    await bench.rig.reaches(first, 'completed');
    expect(bench.sentSince(0)).toBeLessThan(model.bytes + SENT_TWICE_BYTES);
    expect(bench.rig.queue.snapshot().downloads.length).toBe(1);
  });

  it('keeps a cancelled download so that it can be taken back, and forgets a removed one with its part', async () => {
    const model = bench.named('mainJob');
    bench.civitai.faults.set(model.fileId, { bytesPerSecond: 8_000_000 });
    const id = await bench.rig.add(model);
    await expect
      .poll(() => bench.rig.queue.snapshot().progress[0]?.receivedBytes ?? 0)
      .toBeGreaterThan(2_000_000);
    bench.rig.queue.cancel(id);
    await expect.poll(() => bench.rig.view(id).durableBytes).toBeGreaterThan(1_000_000);
    expect((await readdir(bench.loras)).length).toBe(1);
    expect((await bench.rig.queue.remove(id)).ok).toBe(true);
    expect(await readdir(bench.loras)).toEqual([]);
    expect(bench.rig.queue.snapshot().downloads).toEqual([]);
    await bench.restart();
    expect(bench.rig.queue.snapshot().downloads).toEqual([]);
  });

  it('removes a placed download from the list and leaves the file', async () => {
    const model = bench.named('mainJob');
    const id = await bench.rig.add(model);
    await bench.rig.reaches(id, 'completed');
    await bench.rig.queue.remove(id);
    expect(await readdir(bench.loras)).toEqual([model.fileName]);
    expect(bench.rig.view(id)).toMatchObject({ isListed: false, state: { kind: 'completed' } });
    await bench.restart();
    expect(bench.rig.view(id).isListed, 'the library still knows it').toBe(false);
  });

  it('counts its revision up by one with every delta', async () => {
    await bench.rig.reaches(await bench.rig.add(bench.named('noHash')), 'completed');
    const revisions = bench.rig.deltas.map((delta) => delta.revision);
    expect(revisions.length).toBeGreaterThan(5);
    expect(revisions).toEqual(revisions.map((_, index) => index + 1));
  });

  it('pauses all and resumes all', async () => {
    bench.civitai.faults.set('all', { bytesPerSecond: 200_000 });
    const ids = await Promise.all([
      bench.rig.add(bench.named('mainJob')),
      bench.rig.add(bench.named('largeSlow')),
      bench.rig.add(bench.named('checkpoint')),
    ]);
    bench.rig.queue.pauseAll();
    expect(ids.map((id) => bench.rig.view(id).state.kind)).toEqual(['paused', 'paused', 'paused']);
    bench.civitai.faults.clear();
    bench.rig.queue.resumeAll();
    for (const id of ids) await bench.rig.reaches(id, 'completed');
  });

  it('fails a download whose change the journal refuses, and lets the others go on', async () => {
    const refused = new Set<string>();
    await bench.rig.close();
    await bench.start(null, (journal) => ({
      load: () => journal.load(),
      remove: (id, history) => journal.remove(id, history),
      saveAll: (records, history) => journal.saveAll(records, history),
      save: (record, history) =>
        refused.has(record.target.modelName) && record.state.kind === 'verifying'
          ? err(failure('disk.full', { path: 'civet.db' }))
          : journal.save(record, history),
    }));
    bench.rig.settings.saveSettings({ ...bench.rig.settings.settings(), simultaneousDownloads: 1 });
    const model = bench.named('mainJob');
    refused.add(model.modelName);
    const first = await bench.rig.add(model);
    const second = await bench.rig.add(bench.named('noHash'));
    expect((await bench.rig.reaches(first, 'failed')).state).toMatchObject({ cause: { code: 'disk.full' } });
    await bench.rig.reaches(second, 'completed');
    refused.clear();
    bench.rig.queue.retry(first);
    await bench.rig.reaches(first, 'completed');
    expect(await sha256Of(join(bench.loras, model.fileName))).toBe(model.sha256);
  });

  it('starts nothing that is being removed', async () => {
    const model = bench.named('mainJob');
    bench.civitai.faults.set(model.fileId, { bytesPerSecond: 8_000_000 });
    const id = await bench.rig.add(model);
    await bench.rig.reaches(id, 'transferring');
    const removed = bench.rig.queue.remove(id);
    expect(bench.rig.queue.retry(id)).toMatchObject({ ok: false, error: { code: 'input.unknownDownload' } });
    expect((await removed).ok).toBe(true);
    expect(bench.rig.queue.snapshot().downloads).toEqual([]);
    expect(await readdir(bench.loras)).toEqual([]);
  });

  it('takes a cancelled download up again where it stopped when its file is added again', async () => {
    const { id, model, kept, asked } = await bench.pausedHalfway();
    bench.rig.queue.cancel(id);
    expect(await bench.rig.add(model)).toBe(id);
    await bench.rig.reaches(id, 'completed');
    expect(bench.sentSince(asked)).toBeLessThan(model.bytes - kept + SENT_TWICE_BYTES);
  });
});
