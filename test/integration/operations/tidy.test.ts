import { renameSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../../../shared/failure';
import { err } from '../../../shared/result';
import { codeOf } from '../../support/operations-rig';
import { SteeredClock } from '../../support/steered-clock';
import { TidyRig } from '../../support/tidy-rig';

let rig: TidyRig;

beforeEach(() => {
  rig = new TidyRig();
});

afterEach(() => rig.close());

describe('what files were published as', () => {
  it('is told of those that Civitai knows, and not asked twice', async () => {
    rig.add('models/loras/a.safetensors', 'LORA');
    rig.add('models/loras/b.safetensors', 'LORA');
    rig.models.delete(2);
    const { rightFolders } = rig.make();
    for (let times = 0; times < 2; times += 1) {
      const found = await rightFolders.published(rig.library, new AbortController().signal);
      const names = [...found].map(([id, { file }]) => [id, file.untrustedName]);
      expect(names).toEqual([[1, 'published-1.safetensors']]);
    }
    // That nobody knows of a version is an answer too, and holds for some minutes.
    expect(rig.asked).toEqual([[1, 2]]);
    rig.nowMs += 600_000;
    await rightFolders.published(rig.library, new AbortController().signal);
    expect(rig.asked).toEqual([[1, 2], [2]]);
  });

  it('is asked about again where Civitai could not be asked', async () => {
    rig.add('models/loras/a.safetensors', 'LORA');
    rig.models.set(1, err(failure('network.offline')));
    const { rightFolders } = rig.make();
    for (let times = 0; times < 2; times += 1)
      await rightFolders.published(rig.library, new AbortController().signal);
    expect(rig.asked).toEqual([[1], [1]]);
  });
});

describe('tidying', () => {
  it('finds what lies where no program looks for its kind, says why, and moves and undoes it as one', async () => {
    rig.add('models/checkpoints/lora.safetensors', 'LORA');
    rig.add('models/loras/Pony/sorted.safetensors', 'LORA');
    rig.add('models/loras/dora.safetensors', 'DoRA');
    rig.add('models/loras/strange.safetensors', 'SomethingNew');
    rig.write('models/checkpoints/lora.json', '{}');
    const before = rig.tree();
    const { tidy, view } = await rig.looked();
    expect(view).toMatchObject({ rightCount: 2, unknownCount: 1, trouble: null });
    expect(view.files).toMatchObject([
      {
        id: 1,
        folderPath: rig.path('models/checkpoints'),
        targetPath: rig.path('models/loras'),
        targetLabel: 'ComfyUI › loras',
        why: { kind: 'lora', code: 'modelType' },
        keptName: { name: 'lora.safetensors', kind: 'free' },
        templateName: { name: 'published-1.safetensors', kind: 'free' },
        isOtherVolume: false,
      },
    ]);
    expect(codeOf(await tidy.move([1], false))).toBe('ok');
    expect(Object.keys(rig.tree())).toEqual(
      expect.arrayContaining(['models/loras/lora.safetensors', 'models/loras/lora.json']),
    );
    expect(codeOf(await rig.operations.undoLast())).toBe('ok');
    expect(rig.tree()).toEqual(before);
  });

  it('renames by the template only when that is wanted', async () => {
    rig.fileTemplate = '{model} by {creator}';
    rig.add('models/checkpoints/lora.safetensors', 'LORA');
    const { tidy, view } = await rig.looked();
    expect(view.files[0]?.templateName).toEqual({ name: 'Model 1 by somebody.safetensors', kind: 'free' });
    expect(codeOf(await tidy.move([1], true))).toBe('ok');
    expect(Object.keys(rig.tree())).toEqual(['models/loras/Model 1 by somebody.safetensors']);
  });

  it('gives a number where another file has the name, and leaves what is there already', async () => {
    rig.add('models/checkpoints/a.safetensors', 'LORA', 'mine');
    rig.write('models/loras/A.safetensors', 'other');
    rig.add('models/checkpoints/b.safetensors', 'LORA', 'same');
    rig.write('models/loras/b.safetensors', 'same');
    rig.add('models/vae/a.safetensors', 'LORA', 'the third');
    const { tidy, view } = await rig.looked();
    expect(view.files.map(({ keptName }) => keptName)).toEqual([
      { name: 'a (2).safetensors', kind: 'numbered' },
      { name: 'b (2).safetensors', kind: 'unread' },
      { name: 'a (3).safetensors', kind: 'numbered' },
    ]);
    // For a preview nothing is read; what is moved is compared first, where it might be the same.
    expect(rig.read).toEqual([]);
    expect(codeOf(await tidy.move([1, 2, 3], false))).toBe('ok');
    expect(Object.keys(rig.tree())).toEqual([
      'models/checkpoints/b.safetensors',
      'models/loras/A.safetensors',
      'models/loras/a (2).safetensors',
      'models/loras/a (3).safetensors',
      'models/loras/b.safetensors',
    ]);
    expect(rig.read).toEqual([
      rig.path('models/checkpoints/b.safetensors'),
      rig.path('models/loras/b.safetensors'),
    ]);
    expect(codeOf(await tidy.move([2], false))).toBe('input.nothingToMove');
  });

  it('reads nothing where the index knows both', async () => {
    rig.add('models/checkpoints/a.safetensors', 'LORA', 'same');
    rig.indexed.set(rig.write('models/loras/a.safetensors', 'same'), 'HASH OF same');
    rig.add('models/checkpoints/b.safetensors', 'LORA', 'mine');
    rig.indexed.set(rig.write('models/loras/b.safetensors', 'else'), 'HASH OF else');
    const { tidy, view } = await rig.looked();
    expect(view.files.map(({ keptName }) => keptName)).toEqual([
      { name: 'a.safetensors', kind: 'alreadyThere' },
      { name: 'b (2).safetensors', kind: 'numbered' },
    ]);
    expect(codeOf(await tidy.move([1, 2], false))).toBe('ok');
    expect(Object.keys(rig.tree())).toContain('models/checkpoints/a.safetensors');
    expect(Object.keys(rig.tree())).toContain('models/loras/b (2).safetensors');
    expect(rig.read).toEqual([]);
  });

  it('tells what was ticked and stayed: the same when it was compared, or gone since', async () => {
    rig.add('models/checkpoints/a.safetensors', 'LORA', 'same');
    rig.write('models/loras/a.safetensors', 'same');
    rig.add('models/checkpoints/b.safetensors', 'LORA');
    const { tidy, view } = await rig.looked();
    expect(view.files.map(({ keptName }) => keptName.kind)).toEqual(['unread', 'free']);
    expect(await tidy.move([1, 2, 99], false)).toMatchObject({
      value: { operation: { fileCount: 1 }, sameCount: 1, goneCount: 1 },
    });
  });

  it('believes the tensors of a file, and what the user has chosen for its download', async () => {
    rig.finding = 'wholeModel';
    rig.add('models/checkpoints/whole.safetensors', 'Checkpoint', 'whole', 'Flux.1 D');
    expect((await rig.looked()).view).toMatchObject({ files: [], rightCount: 1 });
    rig.finding = null;
    expect((await rig.looked()).view.files).toMatchObject([
      { targetPath: rig.path('models/diffusion_models') },
    ]);
    rig.chosenKinds.set(rig.path('models/checkpoints/whole.safetensors'), 'checkpoint');
    expect((await rig.looked()).view).toMatchObject({ files: [], rightCount: 1 });
  });

  it('keeps a file in the program that it lies in', async () => {
    const forge = `${rig.folder}/forge`;
    rig.addRoot(forge, 'forge');
    rig.write('../forge/models/VAE/lora.safetensors', 'lora');
    rig.add(`${forge}/models/VAE/lora.safetensors`, 'LORA');
    expect((await rig.looked()).view.files).toMatchObject([
      { targetPath: `${forge}/models/Lora`, targetLabel: 'Forge › Lora' },
    ]);
  });

  it('lists what lies right under another name apart, and renames it there only when that is wanted', async () => {
    rig.fileTemplate = '{model}';
    rig.add('models/loras/Pony/mine.safetensors', 'LORA');
    rig.add('models/loras/model 2.safetensors', 'LORA');
    rig.add('models/loras/third.safetensors', 'LORA');
    rig.write('models/loras/Model 3.safetensors', 'somebody else');
    rig.add('models/checkpoints/lora.safetensors', 'LORA');
    const before = rig.tree();
    const { tidy, view } = await rig.looked();
    expect(view.files.map(({ id }) => id)).toEqual([4]);
    expect(view.misnamed).toMatchObject([
      { id: 1, fileName: 'mine.safetensors', ownName: { name: 'Model 1.safetensors', kind: 'free' } },
      { id: 3, ownName: { name: 'Model 3 (2).safetensors', kind: 'numbered' } },
    ]);
    expect(codeOf(await tidy.move([1, 3], true))).toBe('input.nothingToMove');
    expect(codeOf(await tidy.rename([1, 3]))).toBe('ok');
    expect(Object.keys(rig.tree()).toSorted()).toEqual([
      'models/checkpoints/lora.safetensors',
      'models/loras/Model 3 (2).safetensors',
      'models/loras/Model 3.safetensors',
      'models/loras/Pony/Model 1.safetensors',
      'models/loras/model 2.safetensors',
    ]);
    expect(rig.operations.list()).toMatchObject([{ kind: 'rename', fileCount: 2, canUndo: true }]);
    expect(codeOf(await rig.operations.undoLast())).toBe('ok');
    expect(rig.tree()).toEqual(before);
  });

  it('comes to an end where two files want one name', async () => {
    rig.fileTemplate = '{creator}';
    rig.add('models/loras/somebody.safetensors', 'LORA', 'first');
    rig.add('models/loras/mine.safetensors', 'LORA', 'second');
    const { tidy, view } = await rig.looked();
    expect(view.misnamed).toMatchObject([{ id: 2, ownName: { name: 'somebody (2).safetensors' } }]);
    expect(codeOf(await tidy.rename([2]))).toBe('ok');
    const named = rig.tree();
    expect(Object.keys(named)).toEqual([
      'models/loras/somebody (2).safetensors',
      'models/loras/somebody.safetensors',
    ]);
    rig.library = [];
    rig.add('models/loras/somebody.safetensors', 'LORA', 'first');
    rig.add('models/loras/somebody (2).safetensors', 'LORA', 'second');
    expect((await rig.looked()).view).toMatchObject({ misnamed: [], rightCount: 2 });
  });

  it('does not rename to its own name what was to be compared first', async () => {
    rig.fileTemplate = '{creator}';
    rig.add('models/loras/somebody (2).safetensors', 'LORA', 'mine.');
    const other = rig.write('models/loras/somebody.safetensors', 'other');
    const { tidy, view } = await rig.looked();
    expect(view.misnamed).toEqual([]);
    // Then it is free, and taken again by the time that it is wanted.
    renameSync(other, `${other}-aside`);
    const free = await rig.looked();
    expect(free.view.misnamed).toMatchObject([{ ownName: { name: 'somebody.safetensors', kind: 'free' } }]);
    renameSync(`${other}-aside`, other);
    expect(codeOf(await free.tidy.rename([1]))).toBe('input.nothingToMove');
    expect(codeOf(await tidy.rename([1]))).toBe('input.nothingToMove');
  });

  it('asks Civitai once in ten minutes, however often it looks', async () => {
    rig.add('models/checkpoints/lora.safetensors', 'LORA');
    const { tidy } = await rig.looked();
    const lookAgain = async () => {
      tidy.look();
      await expect.poll(() => tidy.view().stage).toBe('done');
      expect(tidy.view().files).toHaveLength(1);
    };
    await lookAgain();
    expect(rig.asked).toEqual([[1]]);
    rig.nowMs = 600_000;
    await lookAgain();
    expect(rig.asked).toEqual([[1], [1]]);
  });

  it('looks again once something was moved, from wherever', async () => {
    const file = rig.add('models/checkpoints/lora.safetensors', 'LORA');
    const { tidy } = await rig.looked();
    const planned = await rig.operations.plan('move', [
      { kind: 'move', from: file.path, to: rig.path('models/loras/lora.safetensors') },
    ]);
    if (!planned.ok) throw new Error(planned.error.code);
    rig.library = [];
    await rig.operations.run(planned.value);
    await expect.poll(() => tidy.view().files).toEqual([]);
  });

  it('looks once after many changes, and asks nothing again because of them', async () => {
    rig.add('models/checkpoints/lora.safetensors', 'LORA');
    const junk = ['a', 'b', 'c'].map((name) => rig.write(`models/vae/${name}.safetensors`, name));
    const clock = new SteeredClock();
    const { tidy } = rig.make(clock);
    const settled = () =>
      expect
        .poll(async () => {
          await clock.advance(500);
          return tidy.view().stage;
        })
        .toBe('done');
    tidy.look();
    await settled();
    rig.lookCount = 0;
    rig.nowMs = 600_000;
    for (const path of junk) {
      expect(codeOf(await rig.do('trash', [{ kind: 'trash', path }]))).toBe('ok');
      await clock.advance(900);
    }
    expect(rig.lookCount).toBe(0);
    await clock.advance(100);
    expect(rig.lookCount).toBe(1);
    await settled();
    expect(rig.lookCount).toBe(1);
    expect(rig.asked).toEqual([[1]]);
  });
});
