import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenedLibrary, openLibrary } from '../../../electron/adapters/library-store';
import { systemPlaces } from '../../../electron/adapters/system';
import type { WishedFolders } from '../../../electron/core/library/choices';
import { SpaceReports } from '../../../electron/services/library/space-reports';
import type { TrashedFile } from '../../../electron/services/operations/operation-view';
import type { SpaceReport } from '../../../shared/library/space';
import { factsOf, fill, found, NOW } from '../../support/library-index';
import { EVERYTHING } from '../../support/library-rig';
import { temporaryFolder } from '../../support/rig';

const ROOTS = ['/models', '/more'];

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let opened: OpenedLibrary;
let trashed: readonly TrashedFile[] = [];

beforeEach(async () => {
  trashed = [];
  folder = await temporaryFolder('space');
  opened = openLibrary(join(folder.path, 'library.db'), NOW, () => undefined);
});
afterEach(async () => {
  opened.store.close();
  await folder.remove();
});

async function report(): Promise<SpaceReport> {
  const made = await new SpaceReports({
    space: opened.space,
    duplicates: opened.duplicates,
    volumes: {
      look: async (root) =>
        root === '/more'
          ? 'missing'
          : { device: '1', mountPath: '/', freeBytes: 500, totalBytes: 1_000, isFat32: false },
    },
    clock: { nowMs: () => NOW },
    places: systemPlaces,
    trashed: () => trashed,
    folders: () => ROOTS.map((path, at) => ({ id: at + 7, path })),
  }).report();
  if (!made.ok) throw new Error(made.error.code);
  return made.value;
}

describe('a space report', () => {
  beforeEach(async () => {
    const { store } = opened;
    await fill(store, [
      {
        ...factsOf(1, { modelType: 'Checkpoint', creator: 'jon' }),
        file: found('big.pt', 600, { ino: '7' }),
      },
      // A second name of the same file.
      {
        ...factsOf(1, { modelType: 'Checkpoint', creator: 'jon' }),
        file: found('linked.pt', 600, { ino: '7' }),
      },
      { ...factsOf(2), file: found('a.pt', 30) },
      { ...factsOf(3), file: found('b.pt', 20, { path: '/more/b.pt', root: '/more', dev: '2' }) },
      { ...factsOf(4), file: found('gone.pt', 5) },
    ]);
    await store.listOnly(ROOTS);
    await store.endWalk(['/models/gone.pt'], NOW, true);
  });

  it('counts each file once, however many names it has, and nothing that is missing', async () => {
    expect(await report()).toMatchObject({ all: { fileCount: 3, bytes: 650 }, savedByLinksBytes: 600 });
  });

  it('adds up to the whole by folder, type, base model and creator, the largest first', async () => {
    const { folders, elsewhere, types, baseModels, creators, moreCreators } = await report();
    expect(folders).toEqual([
      { id: 7, path: '/models', fileCount: 2, bytes: 630 },
      { id: 8, path: '/more', fileCount: 1, bytes: 20 },
    ]);
    expect(elsewhere).toEqual({ fileCount: 0, bytes: 0 });
    expect(types).toEqual([
      { id: 'Checkpoint', fileCount: 1, bytes: 600 },
      { id: 'LORA', fileCount: 2, bytes: 50 },
    ]);
    expect(baseModels).toEqual([{ id: 'SDXL 1.0', fileCount: 3, bytes: 650 }]);
    expect(creators.map(({ id }) => id)).toEqual(['jon', 'mira']);
    expect(moreCreators).toEqual({ fileCount: 0, bytes: 0 });
  });

  it('says what Civet’s own trash holds on each drive, each file once', async () => {
    expect((await report()).trash).toEqual([]);
    const stamp = { bytes: 40, mtimeNs: '1', dev: '1', ino: '90' };
    const lies = (path: string, change: Partial<TrashedFile> = {}) => ({
      path,
      isModel: true,
      stamp,
      ...change,
    });
    trashed = [
      lies('/models/.civet-trash/1/a.pt'),
      // A second name of the same file, and what lay beside it.
      lies('/models/.civet-trash/2/b.pt'),
      lies('/models/.civet-trash/1/a.json', { isModel: false, stamp: { ...stamp, ino: '91', bytes: 2 } }),
      lies('/more/.civet-trash/3/c.pt', { stamp: { ...stamp, dev: '2' } }),
      lies('/more/.civet-trash/4/d.pt', { stamp: { ...stamp, dev: '2', ino: '0' } }),
    ];
    expect((await report()).trash).toEqual([
      { mountPath: null, fileCount: 2, bytes: 80 },
      { mountPath: '/', fileCount: 2, bytes: 42 },
    ]);
  });

  it('says how full the drives are that are there, and which files are the largest', async () => {
    const { volumes, largest } = await report();
    expect(volumes).toEqual([
      { mountPath: '/', freeBytes: 500, totalBytes: 1_000, fileCount: 2, bytes: 630 },
    ]);
    expect(largest.map(({ name }) => name)).toEqual(['big.pt', 'a.pt', 'b.pt']);
  });

  it('names folders and creators as the list can be narrowed by them', async () => {
    const { store } = opened;
    const names = (creators: readonly string[], below: WishedFolders) => {
      const page = store.list({ ...EVERYTHING, creators }, 0, 10, below);
      return page.ok ? page.value.files.map(({ fileName }) => fileName) : [];
    };
    expect(names([], ['/more'])).toEqual(['b.pt']);
    expect(names(['jon'], 'all')).toEqual(['big.pt', 'linked.pt']);
    expect(names(['jon'], ['/more'])).toEqual([]);
    expect(names([], ['/mode'])).toEqual([]);
    expect(names([], [])).toEqual([]);
  });

  it('leaves nothing behind, so that it can be asked for again', async () => {
    expect(await report()).toEqual(await report());
  });
});
