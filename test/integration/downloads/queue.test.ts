import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Civitai, startCivitai } from '../../support/civitai/index.mjs';
import { Rig, temporaryFolder } from '../../support/rig';

let civitai: Civitai;
let profile: Awaited<ReturnType<typeof temporaryFolder>>;
let models: Awaited<ReturnType<typeof temporaryFolder>>;
let rig: Rig;

beforeAll(async () => {
  civitai = await startCivitai({ port: 0, seed: 7, models: 20 });
});
afterAll(() => civitai.close());
beforeEach(async () => {
  civitai.reset();
  profile = await temporaryFolder('profile');
  models = await temporaryFolder('models');
  rig = new Rig(civitai.origin, { profile: profile.path, models: models.path });
  await rig.queue.start();
});
afterEach(async () => {
  await rig.close();
  expect(rig.bugs).toEqual([]);
  await profile.remove();
  await models.remove();
});

const sha256Of = async (path: string) =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
    .toUpperCase();
const loras = () => join(models.path, 'models', 'loras');
const storageRequests = () => civitai.requests.filter((request) => request.origin === 'storage');
const resolves = () => civitai.requests.filter((request) => request.path.startsWith('/api/download/'));
const named = (key: keyof Civitai['named']) => civitai.named[key];

/** Restarts Civet's services on the same profile, as after a quit. */
async function restart(token: string | null = null): Promise<void> {
  await rig.close();
  rig = new Rig(civitai.origin, { profile: profile.path, models: models.path, token });
  await rig.queue.start();
}

describe('a download', () => {
  it('ends verified under its name in the folder of its type', async () => {
    const model = named('mainJob');
    const view = await rig.reaches(await rig.add(model), 'completed');
    expect(view.state).toMatchObject({ kind: 'completed', verification: { kind: 'verified', by: 'sha256' } });
    expect(view.placeLabel).toBe('ComfyUI › loras');
    expect(await readdir(loras())).toEqual([model.fileName]);
    expect(await sha256Of(join(loras(), model.fileName))).toBe(model.sha256);
  });

  it('asks for exactly the chosen file, once', async () => {
    const model = named('mainJob');
    const config = model.files[3];
    if (config === undefined) throw new Error('no config file');
    await rig.reaches(await rig.add({ ...model, fileId: config.fileId }), 'completed');
    expect(resolves().map((request) => request.path)).toEqual([
      `/api/download/models/${model.versionId}?fileId=${config.fileId}`,
    ]);
  });

  it.each([
    ['noSha256', { kind: 'verified', by: 'blake3' }],
    ['onlyAutoV2', { kind: 'verified', by: 'autoV2' }],
    ['onlyCrc32', { kind: 'verified', by: 'crc32' }],
    ['noHash', { kind: 'unverified' }],
  ] as const)('%s is proven by the best hash there is, or said to be unproven', async (key, verification) => {
    const view = await rig.reaches(await rig.add(named(key)), 'completed');
    expect(view.state).toMatchObject({ verification });
  });

  it('keeps both of two files with one name', async () => {
    const model = named('sameNames');
    const ids = await Promise.all(model.files.map((file) => rig.add({ ...model, fileId: file.fileId })));
    for (const id of ids) await rig.reaches(id, 'completed');
    const folder = rig.view(ids[0] ?? ids[1]!).placePath;
    const sizes = await Promise.all(
      (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size),
    );
    expect(sizes.sort((a, b) => a - b)).toEqual(model.files.map((file) => file.bytes).sort((a, b) => a - b));
  });

  it('never replaces a file that is there', async () => {
    const model = named('mainJob');
    await mkdir(loras(), { recursive: true });
    await writeFile(join(loras(), model.fileName.toUpperCase()), 'mine');
    const view = await rig.reaches(await rig.add(model), 'completed');
    expect(await readFile(join(loras(), model.fileName.toUpperCase()), 'utf8')).toBe('mine');
    expect(view.fileName).not.toBe(model.fileName);
    expect((await readdir(loras())).length).toBe(2);
  });

  it('does not follow a link that stands under the name of its part file', async () => {
    const model = named('mainJob');
    rig.settings.saveSettings({ ...rig.settings.settings(), simultaneousDownloads: 1 });
    civitai.faults.set('all', { apiDelayMs: 300, apiPath: '/api/download' });
    const victim = join(models.path, 'victim.txt');
    await writeFile(victim, 'precious');
    await mkdir(loras(), { recursive: true });
    const blocker = await rig.add(named('checkpoint'));
    const id = await rig.add(model);
    await symlink(victim, join(loras(), `${model.fileName}.${id.slice(0, 8)}.part`));
    await rig.reaches(blocker, 'completed');
    const view = await rig.reaches(id, 'failed');
    expect(view.state.kind).toBe('failed');
    expect(await readFile(victim, 'utf8')).toBe('precious');
  });
});

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
    const view = await rig.reaches(await rig.add(named(key)), 'failed');
    expect(view.state).toMatchObject({ kind: 'failed', cause: { code } });
    const names = await readdir(view.placePath);
    expect(names.filter((name) => !/\.(part|damaged)$/.test(name))).toEqual([]);
  });

  it('says archived before anything is queued', async () => {
    const { modelId, versionId, fileId } = named('archived');
    const target = await rig.catalogue.target(modelId, versionId, fileId);
    expect(target).toMatchObject({ ok: false, error: { code: 'access.archived' } });
  });

  it('gets a file whose link is not found twice before it is', async () => {
    await rig.reaches(await rig.add(named('transient404')), 'completed');
    expect(resolves().length).toBe(3);
  });

  it('gets a VAE that is listed under a foreign version', async () => {
    const model = named('foreignVae');
    const details = await rig.catalogue.model(model.modelId);
    const vae = details.ok ? details.value.versions[0]?.files.find((file) => file.type === 'VAE') : undefined;
    if (vae === undefined) throw new Error('no VAE');
    const view = await rig.reaches(await rig.add({ ...model, fileId: vae.id }), 'completed');
    expect(view.placeLabel).toBe('ComfyUI › vae');
  });

  it('keeps a file with a wrong hash aside and fetches a new one on demand', async () => {
    const model = named('mainJob');
    civitai.faults.set(model.fileId, { wrongBytes: true });
    const id = await rig.add(model);
    const failed = await rig.reaches(id, 'failed');
    expect(failed.state).toMatchObject({
      cause: { code: 'integrity.hash', params: { expected: model.sha256 } },
    });
    expect((await readdir(loras())).filter((name) => name.endsWith('.damaged')).length).toBe(1);
    civitai.faults.clear();
    expect(rig.queue.retry(id).ok).toBe(true);
    await rig.reaches(id, 'completed');
    expect(await sha256Of(join(loras(), model.fileName))).toBe(model.sha256);
  });

  it('goes on from where a line broke, byte for byte', async () => {
    const model = named('mainJob');
    civitai.faults.set(model.fileId, { cutAfterBytes: 10_000_000, cutTimes: 1 });
    const view = await rig.reaches(await rig.add(model), 'completed');
    expect(view.state).toMatchObject({ verification: { by: 'sha256' } });
    const starts = storageRequests().map((request) => request.headers.range ?? null);
    expect(starts[0]).toBe(null);
    expect(starts[1]).toMatch(/^bytes=\d+-$/);
    expect(Number(/\d+/.exec(starts[1] ?? '')?.[0])).toBeGreaterThan(9_000_000);
    expect(resolves().length, 'the link that worked is used again').toBe(1);
  });

  it('renews a link that the storage no longer honours, and asks for the rest only', async () => {
    const model = named('mainJob');
    civitai.faults.set(model.fileId, { cutAfterBytes: 10_000_000, cutTimes: 1, linkTtlMs: 1 });
    civitai.faults.set(model.fileId, { linkTtlMs: 60_000 });
    const id = await rig.add(model);
    await rig.reaches(id, 'waiting');
    civitai.faults.set(model.fileId, { storageStatus: 403, storageTimes: 1 });
    await rig.reaches(id, 'completed');
    expect(resolves().length).toBe(2);
    const ranges = storageRequests()
      .slice(1)
      .map((request) => request.headers.range);
    expect(ranges.every((range) => range !== undefined && range !== 'bytes=0-')).toBe(true);
  });

  it('compares instead of appending when the storage ignores the range', async () => {
    const model = named('mainJob');
    civitai.faults.set(model.fileId, { cutAfterBytes: 10_000_000, cutTimes: 1 });
    const id = await rig.add(model);
    await rig.reaches(id, 'waiting');
    civitai.faults.set(model.fileId, { ignoreRange: true });
    await rig.reaches(id, 'completed');
    expect((await stat(join(loras(), model.fileName))).size).toBe(model.bytes);
  });

  it('goes on after the entity tag changed, when the bytes on disk are still the same', async () => {
    const model = named('mainJob');
    civitai.faults.set(model.fileId, { cutAfterBytes: 10_000_000, cutTimes: 1 });
    const id = await rig.add(model);
    await rig.reaches(id, 'waiting');
    const kept = rig.view(id).durableBytes;
    civitai.faults.set(model.fileId, { changeEtag: true });
    await rig.reaches(id, 'completed');
    expect(storageRequests().at(-1)?.headers.range).toBe(`bytes=${kept - 65_536}-`);
  });

  it('says that the file changed when the storage has other bytes now, and keeps the old ones aside', async () => {
    const model = named('mainJob');
    civitai.faults.set(model.fileId, { cutAfterBytes: 10_000_000, cutTimes: 1 });
    const id = await rig.add(model);
    await rig.reaches(id, 'waiting');
    civitai.faults.set(model.fileId, { ignoreRange: true, wrongBytes: true });
    const failed = await rig.reaches(id, 'failed');
    expect(failed).toMatchObject({ state: { cause: { code: 'http.remoteChanged' } }, durableBytes: 0 });
    expect((await readdir(loras())).filter((name) => name.endsWith('.damaged')).length).toBe(1);
    civitai.faults.clear();
    rig.queue.retry(id);
    await rig.reaches(id, 'completed');
    expect(await sha256Of(join(loras(), model.fileName))).toBe(model.sha256);
  });

  it.each([503, 429, 500])('waits after %i and keeps what is there', async (status) => {
    const model = named('mainJob');
    civitai.faults.set(model.fileId, { storageStatus: status, storageTimes: 1 });
    const id = await rig.add(model);
    await rig.reaches(id, 'completed');
    expect(rig.deltas.some((delta) => delta.upserts.some((view) => view.state.kind === 'waiting'))).toBe(
      true,
    );
  });

  it('does not create a root that is not there', async () => {
    const id = await (async () => {
      rig.settings.saveFolders({ layout: 'comfyui', root: join(models.path, 'unplugged'), own: {} });
      return rig.add(named('mainJob'));
    })();
    const view = await rig.reaches(id, 'failed');
    expect(view.state).toMatchObject({ cause: { code: 'disk.folderMissing' } });
    expect(await readdir(models.path)).toEqual([]);
  });

  it('goes to the folder chosen since, when nothing of it is here yet', async () => {
    rig.settings.saveFolders({ layout: 'comfyui', root: join(models.path, 'unplugged'), own: {} });
    const id = await rig.add(named('mainJob'));
    await rig.reaches(id, 'failed');
    rig.settings.saveFolders({ layout: 'plain', root: models.path, own: {} });
    rig.queue.retry(id);
    const view = await rig.reaches(id, 'completed');
    expect(view.placeLabel).toBe('Models › loras');
  });
});

describe('the queue', () => {
  it('pauses at once, keeps the bytes, and goes on from there', async () => {
    const model = named('mainJob');
    civitai.faults.set(model.fileId, { bytesPerSecond: 8_000_000 });
    const id = await rig.add(model);
    await expect
      .poll(() => rig.queue.snapshot().progress[0]?.receivedBytes ?? 0, { timeout: 10_000 })
      .toBeGreaterThan(2_000_000);
    rig.queue.pause(id);
    await expect.poll(() => rig.view(id).durableBytes, { timeout: 10_000 }).toBeGreaterThan(1_000_000);
    expect(rig.view(id).state.kind).toBe('paused');
    const kept = rig.view(id).durableBytes;
    civitai.faults.clear();
    rig.queue.resume(id);
    await rig.reaches(id, 'completed');
    expect(storageRequests().at(-1)?.headers.range).toBe(`bytes=${kept}-`);
  });

  it('survives a pause and a resume in the same breath', async () => {
    const model = named('mainJob');
    civitai.faults.set(model.fileId, { bytesPerSecond: 20_000_000 });
    const id = await rig.add(model);
    await rig.reaches(id, 'transferring');
    for (let round = 0; round < 20; round += 1) {
      rig.queue.pause(id);
      rig.queue.resume(id);
    }
    await rig.reaches(id, 'completed');
    expect(await sha256Of(join(loras(), model.fileName))).toBe(model.sha256);
  });

  it('goes on after a restart from the durable offset', async () => {
    const model = named('mainJob');
    civitai.faults.set(model.fileId, { bytesPerSecond: 8_000_000 });
    const id = await rig.add(model);
    await expect
      .poll(() => rig.queue.snapshot().progress[0]?.receivedBytes ?? 0, { timeout: 10_000 })
      .toBeGreaterThan(2_000_000);
    civitai.faults.clear();
    await restart();
    const kept = Number(
      /bytes=(\d+)-/.exec(
        await (async () => {
          await rig.reaches(id, 'completed');
          return storageRequests().at(-1)?.headers.range ?? '';
        })(),
      )?.[1],
    );
    expect(kept).toBeGreaterThan(1_000_000);
    expect(await sha256Of(join(loras(), model.fileName))).toBe(model.sha256);
  });

  it('takes a part file that lost its end for what it is', async () => {
    const model = named('mainJob');
    civitai.faults.set(model.fileId, { cutAfterBytes: 10_000_000, cutTimes: 1 });
    const id = await rig.add(model);
    await rig.reaches(id, 'waiting');
    rig.queue.pause(id);
    await rig.close();
    await truncate(join(loras(), `${model.fileName}.${id.slice(0, 8)}.part`), 4_000_000);
    rig = new Rig(civitai.origin, { profile: profile.path, models: models.path });
    await rig.queue.start();
    expect(rig.view(id)).toMatchObject({ state: { kind: 'paused' }, durableBytes: 4_000_000 });
    rig.queue.resume(id);
    await rig.reaches(id, 'completed');
    expect(await sha256Of(join(loras(), model.fileName))).toBe(model.sha256);
  });

  it('runs no more than the limit, and starts the next by itself', async () => {
    civitai.faults.set('all', { apiDelayMs: 100, apiPath: '/api/download' });
    rig.settings.saveSettings({ ...rig.settings.settings(), simultaneousDownloads: 1 });
    const ids = await Promise.all([
      rig.add(named('noHash')),
      rig.add(named('noSha256')),
      rig.add(named('onlyCrc32')),
    ]);
    for (const id of ids) await rig.reaches(id, 'completed');
    let mostAtOnce = 0;
    const kinds = new Map<string, string>();
    for (const delta of rig.deltas) {
      for (const view of delta.upserts) kinds.set(view.id, view.state.kind);
      const running = [...kinds.values()].filter((kind) =>
        ['probing', 'transferring', 'verifying', 'finalizing'].includes(kind),
      );
      mostAtOnce = Math.max(mostAtOnce, running.length);
    }
    expect(mostAtOnce).toBe(1);
  });

  it('answers with the download there is when a file is added twice', async () => {
    civitai.faults.set('all', { apiDelayMs: 200, apiPath: '/api/download' });
    const model = named('mainJob');
    const first = await rig.add(model);
    expect(await rig.add(model)).toBe(first);
    await rig.reaches(first, 'completed');
    expect(storageRequests().length).toBe(1);
  });

  it('keeps a cancelled download so that it can be taken back, and forgets a removed one with its part', async () => {
    const model = named('mainJob');
    civitai.faults.set(model.fileId, { bytesPerSecond: 8_000_000 });
    const id = await rig.add(model);
    await expect
      .poll(() => rig.queue.snapshot().progress[0]?.receivedBytes ?? 0, { timeout: 10_000 })
      .toBeGreaterThan(2_000_000);
    rig.queue.cancel(id);
    await expect.poll(() => rig.view(id).durableBytes, { timeout: 10_000 }).toBeGreaterThan(1_000_000);
    expect((await readdir(loras())).length).toBe(1);
    expect((await rig.queue.remove(id)).ok).toBe(true);
    expect(await readdir(loras())).toEqual([]);
    expect(rig.queue.snapshot().downloads).toEqual([]);
    await restart();
    expect(rig.queue.snapshot().downloads).toEqual([]);
  });

  it('removes a placed download from the list and leaves the file', async () => {
    const model = named('mainJob');
    const id = await rig.add(model);
    await rig.reaches(id, 'completed');
    await rig.queue.remove(id);
    expect(await readdir(loras())).toEqual([model.fileName]);
  });

  it('counts its revision up by one with every delta', async () => {
    await rig.reaches(await rig.add(named('noHash')), 'completed');
    const revisions = rig.deltas.map((delta) => delta.revision);
    expect(revisions.length).toBeGreaterThan(5);
    expect(revisions).toEqual(revisions.map((_, index) => index + 1));
  });

  it('pauses all and resumes all', async () => {
    civitai.faults.set('all', { bytesPerSecond: 200_000 });
    const ids = await Promise.all([
      rig.add(named('mainJob')),
      rig.add(named('largeSlow')),
      rig.add(named('checkpoint')),
    ]);
    rig.queue.pauseAll();
    expect(ids.map((id) => rig.view(id).state.kind)).toEqual(['paused', 'paused', 'paused']);
    civitai.faults.clear();
    rig.queue.resumeAll();
    for (const id of ids) await rig.reaches(id, 'completed');
  });
});

describe('the token', () => {
  it('opens a file that needs a login, and is seen at the API alone', async () => {
    const model = named('loginRequired');
    await restart(civitai.token);
    await rig.reaches(await rig.add(model), 'completed');
    const carriers = civitai.requests.filter((request) => JSON.stringify(request).includes(civitai.token));
    expect(carriers.length).toBeGreaterThan(0);
    for (const request of carriers) {
      expect(request.origin).toBe('api');
      expect(request.path).not.toContain(civitai.token);
      expect(request.headers.authorization).toBe(`Bearer ${civitai.token}`);
    }
    expect(storageRequests().every((request) => request.headers.authorization === undefined)).toBe(true);
  });

  it('is not kept when Civitai does not know it', async () => {
    const answer = await rig.account.signIn('not-a-real-token-at-all');
    expect(answer).toMatchObject({ ok: false, error: { code: 'access.tokenRejected' } });
    expect(rig.account.token()).toBe(null);
  });

  it('says who it belongs to', async () => {
    expect(await rig.account.signIn(civitai.token)).toMatchObject({
      ok: true,
      value: { kind: 'signedIn', username: 'civet_tester' },
    });
    expect(rig.account.signOut()).toEqual({ kind: 'signedOut' });
    expect(rig.account.token()).toBe(null);
  });
});
