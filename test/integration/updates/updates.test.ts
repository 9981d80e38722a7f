import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GotCivitaiHost } from '../../../electron/adapters/civitai-api';
import { createHttpClient } from '../../../electron/adapters/http-transport';
import { NodeOperationFiles } from '../../../electron/adapters/operation-files';
import { systemClock, systemPlaces } from '../../../electron/adapters/system';
import { openUpdates } from '../../../electron/adapters/updates-store';
import { parseApiOrigin } from '../../../electron/core/civitai/origins';
import type { IndexedFile, OwnedRow } from '../../../electron/core/library/ports';
import type { Clock } from '../../../electron/core/ports';
import type { WantedFile } from '../../../electron/services/bulk/find-files';
import { PacedCivitaiApi } from '../../../electron/services/catalogue/paced-api';
import { Updates } from '../../../electron/services/updates/updates';
import { failure } from '../../../shared/failure';
import { downloadIdSchema } from '../../../shared/ids';
import { err, ok } from '../../../shared/result';
import { settingsSchema } from '../../../shared/settings/schema';
import { directMeasuring } from '../../support/operations-rig';
import { SteeredClock } from '../../support/steered-clock';

let server: Server;
let questions: (readonly number[])[];
/** Answers the next questions with this status; null for what is asked for. */
let trouble: number | null;
let gone: ReadonlySet<number>;
let rooms: Updates[];
let planned: WantedFile[];
let indexed: Map<number, IndexedFile>;
/** How often the whole library was looked through. */
let looks: number;

/** A model with an old version and a new one, as the service writes it. */
function wireModel(id: number) {
  const version = (number: number) => ({
    id: id * 10 + number,
    name: `v${number}`,
    baseModel: 'SDXL 1.0',
    publishedAt: new Date(Date.UTC(2026, 0, number)).toISOString(),
    files: [{ id: id * 100 + number, name: `m${id}-v${number}.safetensors`, type: 'Model', sizeKB: 1_000 }],
    images: [],
  });
  return { id, name: `Model ${id}`, type: 'LORA', modelVersions: [version(2), version(1)] };
}

beforeEach(async () => {
  questions = [];
  trouble = null;
  gone = new Set();
  rooms = [];
  planned = [];
  indexed = new Map();
  looks = 0;
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const one = /^\/api\/v1\/models\/(\d+)$/.exec(pathname)?.[1];
    const ids = one === undefined ? (searchParams.get('ids') ?? '').split(',').map(Number) : [Number(one)];
    questions.push(ids);
    const shown = ids.filter((id) => !gone.has(id)).map(wireModel);
    const status = trouble ?? (one !== undefined && shown.length === 0 ? 404 : 200);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(one === undefined ? { items: shown, metadata: {} } : (shown[0] ?? {})));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  for (const room of rooms) await room.stop();
  server.closeAllConnections();
  await new Promise((resolve) => void server.close(resolve));
});

/** Each model has so many files of its old version. */
function ownedFiles(modelCount: number, filesEach: number): readonly OwnedRow[] {
  return Array.from({ length: modelCount * filesEach }, (_, at) => {
    const modelId = Math.floor(at / filesEach) + 1;
    return {
      id: at + 1,
      fileName: `m${modelId}-v1.safetensors`,
      bytes: 1_024_000,
      sha256: null,
      modelId,
      versionId: modelId * 10 + 1,
      baseModel: 'SDXL 1.0',
    };
  });
}

async function opened(
  owned: readonly OwnedRow[],
  recovered = Promise.resolve(),
  clock: Clock = systemClock,
): Promise<Updates> {
  const { port } = server.address() as AddressInfo; // It listens on TCP.
  const api = parseApiOrigin(`http://127.0.0.1:${port}`);
  if (!api.ok) throw new Error(api.error.code);
  const client = createHttpClient(api.value, 'Civet/0.0.0 (tests)');
  const host = new GotCivitaiHost({ api: api.value, client });
  const { store, keeping } = openUpdates(':memory:', 0, () => undefined);
  const room = new Updates({
    api: new PacedCivitaiApi({ host, clock: systemClock, token: () => null }),
    clock,
    chance: { fraction: () => 0 },
    store,
    keeping,
    library: {
      owned: (after, most) => {
        // Ids are the places in the list, from 1.
        if (after === 0) looks += 1;
        return ok(owned.slice(after, after + most));
      },
      find: (id) => ok(indexed.get(id) ?? null),
    },
    catalogue: { whole: () => Promise.resolve(err(failure('network.offline'))) },
    pictures: {
      idOf: () => {
        throw new Error('There are no pictures.');
      },
    },
    plan: { collectFiles: (wanted) => planned.push(...wanted) },
    preference: () => settingsSchema.parse({}).preference,
    maturity: () => 'PG',
    places: systemPlaces,
    files: new NodeOperationFiles({ measuring: directMeasuring }),
    promisedPlaces: { isOldAway: () => Promise.resolve(false), isNewAway: () => Promise.resolve(false) },
    operations: {
      plan: () => Promise.resolve(err(failure('input.notPossibleNow'))),
      run: () => Promise.resolve(err(failure('input.notPossibleNow'))),
      ofKind: () => [],
    },
    downloads: () => [],
    isWritingBeside: () => false,
    isHeld: () => true,
    publish: () => undefined,
    onMarks: () => undefined,
    onBug: (bug) => {
      throw bug;
    },
  });
  rooms.push(room);
  await room.start(recovered);
  return room;
}

const rests = (room: Updates) => expect.poll(() => room.status().check.kind, { interval: 20 }).toBe('idle');

describe('Updates', () => {
  it('asks nothing before the user has asked once', async () => {
    const room = await opened(ownedFiles(120, 1));
    expect(room.status()).toMatchObject({ isWanted: false, modelCount: 120, checkedAtMs: null });
    expect(questions).toEqual([]);
  });

  it('asks two hundred questions about ten thousand models with fifty thousand files', async () => {
    const room = await opened(ownedFiles(10_000, 5));
    room.checkNow();
    await rests(room);
    expect(questions).toHaveLength(200);
    expect(room.status()).toMatchObject({ counts: { updates: 10_000 }, trouble: null });
    const page = room.list('updates', 0, 50);
    expect(page.ok && page.value.rows).toHaveLength(50);
  });

  it('asks alone about what no list shows, and says that it is gone', async () => {
    gone = new Set([7]);
    const room = await opened(ownedFiles(60, 1));
    room.checkNow();
    await rests(room);
    expect(questions.filter((ids) => ids.length === 1)).toEqual([[7]]);
    expect(room.status().counts).toMatchObject({ updates: 59, gone: 1 });
    // Known by now: it costs no question of its own again.
    room.checkNow();
    await rests(room);
    expect(questions.filter((ids) => ids.length === 1)).toHaveLength(1);
  });

  it('says how many of those it has left to the next checks, which go on with them', async () => {
    gone = new Set(Array.from({ length: 230 }, (_, at) => at + 1));
    const room = await opened(ownedFiles(260, 1));
    room.checkNow();
    await rests(room);
    expect(room.status()).toMatchObject({ laterCount: 30, counts: { updates: 30, gone: 200 } });
    room.checkNow();
    await rests(room);
    expect(room.status()).toMatchObject({ laterCount: 0, counts: { updates: 30, gone: 230 } });
  });

  it('looks through the library once it rests, and not while it is being read', async () => {
    const clock = new SteeredClock();
    const opening = opened(ownedFiles(3, 1), Promise.resolve(), clock);
    await clock.advance(100);
    const room = await opening;
    expect(looks).toBe(1);
    for (let revision = 1; revision < 6; revision += 1) {
      room.noteLibrary({ revision, scan: { kind: 'looking', seenCount: revision } });
      await clock.advance(5_000);
    }
    expect(looks).toBe(1);
    room.noteLibrary({ revision: 6, scan: { kind: 'idle' } });
    await clock.advance(5_000);
    room.noteLibrary({ revision: 6, scan: { kind: 'idle' } });
    await clock.advance(5_000);
    expect(looks).toBe(2);
  });

  it('leaves a service alone that asks for it, tells why, and goes on where it was', async () => {
    const room = await opened(ownedFiles(150, 1));
    trouble = 429;
    room.checkNow();
    await rests(room);
    expect(room.status().trouble?.code).toBe('http.rateLimited');
    const asked = questions.length;
    expect(asked).toBeLessThan(5);
    trouble = null;
    room.checkNow();
    await rests(room);
    expect(room.status()).toMatchObject({ trouble: null, counts: { updates: 150 } });
    expect(questions.length - asked).toBe(3);
  });

  it('tells that there is no network, and keeps what it knew', async () => {
    const room = await opened(ownedFiles(60, 1));
    room.checkNow();
    await rests(room);
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
    room.checkNow();
    await rests(room);
    expect(room.status().trouble).not.toBeNull();
    expect(room.status().counts.updates).toBe(60);
  });

  it('plans the chosen ones, and nothing that is ignored', async () => {
    const room = await opened(ownedFiles(3, 1));
    room.checkNow();
    await rests(room);
    expect(room.ignore({ kind: 'model', id: 2, modelId: 2, isIgnored: true }).ok).toBe(true);
    const all = { which: { kind: 'all', except: [] }, fate: 'keep', ownFates: [] } as const;
    expect(room.toPlan(all)).toEqual(ok(2));
    expect(planned.map(({ modelId, fileId }) => [modelId, fileId])).toEqual([
      [1, 102],
      [3, 302],
    ]);
    expect(room.ignored()).toMatchObject({ ok: true, value: [{ kind: 'model', modelName: 'Model 2' }] });
    expect(room.ignore({ kind: 'model', id: 2, modelId: 2, isIgnored: false }).ok).toBe(true);
    expect(room.status().counts.updates).toBe(3);
  });

  it('applies what was said of old files to no others', async () => {
    const owned = [...ownedFiles(1, 2)];
    const room = await opened(owned);
    const file = (id: number) =>
      // Only what a promise looks at.
      ({
        ...{ id, fileName: `f${id}`, folder: '/m', bytes: 5, mtimeNs: '7', dev: '1', ino: `${id}` },
        ...{ versionId: 11, standing: 'known', facts: null, claim: null },
      }) as IndexedFile;
    indexed = new Map([1, 2].map((id) => [id, file(id)]));
    room.checkNow();
    await rests(room);
    const id = '1-12-102';
    const [offered] = room.stillOffered([`updates-${id}`, 'updates-9-92-902']);
    expect(offered).toEqual({ id: `updates-${id}`, oldFileIds: [1, 2], approximateBytes: 1_024_000 });
    const wish = { which: { kind: 'all', except: [] }, fate: 'keep' } as const;
    const own = (fileIds: readonly number[]) => [{ id: `updates-${id}`, fate: 'trash', fileIds }] as const;
    expect(room.toPlan({ ...wish, ownFates: own([1]) })).toMatchObject({
      error: { code: 'input.changedMeanwhile' },
    });
    expect(planned).toEqual([]);
    expect(room.toPlan({ ...wish, ownFates: own([1, 2, 3]) })).toEqual(ok(1));
    expect(planned[0]?.promise).toMatchObject({ fate: 'trash', files: [{ id: 1 }, { id: 2 }] });
  });

  it('promises to replace nothing but what is proven and has one name, and says what stays', async () => {
    // Only what a promise and a row look at.
    const file = (id: number, facts: Partial<IndexedFile>) =>
      ({
        ...{ id, fileName: `f${id}`, folder: '/m', bytes: 5, mtimeNs: '7', dev: '1', ino: `${id}` },
        ...{ versionId: Math.ceil(id / 2) * 10 + 1, standing: 'known', facts: null, claim: null, ...facts },
      }) as IndexedFile;
    // Two files for each of four models.
    const room = await opened(ownedFiles(4, 2));
    const files = [
      ...[file(1, {}), file(2, {})],
      ...[file(3, {}), file(4, { standing: 'claimed' })],
      ...[file(5, { standing: 'edited' }), file(6, {})],
      ...[file(7, { ino: '8' }), file(8, {})],
    ];
    indexed = new Map(files.map((each) => [each.id, each]));
    room.checkNow();
    await rests(room);
    room.toPlan({ which: { kind: 'all', except: [] }, fate: 'replace', ownFates: [] });
    expect(planned.map(({ promise }) => promise?.files.map(({ id }) => id) ?? null)).toEqual([
      [1, 2],
      [3],
      [6],
      null,
    ]);
    const wish = { which: { kind: 'all', except: [] }, fate: 'trash', ownFates: [] } as const;
    const counts = { notProven: 2, severalNames: 2 };
    const names = [4, 5, 7, 8].map((id) => indexed.get(id)?.fileName);
    expect(room.staying(wish)).toEqual({ counts, names });
    expect(room.staying({ ...wish, fate: 'keep' }).names).toEqual([]);
    const page = room.list('updates', 0, 50);
    if (!page.ok) throw new Error(page.error.code);
    expect(page.value.rows.map(({ oldFiles }) => oldFiles.map(({ whyItStays }) => whyItStays))).toEqual([
      [null, null],
      [null, 'notProven'],
      ['notProven', null],
      ['severalNames', 'severalNames'],
    ]);
  });

  it('carries nothing out before what was left half-done has been taken back', async () => {
    let end: () => void = () => undefined;
    const room = await opened([], new Promise<void>((resolve) => (end = resolve)));
    const downloadId = downloadIdSchema.parse('aaaaaaaa000040008000000000000001');
    room.notePromised([{ downloadId, promise: { fate: 'trash', modelName: 'Lantern', files: [] } }]);
    room.noteDownloads();
    await new Promise((resolve) => setImmediate(resolve));
    expect(room.status().waitingCount).toBe(1);
    end();
    // There is no such download, so that its promise ends.
    await expect.poll(() => room.status().waitingCount).toBe(0);
  });
});
