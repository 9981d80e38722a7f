import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SqliteAnswerStore } from '../../../electron/adapters/answer-store';
import { emptySearch } from '../../../shared/civitai/search';
import { type Civitai, startCivitai } from '../../support/civitai/index.mjs';
import { Rig, temporaryFolder } from '../../support/rig';

let civitai: Civitai;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const rigs: Rig[] = [];
const stores: SqliteAnswerStore[] = [];

beforeEach(async () => {
  civitai = await startCivitai({ port: 0, seed: 7, models: 60 });
  folder = await temporaryFolder('offline');
});
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
  for (const store of stores.splice(0)) store.close();
  await civitai.close();
  await folder.remove();
});

/** A new run on the same profile. */
function start(token: string | null = null): Rig {
  const answers = new SqliteAnswerStore(join(folder.path, 'answers.db'));
  const rig = new Rig(civitai.origin, { profile: folder.path, models: folder.path, answers, token });
  stores.push(answers);
  rigs.push(rig);
  return rig;
}

async function stop(rig: Rig): Promise<void> {
  await rig.close();
  rigs.splice(rigs.indexOf(rig), 1);
  stores.pop()?.close();
}

describe('what was seen once', () => {
  it('is browsable with the service stopped, in the next run, with its age', async () => {
    const { modelId } = civitai.named.mainJob;
    const first = start();
    const seenAtMs = Date.now();
    const online = await first.catalogue.search(emptySearch);
    const model = await first.catalogue.model(modelId, 'PG');
    const gallery = { subject: { kind: 'model', modelId }, sort: 'Newest', period: 'AllTime' } as const;
    const images = await first.gallery.images({ ...gallery, maturity: 'PG', cursor: null });
    const tags = await first.names.tags('', null);
    await stop(first);
    await civitai.close();

    const second = start();
    const offline = await second.catalogue.search(emptySearch);
    expect(offline).toEqual(online);
    expect(offline).toMatchObject({ ok: true, value: { seen: { state: 'current', cause: null } } });
    expect(offline.ok && offline.value.seen.atMs).toBeGreaterThanOrEqual(seenAtMs);
    expect(await second.catalogue.model(modelId, 'PG')).toEqual(model);
    expect(await second.gallery.images({ ...gallery, maturity: 'PG', cursor: null })).toEqual(images);
    expect(await second.names.tags('', null)).toEqual(tags);
    expect(await second.catalogue.search({ ...emptySearch, text: 'never asked' })).toMatchObject({
      ok: false,
      error: { code: 'network.refused' },
    });
  });

  it('shows nothing above the level, however it was stored', async () => {
    const first = start();
    const all = await first.catalogue.search({ ...emptySearch, maturity: 'XXX' });
    expect(all.ok && all.value.items.some(({ maturity }) => maturity !== 'PG')).toBe(true);
    const { modelId } = civitai.named.matureX;
    await first.catalogue.model(modelId, 'XXX');
    await stop(first);
    await civitai.close();
    const model = await start().catalogue.model(modelId, 'PG');
    expect(model.ok && model.value.versions.flatMap(({ pictures }) => pictures)).toEqual([]);
  });

  it('with an account is not shown without it, nor kept after the sign-out', async () => {
    const first = start(civitai.token);
    expect((await first.catalogue.search(emptySearch)).ok).toBe(true);
    expect(first.answers.facts().entries).toBe(1);
    first.vault.forget();
    await civitai.close();
    expect((await first.catalogue.search(emptySearch)).ok).toBe(false);
    first.answers.dropOthers();
    expect(first.answers.facts().entries).toBe(0);
  });

  it('is not believed for a download: what the file is now must be asked', async () => {
    const { modelId, versionId, fileId } = civitai.named.mainJob;
    const first = start();
    expect((await first.catalogue.target(modelId, versionId, fileId)).ok).toBe(true);
    await stop(first);
    const store = new SqliteAnswerStore(join(folder.path, 'answers.db'));
    const stored = await store.read('', `/api/v1/models/${modelId} []`);
    await store.keep('', `/api/v1/models/${modelId} []`, {
      value: stored?.value,
      atMs: Date.now() - 3_600_000,
    });
    store.close();
    await civitai.close();
    const second = start();
    expect((await second.catalogue.model(modelId, 'PG')).ok).toBe(true);
    expect(await second.catalogue.target(modelId, versionId, fileId)).toMatchObject({
      ok: false,
      error: { code: 'network.refused' },
    });
  });
});

describe('a storm of 429', () => {
  it('is not answered with a storm of questions, and what was seen stays in view', async () => {
    const first = start();
    await first.catalogue.search(emptySearch);
    civitai.faults.set('all', { apiStatus: 429, retryAfter: 3_600, apiPath: '/api/v1' });
    const before = civitai.requests.length;
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, nth) => first.catalogue.model(200_001 + nth, 'PG')),
    );
    expect(answers.every((answer) => !answer.ok && answer.error.code === 'http.rateLimited')).toBe(true);
    // The three that were under way when the first answer came, and not one more.
    expect(civitai.requests.length - before).toBeLessThanOrEqual(3);
    expect(await first.catalogue.search(emptySearch)).toMatchObject({ ok: true });
  });
});
