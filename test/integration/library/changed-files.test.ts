import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock, systemPlaces } from '../../../electron/adapters/system';
import type { MovedFile, Outcome } from '../../../electron/core/operations/steps';
import type { DownloadRecord, Journal } from '../../../electron/core/ports';
import { PlacedFiles } from '../../../electron/services/downloads/placed-files';
import { StateWriter } from '../../../electron/services/downloads/state-writer';
import type { DownloadId } from '../../../shared/ids';
import { pictureIdSchema } from '../../../shared/ids';
import { ok } from '../../../shared/result';
import { LibraryRig } from '../../support/library-rig';
import { temporaryFolder } from '../../support/rig';

const HASH = 'AB'.repeat(32);
const NOW = Date.UTC(2030, 0, 1);
const stamp = { bytes: 40, mtimeNs: '1', dev: '1', ino: '1' };

const placed: DownloadRecord = {
  id: 'a'.repeat(32) as DownloadId,
  target: {
    ...{ modelId: 1, versionId: 2, fileId: 3 },
    ...{ modelName: 'Fjord', versionName: 'v1', modelType: 'LORA', baseModel: null, creator: null },
    file: {
      untrustedName: 'a.safetensors',
      type: 'Model',
      format: 'SafeTensor',
      ...{ precision: null, sizeClass: null, approximateBytes: null },
    },
    hashes: { sha256: HASH, autoV1: null, autoV2: null, autoV3: null, crc32: null, blake3: null },
    ...{ pictureUrl: null, pictureMaturity: null, blurhash: null },
  },
  layout: 'comfyui',
  folderKind: 'lora',
  kindDecision: { by: 'user' },
  root: '/models',
  folder: '/models/loras/sub',
  subfolder: 'sub',
  fileName: 'a.safetensors',
  partPath: '/models/loras/sub/a.safetensors.part',
  state: {
    kind: 'completed',
    finalName: 'a.safetensors',
    atMs: NOW,
    verification: { kind: 'verified', by: 'sha256', sha256: HASH },
  },
  ...{ durableBytes: 40, totalBytes: 40, failedAttempts: 0, addedAtMs: NOW, isListed: true },
  ...{ priority: 'normal', rank: 'a', queuedAtMs: NOW, startedAtMs: NOW, mountPath: null },
};
const OLD = '/models/loras/sub/a.safetensors';

const moved = (change: Partial<MovedFile>): Outcome => ({
  moved: [{ from: OLD, to: null, before: stamp, stamp, trashPath: null, ...change }],
  linked: [],
});

describe('the index, when Civet itself has changed files', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let rig: LibraryRig;
  const names = () => rig.entries().map((entry) => `${entry.folderPath}/${entry.fileName} ${entry.standing}`);

  beforeEach(async () => {
    folder = await temporaryFolder('library-changed');
    // Nothing is scanned here, so no thread begins.
    const script = pathToFileURL('/no thread');
    rig = new LibraryRig({ origin: 'http://127.0.0.1:9', script, profile: folder.path, roots: [] });
    rig.downloads = [placed];
    await rig.library.notePlaced();
    rig.downloads = [];
  });
  afterEach(async () => {
    await rig.library.stop();
    await folder.remove();
  });

  it('keeps what it knows of a moved file, in place of what was known of its new name', async () => {
    await rig.library.noteChanged(moved({ to: '/models/vae/b.safetensors' }));
    expect(names()).toEqual(['/models/vae/b.safetensors known']);
  });

  it('forgets nothing of what is in the trash, and lists it again when it comes back', async () => {
    const trashPath = '/models/.civet-trash/1/a.safetensors';
    await rig.library.noteChanged(moved({ trashPath }));
    expect(names()).toEqual([]);
    await rig.library.noteChanged(moved({ from: trashPath, to: OLD }));
    expect(names()).toEqual([`${OLD} known`]);
  });

  it('still takes note while it is stopped, of a change that ends meanwhile', async () => {
    let letGo: () => void = () => undefined;
    const change = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const stopped = rig.library.stop(change);
    await rig.library.noteChanged(moved({ to: '/models/vae/b.safetensors' }));
    letGo();
    await stopped;
    await rig.library.noteChanged(moved({ from: '/models/vae/b.safetensors', to: OLD }));
    const script = pathToFileURL('/no thread');
    rig = new LibraryRig({ origin: 'http://127.0.0.1:9', script, profile: folder.path, roots: [] });
    expect(names()).toEqual(['/models/vae/b.safetensors known']);
  });

  it('knows a second name as well as the first, and drops it when it is gone', async () => {
    const at = '/forge/Lora/a.safetensors';
    await rig.library.noteChanged({ moved: [], linked: [{ existing: OLD, at, stamp }] });
    expect(names().toSorted()).toEqual([`${at} known`, `${OLD} known`]);
    await rig.library.noteChanged(moved({ from: at }));
    expect(names()).toEqual([`${OLD} known`]);
  });
});

describe('downloads, when Civet itself has changed files', () => {
  const saved: DownloadRecord[] = [];
  let trashedAtMs = 0;
  const journal: Journal = {
    load: () => [],
    save: () => ok(null),
    saveAll: (records) => {
      saved.push(...records);
      return ok(null);
    },
    remove: () => ok(null),
  };
  const make = (...records: readonly DownloadRecord[]) => {
    const writer = new StateWriter(
      {
        clock: systemClock,
        chance: { downloadId: () => placed.id, fraction: () => 0 },
        journal,
        pictures: { idOf: () => pictureIdSchema.parse('a'.repeat(22)) },
        maturity: () => 'PG',
        publish: () => undefined,
      },
      { changed: () => undefined, settled: () => undefined, heldBy: () => null },
    );
    for (const record of records) writer.records.keep(record);
    const isTrashed = (path: string, sinceMs: number) => path === OLD && trashedAtMs > sinceMs;
    return new PlacedFiles({ writer, places: systemPlaces, isTrashed });
  };

  it('know where their file is now, also after a restart', () => {
    const files = make(placed);
    files.noteMoved(moved({ to: '/models/vae/b.safetensors' }).moved);
    expect(files.folderOf(placed.id)).toEqual(
      ok({ folder: '/models/vae', file: '/models/vae/b.safetensors' }),
    );
    expect(saved).toMatchObject([{ folder: '/models/vae', state: { finalName: 'b.safetensors' } }]);
    expect([...files.chosenKinds()]).toEqual([['/models/vae/b.safetensors', 'lora']]);
  });

  it('count as gone when their file went into the trash after it was placed', () => {
    const files = make(placed);
    expect(files.isTrashed(placed)).toBe(false);
    trashedAtMs = NOW + 1;
    expect(files.isTrashed(placed)).toBe(true);
    trashedAtMs = NOW - 1;
    expect(files.isTrashed(placed)).toBe(false);
  });

  it('say which names nobody may touch while they work on them', () => {
    const { partPath } = placed;
    const verification = { kind: 'verified', by: 'sha256', sha256: HASH } as const;
    const inUse = (record: Partial<DownloadRecord>) => [...make({ ...placed, ...record }).inUse()];
    expect(inUse({})).toEqual([]);
    expect(inUse({ state: { kind: 'transferring' } })).toEqual([partPath]);
    expect(inUse({ state: { kind: 'verifying' } })).toEqual([partPath, OLD]);
    const finalName = 'c.safetensors';
    expect(inUse({ state: { kind: 'finalizing', verification, finalName } })).toEqual([
      partPath,
      '/models/loras/sub/c.safetensors',
    ]);
  });
});
