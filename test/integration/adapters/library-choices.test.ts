import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary } from '../../../electron/adapters/library-store';
import { systemClock } from '../../../electron/adapters/system';
import { LibraryChoices } from '../../../electron/services/library/library-choices';
import { NumberedFolders } from '../../../electron/services/library/numbered-folders';
import type { LibraryChoice, LibraryWish } from '../../../shared/library/library';
import { factsOf, fill, found, NOW } from '../../support/library-index';
import { EVERYTHING } from '../../support/library-rig';
import { temporaryFolder } from '../../support/rig';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let opened: ReturnType<typeof openLibrary>;
let choices: LibraryChoices;
let folders: NumberedFolders;

const taken = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T => {
  if (!result.ok) throw new Error('Refused.');
  return result.value;
};
const only = (types: readonly string[]): LibraryWish => ({ ...EVERYTHING, types });
const allBut = (wish: LibraryWish, ...exceptIds: number[]): LibraryChoice => ({
  kind: 'wish',
  wish,
  exceptIds,
});
const these = (...ids: number[]): LibraryChoice => ({ kind: 'files', ids });

beforeEach(async () => {
  folder = await temporaryFolder('library-choices');
  opened = openLibrary(join(folder.path, 'library.db'), NOW, () => undefined);
  folders = new NumberedFolders();
  folders.choose(['/models/a', '/models/b']);
  choices = new LibraryChoices({
    choices: opened.choices,
    store: opened.store,
    clock: systemClock,
    folders,
  });
  const triggerWords = ['aurora', 'fjord'];
  await fill(opened.store, [
    { ...factsOf(1, { modelName: 'C', triggerWords }), file: found('a/1.safetensors', 100) },
    { ...factsOf(2, { modelName: 'A', triggerWords }), file: found('a/2.safetensors', 10) },
    { ...factsOf(3, { modelName: 'B', modelType: 'VAE' }), file: found('b/3.safetensors', 1) },
    { ...factsOf(4, { modelName: 'D', modelType: 'VAE' }), file: found('b/4.safetensors', 1_000) },
  ]);
});
afterEach(async () => {
  opened.store.close();
  await folder.remove();
});

describe('what is chosen in the library', () => {
  it('is all that suits a wish but some, or some files, whatever list is looked at', async () => {
    const ids = (choice: LibraryChoice) => taken(choices.chosen(choice, 'there')).map(({ id }) => id);
    expect(ids(allBut(EVERYTHING))).toEqual([2, 3, 1, 4]);
    expect(ids(allBut(EVERYTHING, 3, 4))).toEqual([2, 1]);
    expect(ids(allBut(only(['VAE']), 3))).toEqual([4]);
    expect(ids(allBut({ ...EVERYTHING, folderIds: [1] }, 4))).toEqual([3]);
    expect(ids(these(4, 1, 77))).toEqual([1, 4]);
  });

  it('is nothing of another folder, and never all, once the folder of the wish is not chosen any more', () => {
    const ids = (folderId: number) =>
      taken(choices.chosen(allBut({ ...EVERYTHING, folderIds: [folderId] }), 'there')).map(({ id }) => id);
    expect([ids(0), ids(1), ids(2)]).toEqual([[2, 1], [3, 4], []]);
    folders.choose(['/models/b', '/models/c']);
    expect([ids(0), ids(1), ids(2)]).toEqual([[], [3, 4], []]);
    expect(taken(choices.summary(allBut({ ...EVERYTHING, folderIds: [0] }), EVERYTHING))).toMatchObject({
      ...{ fileCount: 0, thereCount: 0 },
    });
    folders.choose(['/models/c', '/models/a']);
    expect(ids(0)).toEqual([2, 1]);
  });

  it('is added up with what can be done with it, and with how much of it is not shown', async () => {
    await opened.store.endWalk([join('/models', 'b', '3.safetensors')], NOW, false);
    opened.store.keepDamaged(4, 'AA'.repeat(32), found('b/4.safetensors', 1_000), NOW);
    expect(taken(choices.summary(allBut(EVERYTHING, 2), EVERYTHING))).toEqual({
      ...{ fileCount: 3, bytes: 1_101, thereCount: 2, thereBytes: 1_100, lostCount: 2 },
      ...{ recognisedCount: 1, elsewhereCount: 0, mark: expect.any(String) },
    });
    expect(taken(choices.summary(these(1, 3), only(['VAE'])))).toMatchObject({ elsewhereCount: 1 });
    expect(taken(choices.summary(these(1, 3), { ...EVERYTHING, folderIds: [0] }))).toMatchObject({
      ...{ fileCount: 2, elsewhereCount: 1 },
    });
    expect(taken(choices.summary(these(77), EVERYTHING))).toEqual({
      ...{ fileCount: 0, bytes: 0, thereCount: 0, thereBytes: 0, lostCount: 0 },
      ...{ recognisedCount: 0, elsewhereCount: 0, mark: expect.any(String) },
    });
    expect(taken(choices.chosen(allBut(EVERYTHING), 'lost')).map(({ id }) => id)).toEqual([3, 4]);
  });

  it('is a range of a list in its order, from either end', () => {
    expect(taken(choices.between(EVERYTHING, 3, 4))).toEqual([3, 1, 4]);
    expect(taken(choices.between(EVERYTHING, 4, 3))).toEqual([3, 1, 4]);
    const largest: LibraryWish = { ...EVERYTHING, order: { by: 'size', isDescending: true } };
    expect(taken(choices.between(largest, 1, 3))).toEqual([1, 2, 3]);
    // What is not in the list any more begins no range.
    expect(taken(choices.between(only(['VAE']), 1, 4))).toEqual([4]);
  });

  it('is copied a line each, and what is the same once', async () => {
    expect(taken(await choices.lines(allBut(EVERYTHING), 'triggerWords'))).toEqual(['aurora, fjord']);
    expect(taken(await choices.lines(these(1, 3), 'paths'))).toEqual([
      join('/models', 'b', '3.safetensors'),
      join('/models', 'a', '1.safetensors'),
    ]);
  });

  it('is of a wish only what was seen, and of files whatever they are', async () => {
    const seen = (choice: LibraryChoice, mark: string | null) =>
      choices.seenFiles({ choice, mark }, 'there', 10);
    const { mark } = taken(choices.summary(allBut(only(['VAE'])), EVERYTHING));
    expect(taken(await seen(allBut(only(['VAE'])), mark))).toHaveLength(2);
    // As many, and as large, and yet another one.
    await opened.store.endWalk([join('/models', 'b', '3.safetensors')], NOW, true);
    await fill(opened.store, [{ ...factsOf(5, { modelType: 'VAE' }), file: found('b/5.safetensors', 1) }]);
    const refused = { ok: false, error: { code: 'input.changedMeanwhile' } };
    expect(await seen(allBut(only(['VAE'])), mark)).toMatchObject(refused);
    expect(await seen(allBut(only(['VAE'])), null)).toMatchObject(refused);
    expect(taken(await seen(these(4), null))).toHaveLength(1);
  });

  it('is refused as a whole when it is too much to be changed at once', async () => {
    expect(await choices.files(allBut(EVERYTHING), 'there', 3)).toMatchObject({
      ok: false,
      error: { code: 'input.tooManyChosen', params: { most: 3 } },
    });
    expect(taken(await choices.files(allBut(EVERYTHING, 1), 'there', 3))).toHaveLength(3);
  });
});
