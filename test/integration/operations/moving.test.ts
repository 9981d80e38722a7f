import { mkdirSync, renameSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Step } from '../../../electron/core/operations/steps';
import { codeOf, OperationsRig } from '../../support/operations-rig';

const LORAS = 'models/loras';
const CHECKPOINTS = 'models/checkpoints';

let rig: OperationsRig;

const move = (from: string, to: string): Step => ({ kind: 'move', from: rig.path(from), to: rig.path(to) });

beforeEach(() => {
  rig = new OperationsRig();
});

afterEach(() => rig.close());

describe('moving', () => {
  it('takes a model and what belongs to it to another folder, and back after a restart', async () => {
    rig.write(`${CHECKPOINTS}/fjord.safetensors`, 'weights');
    rig.write(`${CHECKPOINTS}/fjord.civitai.info`, '{}');
    rig.write(`${CHECKPOINTS}/fjord.preview.png`, 'picture');
    rig.write(`${CHECKPOINTS}/fjord-two.safetensors`, 'another');
    const before = rig.tree();
    const inode = statSync(rig.path(`${CHECKPOINTS}/fjord.safetensors`)).ino;

    const done = await rig.do('move', [
      move(`${CHECKPOINTS}/fjord.safetensors`, `${LORAS}/Pony/ice.safetensors`),
    ]);

    expect(done).toMatchObject({ ok: true, value: { state: 'done', canUndo: true, fileCount: 1, bytes: 7 } });
    expect(rig.tree()).toEqual({
      [`${CHECKPOINTS}/fjord-two.safetensors`]: 'another',
      [`${LORAS}/Pony/ice.safetensors`]: 'weights',
      [`${LORAS}/Pony/ice.civitai.info`]: '{}',
      [`${LORAS}/Pony/ice.preview.png`]: 'picture',
    });
    expect(statSync(rig.path(`${LORAS}/Pony/ice.safetensors`)).ino).toBe(inode);
    expect(rig.outcomes).toMatchObject([
      {
        moved: [
          {
            from: rig.path(`${CHECKPOINTS}/fjord.safetensors`),
            to: rig.path(`${LORAS}/Pony/ice.safetensors`),
          },
        ],
      },
    ]);

    await rig.restart();
    const undone = await rig.operations.undoLast();
    expect(undone).toMatchObject({ ok: true, value: { state: 'undone', canUndo: false } });
    expect(rig.tree()).toEqual(before);
    // The folders that were made for it are gone with it.
    expect(() => statSync(rig.path(LORAS))).toThrow();
    expect(codeOf(await rig.operations.undoLast())).toBe('input.notUndoable');
  });

  it('leaves what stands beside two models of the same stem where it is', async () => {
    rig.write(`${CHECKPOINTS}/fjord.safetensors`, 'a');
    rig.write(`${CHECKPOINTS}/fjord.gguf`, 'b');
    rig.write(`${CHECKPOINTS}/fjord.json`, '{}');
    await rig.do('move', [move(`${CHECKPOINTS}/fjord.safetensors`, `${LORAS}/fjord.safetensors`)]);
    expect(Object.keys(rig.tree())).toEqual([
      `${CHECKPOINTS}/fjord.gguf`,
      `${CHECKPOINTS}/fjord.json`,
      `${LORAS}/fjord.safetensors`,
    ]);
  });

  it('leaves it there as well when both of them go', async () => {
    rig.write(`${CHECKPOINTS}/fjord.safetensors`, 'a');
    rig.write(`${CHECKPOINTS}/fjord.gguf`, 'b');
    rig.write(`${CHECKPOINTS}/fjord.json`, '{}');
    const steps = ['safetensors', 'gguf'].map((ending) =>
      move(`${CHECKPOINTS}/fjord.${ending}`, `${LORAS}/fjord.${ending}`),
    );
    expect(codeOf(await rig.do('move', steps))).toBe('ok');
    expect(Object.keys(rig.tree())).toEqual([
      `${CHECKPOINTS}/fjord.json`,
      `${LORAS}/fjord.gguf`,
      `${LORAS}/fjord.safetensors`,
    ]);
    expect(rig.lies()).toEqual([]);
  });

  it('never writes over a file, nor over one whose name some systems take for the same', async () => {
    rig.write(`${CHECKPOINTS}/a.safetensors`, 'mine');
    rig.write(`${LORAS}/A.safetensors`, 'theirs');
    const before = rig.tree();
    for (const name of ['A', 'a'])
      expect(
        codeOf(await rig.do('move', [move(`${CHECKPOINTS}/a.safetensors`, `${LORAS}/${name}.safetensors`)])),
      ).toBe('disk.nameTaken');
    expect(rig.tree()).toEqual(before);
  });

  it('refuses two files that want one name', async () => {
    rig.write(`${CHECKPOINTS}/a.safetensors`, '1');
    rig.write(`${CHECKPOINTS}/b.safetensors`, '2');
    const steps = ['a', 'b'].map((name) =>
      move(`${CHECKPOINTS}/${name}.safetensors`, `${LORAS}/c.safetensors`),
    );
    expect(codeOf(await rig.do('move', steps))).toBe('disk.nameTaken');
  });

  it('writes a name in other capitals, with what stands beside it', async () => {
    rig.write(`${LORAS}/fjord.safetensors`, 'weights');
    rig.write(`${LORAS}/fjord.json`, '{}');
    expect(
      codeOf(await rig.do('move', [move(`${LORAS}/fjord.safetensors`, `${LORAS}/Fjord.safetensors`)])),
    ).toBe('ok');
    expect(Object.keys(rig.tree())).toEqual([`${LORAS}/Fjord.json`, `${LORAS}/Fjord.safetensors`]);
  });

  it('takes everything back when a target has appeared meanwhile', async () => {
    rig.write(`${CHECKPOINTS}/a.safetensors`, '1');
    rig.write(`${CHECKPOINTS}/b.safetensors`, '2');
    const planned = await rig.operations.plan('move', [
      move(`${CHECKPOINTS}/a.safetensors`, `${LORAS}/a.safetensors`),
      move(`${CHECKPOINTS}/b.safetensors`, `${LORAS}/b.safetensors`),
    ]);
    rig.write(`${LORAS}/b.safetensors`, 'theirs');
    const before = rig.tree();
    if (!planned.ok) throw new Error(planned.error.code);
    expect(codeOf(await rig.operations.run(planned.value))).toBe('disk.nameTaken');
    expect(rig.tree()).toEqual(before);
    expect(rig.operations.list()).toMatchObject([
      { state: 'failed', canUndo: false, failure: { code: 'disk.nameTaken' } },
    ]);
  });

  it.each([
    ['its bytes', (path: string) => writeFileSync(path, 'otherwise')],
    ['its date', (path: string) => utimesSync(path, 1, 1)],
    [
      'the file itself',
      (path: string) => {
        const { atime, mtime } = statSync(path);
        renameSync(path, `${path}.old`);
        writeFileSync(path, 'weights');
        utimesSync(path, atime, mtime);
      },
    ],
  ])('leaves a file alone that has changed since it was planned: %s', async (_, change) => {
    const path = rig.write(`${CHECKPOINTS}/a.safetensors`, 'weights');
    const planned = await rig.operations.plan('move', [
      move(`${CHECKPOINTS}/a.safetensors`, `${LORAS}/a.safetensors`),
    ]);
    if (!planned.ok) throw new Error(planned.error.code);
    change(path);
    expect(codeOf(await rig.operations.run(planned.value))).toBe('disk.changedSince');
    expect(Object.keys(rig.tree())).toContain(`${CHECKPOINTS}/a.safetensors`);
  });

  it('leaves a file alone that is not as the asker knows it', async () => {
    const path = rig.write(`${CHECKPOINTS}/a.safetensors`, 'weights');
    const step: Step = { kind: 'trash', path, known: { bytes: 7, mtimeNs: '1' } };
    expect(codeOf(await rig.do('trash', [step]))).toBe('disk.changedSince');
  });

  it('leaves links, and what a download works on, alone', async () => {
    const real = rig.write(`${CHECKPOINTS}/a.safetensors`, 'weights');
    mkdirSync(rig.path(LORAS), { recursive: true });
    symlinkSync(real, rig.path(`${LORAS}/link.safetensors`));
    expect(
      codeOf(await rig.do('trash', [{ kind: 'trash', path: rig.path(`${LORAS}/link.safetensors`) }])),
    ).toBe('disk.isLink');
    rig.inUse.add(real);
    expect(codeOf(await rig.do('trash', [{ kind: 'trash', path: real }]))).toBe('input.fileInUse');
    rig.inUse.clear();
    const planned = await rig.operations.plan('trash', [{ kind: 'trash', path: real }]);
    rig.inUse.add(real);
    if (!planned.ok) throw new Error(planned.error.code);
    expect(codeOf(await rig.operations.run(planned.value))).toBe('input.fileInUse');
  });
});
