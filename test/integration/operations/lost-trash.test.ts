import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodeOperationFiles } from '../../../electron/adapters/operation-files';
import { systemClock, systemPlaces } from '../../../electron/adapters/system';
import { NodeTrashOwners } from '../../../electron/adapters/trash-owners';
import type { Step } from '../../../electron/core/operations/steps';
import { OWNER_FILE } from '../../../electron/core/operations/trash-place';
import { LostTrash, type LostTrashNeeds } from '../../../electron/services/operations/lost-trash';
import { chosenRoot, codeOf, directMeasuring, OperationsRig } from '../../support/operations-rig';

const LORAS = 'models/loras';
const NONE = { fileCount: 0, allCount: 0, hasMore: false, bytes: 0, fileNames: [] };
const NOTHING = { ...NONE, others: { ...NONE, hosts: [] } };

const ownersOf = (profile: string, host = `host of ${profile}`) =>
  new NodeTrashOwners({ profile, host, clock: systemClock });

let rig: OperationsRig;

const lost = (
  operations: LostTrashNeeds['operations'] = rig.operations,
  owners: NodeTrashOwners = ownersOf('this one'),
) =>
  new LostTrash({
    operations,
    files: new NodeOperationFiles({ measuring: directMeasuring, owners }),
    owners,
    places: systemPlaces,
    roots: () => rig.roots,
  });

const trash = (path: string): Step => ({ kind: 'trash', path });

/** As when the disk has taken the journal, or it was put aside because it was damaged. */
async function loseJournal(): Promise<void> {
  await rig.restart({}, {}, () => {
    for (const name of readdirSync(rig.folder))
      if (name.startsWith('operations.db'))
        renameSync(join(rig.folder, name), join(rig.folder, `lost-${name}`));
  });
}

beforeEach(() => {
  rig = new OperationsRig();
});

afterEach(() => rig.close());

describe('a trash whose journal was lost', () => {
  it('is found, and brought back where it was as one change that can be undone', async () => {
    const paths = ['a', 'sub/b'].map((stem) => rig.write(`${LORAS}/${stem}.safetensors`, stem));
    rig.write(`${LORAS}/a.civitai.info`, '{}');
    const before = rig.tree();
    expect(codeOf(await rig.do('trash', paths.map(trash)))).toBe('ok');
    const trashed = rig.tree();
    expect(await lost().view()).toEqual(NOTHING);
    await loseJournal();
    expect(rig.operations.view().trash.fileCount).toBe(0);
    const found = await lost().view();
    expect(found).toMatchObject({
      fileCount: 2,
      allCount: 3,
      hasMore: false,
      bytes: 'a'.length + 'sub/b'.length + 2,
    });
    expect([...found.fileNames].toSorted()).toEqual(['a.safetensors', 'b.safetensors']);
    expect(codeOf(await lost().restore())).toBe('ok');
    expect(rig.tree()).toEqual(before);
    expect(existsSync(rig.path('.civet-trash'))).toBe(false);
    expect(await lost().view()).toEqual(NOTHING);
    expect(rig.operations.list()).toMatchObject([{ kind: 'restore', fileCount: 2, canUndo: true }]);
    expect(codeOf(await rig.operations.undoLast())).toBe('ok');
    expect(rig.tree()).toEqual(trashed);
    expect(await lost().view()).toEqual(found);
  });

  it('gives a number where the name was taken meanwhile', async () => {
    const path = rig.write(`${LORAS}/a.safetensors`, 'old');
    await rig.do('trash', [trash(path)]);
    await loseJournal();
    rig.write(`${LORAS}/A.safetensors`, 'new');
    expect(codeOf(await lost().restore())).toBe('ok');
    expect(rig.tree()).toEqual({
      [`${LORAS}/A.safetensors`]: 'new',
      [`${LORAS}/a (2).safetensors`]: 'old',
    });
  });

  it('knows what came from another folder of the user', async () => {
    const other = join(rig.folder, 'more');
    mkdirSync(join(other, 'loras'), { recursive: true });
    rig.roots = [...rig.roots, chosenRoot(other, 'plain')];
    writeFileSync(join(other, 'loras', 'a.safetensors'), 'a');
    // The trash of both lies where the first of them has it.
    const inTrash = rig.path('.civet-trash/0123456789abcdef/more/loras');
    mkdirSync(inTrash, { recursive: true });
    renameSync(join(other, 'loras', 'a.safetensors'), join(inTrash, 'a.safetensors'));
    expect(codeOf(await lost().restore())).toBe('ok');
    expect(rig.tree(other)).toEqual({ 'loras/a.safetensors': 'a' });
  });

  it('goes to the one of two folders with one name in which its own is, and to neither where both have it', async () => {
    const [first, second] = ['first', 'second'].map((each) => join(rig.folder, each, 'more'));
    if (first === undefined || second === undefined) throw new Error('There are two.');
    for (const folder of [join(first, 'both'), join(second, 'both'), join(second, 'one')])
      mkdirSync(folder, { recursive: true });
    // One lies inside another one's: what came from there was named by the outer one.
    mkdirSync(rig.path('models/more/one'), { recursive: true });
    rig.roots = [
      ...[chosenRoot(rig.root, 'comfyui', [{ kind: 'lora', path: rig.path('models/more') }])],
      ...[first, second].map((each) => chosenRoot(each, 'plain')),
    ];
    for (const folder of ['both', 'one'])
      rig.write(`.civet-trash/0123456789abcdef/more/${folder}/${folder}.safetensors`, folder);
    expect(codeOf(await lost().restore())).toBe('ok');
    expect(rig.tree(second)).toEqual({ 'one/one.safetensors': 'one' });
    expect(rig.tree(first)).toEqual({});
    expect(rig.tree()).toEqual({ 'more/both/both.safetensors': 'both' });
  });

  it('says that there is more than it takes at once', async () => {
    const folder = rig.path('.civet-trash/0123456789abcdef');
    mkdirSync(folder, { recursive: true });
    for (let at = 0; at <= 5_000; at += 1) writeFileSync(join(folder, `${at}.safetensors`), '');
    expect(await lost().view()).toMatchObject({ fileCount: 5_000, allCount: 5_000, hasMore: true });
    expect(codeOf(await lost().remove())).toBe('ok');
    expect(await lost().view()).toMatchObject({ fileCount: 1, allCount: 1, hasMore: false });
  });

  it('is removed for good, and nothing else is', async () => {
    const known = rig.write(`${LORAS}/known.safetensors`, 'known');
    const gone = rig.write(`${LORAS}/gone.safetensors`, 'gone');
    await rig.do('trash', [trash(gone)]);
    await loseJournal();
    await rig.do('trash', [trash(known)]);
    const [id = ''] = readdirSync(rig.path('.civet-trash')).filter((each) => !rig.operations.knows(each));
    // What a link leads to is not in the trash, and neither is what somebody else has put beside.
    const precious = rig.write('precious/p.safetensors', 'p');
    symlinkSync(rig.path('precious'), rig.path(`.civet-trash/${id}/precious`));
    symlinkSync(rig.path('precious'), rig.path('.civet-trash/ffffffffffffffff'));
    linkSync(precious, rig.path('.civet-trash/mine.safetensors'));
    expect(await lost().remove()).toEqual({ ok: true, value: { freedBytes: 4 } });
    expect(existsSync(rig.path(`.civet-trash/${id}`))).toBe(false);
    expect(existsSync(precious)).toBe(true);
    expect(existsSync(rig.path('.civet-trash/mine.safetensors'))).toBe(true);
    expect(codeOf(await rig.operations.undoLast())).toBe('ok');
    expect(existsSync(known)).toBe(true);
  });

  it('is not looked for while the journal cannot be opened', async () => {
    await rig.do('trash', [trash(rig.write(`${LORAS}/a.safetensors`, 'a'))]);
    const { operations } = rig;
    const blind: LostTrashNeeds['operations'] = {
      plan: (...wish) => operations.plan(...wish),
      run: (planned) => operations.run(planned),
      isKept: false,
      knows: () => false,
    };
    expect(await lost(blind).view()).toEqual(NOTHING);
    expect((await lost({ ...blind, isKept: true }).view()).fileCount).toBe(1);
  });
});

describe('a folder in which two Civets work', () => {
  const mine = ownersOf('mine', 'desk');
  const theirs = ownersOf('theirs', 'attic\u202e');
  let other: OperationsRig;

  beforeEach(async () => {
    await rig.restart({ owners: mine });
    other = new OperationsRig({ owners: theirs });
    // Each has a journal of its own.
    other.roots = rig.roots;
  });

  afterEach(() => other.close());

  it('keeps what the other one has in its trash, and says whose it is', async () => {
    const path = rig.write(`${LORAS}/a.safetensors`, 'theirs');
    const own = rig.write(`${LORAS}/b.safetensors`, 'own');
    expect(codeOf(await other.do('trash', [trash(path)]))).toBe('ok');
    expect(codeOf(await rig.do('trash', [trash(own)]))).toBe('ok');
    const trashed = rig.tree();
    const others = {
      ...{ ...NONE, fileCount: 1, allCount: 1, bytes: 'theirs'.length },
      ...{ fileNames: ['a.safetensors'], hosts: ['attic'] },
    };
    expect(await lost(rig.operations, mine).view()).toEqual({ ...NONE, others });
    expect(codeOf(await lost(rig.operations, mine).restore())).toBe('input.nothingToMove');
    expect(await lost(rig.operations, mine).remove()).toEqual({ ok: true, value: { freedBytes: 0 } });
    expect(rig.tree()).toEqual(trashed);
    expect(codeOf(await other.operations.undoLast())).toBe('ok');
    expect(codeOf(await rig.operations.undoLast())).toBe('ok');
    expect(rig.tree()).toEqual({ [`${LORAS}/a.safetensors`]: 'theirs', [`${LORAS}/b.safetensors`]: 'own' });
    expect(readdirSync(rig.path('.civet-trash'))).toEqual([]);
  });

  it('brings back what is its own, once the journal was lost', async () => {
    const path = rig.write(`${LORAS}/a.safetensors`, 'own');
    await rig.do('trash', [trash(path)]);
    await loseJournal();
    expect(await lost(rig.operations, mine).view()).toMatchObject({ fileCount: 1, others: { fileCount: 0 } });
    expect(codeOf(await lost(rig.operations, mine).restore())).toBe('ok');
    expect(rig.tree()).toEqual({ [`${LORAS}/a.safetensors`]: 'own' });
    expect(existsSync(rig.path('.civet-trash'))).toBe(false);
  });

  it('leaves alone what a damaged note says nothing of, and empties its own trash as a whole', async () => {
    await rig.do('trash', [trash(rig.write(`${LORAS}/a.safetensors`, 'own'))]);
    await other.do('trash', [trash(rig.write(`${LORAS}/b.safetensors`, 'theirs'))]);
    const [id = ''] = readdirSync(rig.path('.civet-trash')).filter((each) => !rig.operations.knows(each));
    writeFileSync(rig.path(`.civet-trash/${id}/${OWNER_FILE}`), '{"profile":');
    expect(await lost(rig.operations, mine).view()).toMatchObject({
      fileCount: 0,
      others: { fileCount: 1, hosts: [] },
    });
    expect(codeOf(await rig.operations.emptyTrash())).toBe('ok');
    expect(readdirSync(rig.path('.civet-trash'))).toEqual([id]);
  });
});
