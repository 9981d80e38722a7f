import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type SqliteLibrary } from '../../../electron/adapters/library-store';
import type { FoundFile, PlacedDownload } from '../../../electron/core/library/ports';
import type { LibraryWish } from '../../../shared/library/library';
import { factsOf, fill, found, HASH, NOW, names } from '../../support/library-index';
import { temporaryFolder } from '../../support/rig';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let reports: string[];
let open: SqliteLibrary[];

const path = () => join(folder.path, 'library.db');
const start = () => {
  const opened = openLibrary(path(), NOW, (what) => reports.push(what));
  open.push(opened.store);
  return opened;
};
const stop = () => {
  for (const store of open.splice(0)) store.close();
};
beforeEach(async () => {
  folder = await temporaryFolder('library-store');
  reports = [];
  open = [];
});
afterEach(async () => {
  stop();
  await folder.remove();
});

describe('the list', () => {
  const three = async () => {
    const { store } = start();
    await fill(store, [
      {
        ...factsOf(1, { modelName: 'Äurora Fjord', tags: ['landscape'], triggerWords: ['p0lar light'] }),
        file: found('b.safetensors', 30),
      },
      { ...factsOf(2, { modelName: 'Model 10', modelType: 'VAE', creator: 'Jón' }), file: found('a.pt', 10) },
      {
        ...factsOf(3, { modelName: 'Model 9', modelType: 'Checkpoint', baseModel: 'SD 1.5' }),
        file: found('sub/Ünder_score.ckpt', 20),
      },
    ]);
    return store;
  };

  it.each([
    ['name of the model, without accents and case', 'aurora FJORD', 'b.safetensors'],
    ['tag', 'landscape', 'b.safetensors'],
    ['trigger word', 'p0lar', 'b.safetensors'],
    ['creator', 'jon', 'a.pt'],
    ['file name', 'under_score', 'Ünder_score.ckpt'],
  ])('finds by the %s', async (_what, text, file) => {
    expect(names(await three(), { text })).toEqual([file]);
  });

  it('takes every word of a search, and its signs for themselves', async () => {
    const store = await three();
    expect(names(store, { text: 'aurora landscape' })).toEqual(['b.safetensors']);
    expect(names(store, { text: 'aurora jon' })).toEqual([]);
    for (const text of ['%', '_ore%', "'; DROP TABLE files; --", '*', '"'])
      expect(names(store, { text })).toEqual([]);
    expect(names(store)).toHaveLength(3);
  });

  it('sorts by name with numbers in their order, by size, by date and by type, both ways', async () => {
    const store = await three();
    const ordered = (by: LibraryWish['order']['by'], isDescending = false) =>
      names(store, { order: { by, isDescending } });
    expect(ordered('name')).toEqual(['b.safetensors', 'Ünder_score.ckpt', 'a.pt']);
    expect(ordered('size')).toEqual(['a.pt', 'Ünder_score.ckpt', 'b.safetensors']);
    expect(ordered('size', true)).toEqual(['b.safetensors', 'Ünder_score.ckpt', 'a.pt']);
    expect(ordered('type')).toEqual(['Ünder_score.ckpt', 'b.safetensors', 'a.pt']);
    expect(ordered('added', true)).toEqual(['Ünder_score.ckpt', 'a.pt', 'b.safetensors']);
  });

  it('filters by type, base model and state, one inside the other', async () => {
    const store = await three();
    await store.endWalk([join('/models', 'a.pt')], NOW, true);
    expect(names(store, { types: ['VAE', 'LORA'] })).toEqual(['b.safetensors', 'a.pt']);
    expect(names(store, { types: ['VAE', 'LORA'], standings: ['missing'] })).toEqual(['a.pt']);
    expect(names(store, { baseModels: ['SD 1.5'], types: ['VAE'] })).toEqual([]);
    expect(store.facets()).toMatchObject({
      value: {
        types: [
          { id: 'Checkpoint', count: 1 },
          { id: 'LORA', count: 1 },
          { id: 'VAE', count: 1 },
        ],
        standings: [
          { id: 'known', count: 2 },
          { id: 'missing', count: 1 },
        ],
      },
    });
    expect(store.totals()).toMatchObject({ value: { fileCount: 2, bytes: 50 } });
  });

  it('gives every entry once, page by page', async () => {
    const { store } = start();
    const many = Array.from({ length: 250 }, (_, at) => ({
      ...factsOf(at + 1, { modelName: 'The same' }),
      file: found(`${at}.pt`, at + 1),
    }));
    await fill(store, many);
    const pages = [0, 100, 200].flatMap((offset) => names(store, {}, offset));
    expect([pages.length, new Set(pages).size]).toEqual([250, 250]);
  });
});

describe('a download of Civet’s own', () => {
  const placed: PlacedDownload = {
    path: join('/models', 'a.safetensors'),
    bytes: 40,
    ...{ addedAtMs: NOW, placedAtMs: NOW },
    sha256: HASH,
    proof: 'verified',
    facts: factsOf(7),
  };
  const standing = (store: SqliteLibrary) => store.find(1);

  it('is listed without a scan, and not read again when its folder is looked through', async () => {
    const { store } = start();
    store.keepPlaced([placed], NOW);
    expect(names(store)).toEqual(['a.safetensors']);
    await store.listOnly(['/models']);
    store.keepFound([found('a.safetensors', 40)], NOW);
    expect(standing(store)).toMatchObject({ value: { standing: 'known', sha256: HASH, versionId: 7 } });
    expect(store.waitingTotals()).toMatchObject({ value: { fileCount: 0 } });
  });

  it.each<[string, Partial<FoundFile>]>([
    ['has another size', { bytes: 41 }],
    ['was written to later', { mtimeNs: String(BigInt(NOW + 60_000) * 1_000_000n) }],
    ['is older than its download', { mtimeNs: String(BigInt(NOW - 60_000) * 1_000_000n) }],
    ['took its name later, whatever its date says', { ctimeNs: String(BigInt(NOW + 60_000) * 1_000_000n) }],
  ])('is read when it %s', async (_what, change) => {
    const { store } = start();
    store.keepPlaced([placed], NOW);
    store.keepFound([found('a.safetensors', 40, change)], NOW);
    expect(standing(store)).toMatchObject({ value: { standing: 'unread', sha256: null, versionId: 7 } });
    // To be told of it once more changes nothing.
    store.keepPlaced([placed], NOW);
    expect(standing(store)).toMatchObject({ value: { standing: 'unread' } });
  });

  it('is not missing any more once it was downloaded again', async () => {
    const { store } = start();
    store.keepPlaced([placed], NOW);
    store.keepFound([found('a.safetensors', 40)], NOW);
    await store.endWalk([placed.path], NOW, true);
    expect(standing(store)).toMatchObject({ value: { standing: 'missing' } });
    const again = { ...placed, placedAtMs: NOW + 3_600_000 };
    store.keepPlaced([again], NOW + 3_600_000);
    expect(standing(store)).toMatchObject({ value: { standing: 'known', missingSinceMs: null } });
    // What is found there is what was placed.
    const mtimeNs = String(BigInt(NOW + 3_600_000) * 1_000_000n);
    store.keepFound([found('a.safetensors', 40, { mtimeNs, ctimeNs: mtimeNs })], NOW + 3_700_000);
    expect(standing(store)).toMatchObject({ value: { standing: 'known' } });
    expect(store.waitingTotals()).toMatchObject({ value: { fileCount: 0 } });
  });

  it('stays missing when it is only told of once more', async () => {
    const { store } = start();
    store.keepPlaced([placed], NOW);
    await store.endWalk([placed.path], NOW + 60_000, true);
    store.keepPlaced([placed], NOW + 120_000);
    expect(standing(store)).toMatchObject({ value: { standing: 'missing' } });
  });

  it('stays in the list when it has changed outside of all folders', async () => {
    const { store } = start();
    store.keepPlaced([placed], NOW);
    store.keepFound([found('a.safetensors', 41, { root: '' })], NOW);
    await store.listOnly(['/elsewhere']);
    expect(names(store)).toEqual(['a.safetensors']);
  });
});

describe('a download that no published hash has proven', () => {
  const placed: PlacedDownload = {
    path: join('/models', 'a.safetensors'),
    bytes: 40,
    ...{ addedAtMs: NOW, placedAtMs: NOW },
    sha256: HASH,
    proof: 'unverified',
    facts: factsOf(7),
  };

  it.each([
    ['sha256', 'known'],
    ['autoV3', 'edited'],
  ] as const)('is not called verified, and is what Civitai answers by its %s', async (match, standing) => {
    const { store } = start();
    store.keepPlaced([placed], NOW);
    expect(store.find(1)).toMatchObject({ value: { standing: 'claimed', sha256: HASH, versionId: 7 } });
    expect(store.openHashes('sha256', NOW)).toEqual({ ok: true, value: [{ fileId: 1, hash: HASH }] });
    const answer = { fileId: 1, match, modelId: 70, versionId: 7 };
    await store.keepAnswers(match, [{ fileId: 1, hash: HASH }], [answer], NOW);
    // To be told of it once more takes nothing of that back.
    store.keepPlaced([placed], NOW);
    expect(store.find(1)).toMatchObject({ value: { standing } });
  });

  it('becomes what a later proof says', async () => {
    const { store } = start();
    store.keepPlaced([placed], NOW);
    store.keepPlaced([{ ...placed, proof: 'verified' }], NOW);
    expect(store.find(1)).toMatchObject({ value: { standing: 'known' } });
  });

  it('is said to differ once it is refuted, until it has other bytes', async () => {
    const { store } = start();
    store.keepPlaced([placed], NOW);
    store.keepPlaced([{ ...placed, proof: 'refuted' }], NOW);
    const standing = () => {
      const file = store.find(1);
      return file.ok ? file.value?.standing : file.error;
    };
    expect(standing()).toBe('refuted');
    const rewritten = (sha256: string) => {
      const file = found('a.safetensors', 40, { mtimeNs: `${NOW}999${sha256 === HASH ? 1 : 2}00000` });
      store.keepFound([file], NOW);
      expect(standing()).toBe('unread');
      store.keepRead([{ id: 1, stamp: file, hashes: { sha256 } }], NOW);
    };
    rewritten(HASH);
    expect(standing()).toBe('refuted');
    rewritten('CD'.repeat(32));
    expect(store.find(1)).toMatchObject({ value: { standing: 'unread', versionId: null } });
  });
});

describe('a file that was rewritten', () => {
  const OTHER = 'CD'.repeat(32);
  const WEIGHTS = 'ABCDEF012345';
  const later = (minutes: number, change: Partial<FoundFile> = {}) =>
    found('a.safetensors', 40, { mtimeNs: String(BigInt(NOW + minutes * 60_000) * 1_000_000n), ...change });
  const measure = (store: SqliteLibrary, file: FoundFile, sha256: string) => {
    store.keepFound([file], NOW);
    store.keepRead([{ id: 1, stamp: file, hashes: { sha256, autoV3: WEIGHTS } }], NOW);
  };
  const answer = async (store: SqliteLibrary, kind: 'sha256' | 'autoV3', isKnown: boolean) => {
    const match = { fileId: 1, match: kind, modelId: 10, versionId: 1 };
    await store.keepAnswers(kind, [{ fileId: 1, hash: HASH }], isKnown ? [match] : [], NOW);
  };

  it('is not proven by bytes that were only known by their weights', async () => {
    const { store } = start();
    measure(store, later(0), HASH);
    await answer(store, 'sha256', false);
    await answer(store, 'autoV3', true);
    expect(store.find(1)).toMatchObject({ value: { standing: 'edited' } });
    measure(store, later(1), HASH);
    await answer(store, 'sha256', false);
    expect(store.find(1)).toMatchObject({ value: { match: 'former', standing: 'changed' } });
  });

  it('is not proven by bytes that nobody knew', async () => {
    const { store } = start();
    measure(store, later(0), HASH);
    await answer(store, 'sha256', true);
    for (const minutes of [1, 2]) {
      measure(store, later(minutes), OTHER);
      await answer(store, 'sha256', false);
      expect(store.find(1)).toMatchObject({ value: { standing: 'changed' } });
    }
    // Those that were known prove it as before.
    measure(store, later(3), HASH);
    expect(store.find(1)).toMatchObject({ value: { standing: 'known' } });
  });

  it('is not the model any more that a sidecar named which is gone', async () => {
    const { store } = start();
    const claim = {
      ...{ source: 'sidecar' as const, sha256: null, autoV3: null },
      ...{ modelId: 10, versionId: 1, modelName: 'Fjord' },
    };
    store.keepFound([later(0, { claim })], NOW);
    expect(store.find(1)).toMatchObject({ value: { standing: 'claimed', versionId: 1 } });
    store.keepFound([later(1, { bytes: 41 })], NOW);
    expect(store.find(1)).toMatchObject({ value: { standing: 'unread', modelId: null, versionId: null } });
  });
});

describe('folders inside one another', () => {
  it.each([
    ['a folder above is added', ['/ai/ComfyUI'], ['/ai', '/ai/ComfyUI']],
    ['a folder above takes its place', ['/ai/ComfyUI'], ['/ai']],
    ['a folder below takes its place', ['/ai'], ['/ai/ComfyUI']],
    ['the whole drive takes its place', ['/ai'], ['/']],
  ])('list what lies in them when %s', async (_what, before, after) => {
    const { store } = start();
    await store.listOnly(before);
    const [root = ''] = before;
    store.keepFound([found('a.pt', 1, { path: '/ai/ComfyUI/models/a.pt', root })], NOW);
    await store.listOnly(after);
    expect(names(store)).toEqual(['a.pt']);
    await store.listOnly(['/ai/Comfy', '/ai/ComfyUI/m%']);
    expect(names(store)).toEqual([]);
  });
});
