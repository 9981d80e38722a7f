import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenedLibrary, openLibrary } from '../../../electron/adapters/library-store';
import type { FoundFile } from '../../../electron/core/library/ports';
import { found, NOW } from '../../support/library-index';
import { EVERYTHING } from '../../support/library-rig';
import { temporaryFolder } from '../../support/rig';

const GOOD = 'A'.repeat(64);
const BAD = 'B'.repeat(64);
const hashes = { sha256: GOOD, autoV3: 'ABCDEF012345' };

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let index: OpenedLibrary;

beforeEach(async () => {
  folder = await temporaryFolder('damage');
  index = openLibrary(join(folder.path, 'library.db'), NOW, () => undefined);
});
afterEach(async () => {
  index.store.close();
  await folder.remove();
});

/** Files with the same bytes; their ids are their places in the list, from 1 on. */
async function copies(...files: readonly FoundFile[]): Promise<void> {
  await index.store.listOnly(['/models']);
  index.store.keepFound(files, NOW);
  const read = files.map((file, at) => ({ id: at + 1, stamp: file, hashes }));
  expect(index.store.keepRead(read, NOW).ok).toBe(true);
}
const first = found('first.pt', 100, { ino: '1' });
const second = found('second.pt', 100, { ino: '2' });
const third = found('third.pt', 100, { ino: '3' });
const damage = (id: number, file: FoundFile) => index.store.keepDamaged(id, BAD, file, NOW + 1);
const standings = () => {
  const page = index.store.list(EVERYTHING, 0, 10, 'all');
  return page.ok ? Object.fromEntries(page.value.files.map((file) => [file.fileName, file.standing])) : null;
};
const namesOf = (answer: ReturnType<OpenedLibrary['twins']['withBytes']>) =>
  answer.ok ? answer.value.map(({ fileName }) => fileName) : null;

describe('a damaged file', () => {
  it('is damaged under each of its names, and good under each again once it reads well', async () => {
    const linked = found('linked.pt', 100, { ino: '1' });
    await copies(first, linked, second);
    damage(1, first);
    expect(standings()).toEqual({ 'first.pt': 'damaged', 'linked.pt': 'damaged', 'second.pt': 'unread' });
    expect(index.twins.known([linked])).toMatchObject({ value: [{ damagedSinceMs: NOW + 1 }] });
    index.store.keepRead([{ id: 2, stamp: linked, hashes }], NOW + 2);
    expect(standings()).toEqual({ 'first.pt': 'unread', 'linked.pt': 'unread', 'second.pt': 'unread' });
  });

  it('is nobody’s twin: not by its bytes, and not by its weights', async () => {
    await copies(first, second);
    damage(1, first);
    expect(namesOf(index.twins.withBytes([GOOD]))).toEqual(['second.pt']);
    expect(namesOf(index.twins.withWeights([hashes.autoV3]))).toEqual(['second.pt']);
  });

  it('is no copy that could be kept or linked: with one good file left nothing is here twice', async () => {
    await copies(first, second);
    expect(index.duplicates.totals()).toMatchObject({ value: { groupCount: 1, costBytes: 100 } });
    damage(1, first);
    expect(index.duplicates.totals()).toMatchObject({ value: { groupCount: 0, costBytes: 0 } });
    expect(index.duplicates.groups('bytes', false, 0, 10)).toMatchObject({ value: { total: 0 } });
  });

  it('stands beside the good copies as what it is, and costs nothing', async () => {
    await copies(first, second, third);
    damage(2, second);
    expect(index.duplicates.totals()).toMatchObject({ value: { groupCount: 1, costBytes: 100 } });
    expect(index.duplicates.groups('bytes', false, 0, 10)).toMatchObject({
      value: {
        total: 1,
        groups: [
          {
            files: [{ fileName: 'first.pt' }, { fileName: 'third.pt' }],
            damaged: [{ fileName: 'second.pt' }],
          },
        ],
      },
    });
    expect(index.duplicates.groupOf(1)).toMatchObject({ value: { damaged: [{ fileName: 'second.pt' }] } });
    expect(index.duplicates.groupOf(2)).toMatchObject({ value: null });
  });

  it('does not make another one forgotten that is missing: what is left of it is no copy', async () => {
    await copies(first, second);
    damage(2, second);
    await index.store.endWalk([first.path], NOW + 2, true);
    expect(standings()).toMatchObject({ 'first.pt': 'missing', 'second.pt': 'damaged' });
  });
});
