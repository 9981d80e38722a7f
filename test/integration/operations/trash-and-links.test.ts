import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemCopyCalls } from '../../../electron/adapters/file-copies';
import { systemNameCalls } from '../../../electron/adapters/part-files';
import { chosenRoot, coded, codeOf, OperationsRig } from '../../support/operations-rig';

const LORAS = 'models/loras';
const CHECKPOINTS = 'models/checkpoints';

let rig: OperationsRig;

beforeEach(() => {
  rig = new OperationsRig();
});

afterEach(() => rig.close());

describe('trash', () => {
  it('keeps files with their paths in the user’s folder, out of the programs’ sight, until it is emptied', async () => {
    const path = rig.write(`${LORAS}/Pony/a.safetensors`, 'weights');
    rig.write(`${LORAS}/Pony/a.json`, '{}');
    expect(codeOf(await rig.do('trash', [{ kind: 'trash', path }]))).toBe('ok');
    expect(rig.tree()).toEqual({
      [`.civet-trash/*/${LORAS}/Pony/a.safetensors`]: 'weights',
      [`.civet-trash/*/${LORAS}/Pony/a.json`]: '{}',
    });
    expect(rig.operations.view().trash).toEqual({ fileCount: 1, bytes: 9 });
    expect(rig.operations.isTrashed(path, 0)).toBe(true);
    expect(rig.operations.isTrashed(path, Date.now() + 1_000)).toBe(false);
    await rig.restart();
    expect(codeOf(await rig.operations.undoLast())).toBe('ok');
    expect(Object.keys(rig.tree())).toEqual([`${LORAS}/Pony/a.json`, `${LORAS}/Pony/a.safetensors`]);
    expect(rig.operations.isTrashed(path, 0)).toBe(false);
    expect(() => statSync(rig.path('.civet-trash'))).toThrow();

    await rig.do('trash', [{ kind: 'trash', path, alone: true }]);
    expect(codeOf(await rig.operations.emptyTrash())).toBe('ok');
    expect(rig.tree()).toEqual({ [`${LORAS}/Pony/a.json`]: '{}' });
    expect(() => statSync(rig.path('.civet-trash'))).toThrow();
    expect(rig.operations.view().trash).toEqual({ fileCount: 0, bytes: 0 });
    const [emptied] = rig.operations.list();
    expect(emptied).toMatchObject({ canUndo: false, failure: { code: 'input.trashEmptied' } });
    expect(codeOf(await rig.operations.undo(emptied?.id ?? ''))).toBe('input.trashEmptied');
  });

  it('lies on the volume of the file, in a folder that the user pointed at', async () => {
    const other = rig.addOtherVolume();
    mkdirSync(join(other, 'loras'));
    writeFileSync(join(other, 'loras', 'a.safetensors'), 'weights');
    // A folder of its own that ComfyUI was told of, on the same volume as that of the other program.
    const further = join(other, 'loras');
    rig.roots = [
      chosenRoot(rig.root, 'comfyui', [{ kind: 'lora', path: further }]),
      chosenRoot(other, 'plain'),
    ];
    await rig.do('trash', [{ kind: 'trash', path: join(further, 'a.safetensors') }]);
    expect(rig.tree(other)).toEqual({ '.civet-trash/*/loras/a.safetensors': 'weights' });
    expect(codeOf(await rig.operations.undoLast())).toBe('ok');
    expect(rig.tree(other)).toEqual({ 'loras/a.safetensors': 'weights' });
  });
});

describe('links', () => {
  it('gives a file a second name that takes no room, and takes only that name away again', async () => {
    const existing = rig.write(`${LORAS}/a.safetensors`, 'weights');
    const at = rig.path(`${CHECKPOINTS}/a.safetensors`);
    expect(codeOf(await rig.do('link', [{ kind: 'link', existing, at }]))).toBe('ok');
    expect(statSync(at).ino).toBe(statSync(existing).ino);
    expect(rig.outcomes).toMatchObject([{ moved: [], linked: [{ existing, at }] }]);
    await rig.restart();
    expect(codeOf(await rig.operations.undoLast())).toBe('ok');
    expect(rig.tree()).toEqual({ [`${LORAS}/a.safetensors`]: 'weights' });
  });

  it('does not take the last name of a file away', async () => {
    const existing = rig.write(`${LORAS}/a.safetensors`, 'weights');
    const at = rig.path(`${CHECKPOINTS}/a.safetensors`);
    await rig.do('link', [{ kind: 'link', existing, at }]);
    rmSync(existing);
    expect(codeOf(await rig.operations.undoLast())).toBe('disk.notThere');
    expect(rig.tree()).toEqual({ [`${CHECKPOINTS}/a.safetensors`]: 'weights' });
  });

  it('replaces a duplicate as one operation, and brings it back', async () => {
    const existing = rig.write(`${LORAS}/a.safetensors`, 'weights');
    const twin = rig.write(`${LORAS}/copies/a.safetensors`, 'weights');
    rig.write(`${LORAS}/copies/a.json`, '{}');
    const inode = statSync(twin).ino;
    expect(
      codeOf(
        await rig.do('link', [
          { kind: 'trash', path: twin, alone: true },
          { kind: 'link', existing, at: twin },
        ]),
      ),
    ).toBe('ok');
    expect(statSync(twin).ino).toBe(statSync(existing).ino);
    await rig.restart();
    expect(codeOf(await rig.operations.undoLast())).toBe('ok');
    expect(statSync(twin).ino).toBe(inode);
    expect(Object.keys(rig.tree())).toEqual([
      `${LORAS}/a.safetensors`,
      `${LORAS}/copies/a.json`,
      `${LORAS}/copies/a.safetensors`,
    ]);
  });

  it('says when the volume differs, and when the file system has no second names', async () => {
    const other = rig.addOtherVolume();
    const existing = rig.write(`${LORAS}/a.safetensors`, 'weights');
    const at = join(other, 'loras', 'a.safetensors');
    expect(codeOf(await rig.do('link', [{ kind: 'link', existing, at }]))).toBe('disk.otherVolume');
    await rig.restart({
      names: { ...systemNameCalls, link: () => Promise.reject(coded('EPERM')) },
      copies: { ...systemCopyCalls, clone: () => Promise.reject(coded('ENOTSUP')) },
    });
    const beside = rig.path(`${LORAS}/b.safetensors`);
    expect(codeOf(await rig.do('link', [{ kind: 'link', existing, at: beside }]))).toBe('disk.noLinks');
    expect(rig.tree()).toEqual({ [`${LORAS}/a.safetensors`]: 'weights' });
  });

  it('shares the blocks where only that is possible', async () => {
    const existing = rig.write(`${LORAS}/a.safetensors`, 'weights');
    const watch = { signal: new AbortController().signal, onBytes: () => undefined };
    // A file system with shared blocks and without links: a copy stands for it, and no one can tell.
    await rig.restart({
      names: { ...systemNameCalls, link: () => Promise.reject(coded('EPERM')) },
      copies: { ...systemCopyCalls, clone: (from, to) => systemCopyCalls.copy(from, to, watch) },
    });
    const at = rig.path(`${LORAS}/b.safetensors`);
    expect(codeOf(await rig.do('link', [{ kind: 'link', existing, at }]))).toBe('ok');
    expect(rig.tree()).toEqual({
      [`${LORAS}/a.safetensors`]: 'weights',
      [`${LORAS}/b.safetensors`]: 'weights',
    });
    expect(codeOf(await rig.operations.undoLast())).toBe('ok');
    expect(rig.tree()).toEqual({ [`${LORAS}/a.safetensors`]: 'weights' });
  });
});
