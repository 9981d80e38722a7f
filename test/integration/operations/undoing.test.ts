import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemNameCalls } from '../../../electron/adapters/part-files';
import type { Step } from '../../../electron/core/operations/steps';
import { coded, codeOf, OperationsRig } from '../../support/operations-rig';

const LORAS = 'models/loras';
const CHECKPOINTS = 'models/checkpoints';

let rig: OperationsRig;

const move = (from: string, to: string): Step => ({ kind: 'move', from: rig.path(from), to: rig.path(to) });

beforeEach(() => {
  rig = new OperationsRig();
});

afterEach(() => rig.close());

describe('undoing', () => {
  it('says why it cannot be undone any more, and leaves everything as it is', async () => {
    rig.write(`${CHECKPOINTS}/a.safetensors`, '1');
    rig.write(`${CHECKPOINTS}/b.safetensors`, '2');
    await rig.do(
      'move',
      ['a', 'b'].map((name) => move(`${CHECKPOINTS}/${name}.safetensors`, `${LORAS}/${name}.safetensors`)),
    );
    rig.write(`${CHECKPOINTS}/a.safetensors`, 'a new one');
    const before = rig.tree();
    expect(codeOf(await rig.operations.undoLast())).toBe('disk.nameTaken');
    expect(rig.tree()).toEqual(before);
    expect(rig.operations.list()).toMatchObject([{ state: 'done', canUndo: true }]);
    rmSync(rig.path(`${LORAS}/b.safetensors`));
    expect(codeOf(await rig.operations.undoLast())).toBe('disk.notThere');
  });

  it('makes the folder anew that a file left and somebody tidied away', async () => {
    rig.write(`${CHECKPOINTS}/deep/a.safetensors`, '1');
    await rig.do('move', [move(`${CHECKPOINTS}/deep/a.safetensors`, `${LORAS}/a.safetensors`)]);
    rmSync(rig.path(CHECKPOINTS), { recursive: true });
    expect(codeOf(await rig.operations.undoLast())).toBe('ok');
    expect(rig.tree()).toEqual({ [`${CHECKPOINTS}/deep/a.safetensors`]: '1' });
  });

  it('does again what was taken back when undoing meets something on its way', async () => {
    rig.write(`${CHECKPOINTS}/a.safetensors`, '1');
    rig.write(`${CHECKPOINTS}/b.safetensors`, '2');
    await rig.do(
      'move',
      ['a', 'b'].map((name) => move(`${CHECKPOINTS}/${name}.safetensors`, `${LORAS}/${name}.safetensors`)),
    );
    const before = rig.tree();
    const link = (from: string, to: string) =>
      to.endsWith('checkpoints/a.safetensors')
        ? Promise.reject(coded('EACCES'))
        : systemNameCalls.link(from, to);
    await rig.restart({ names: { ...systemNameCalls, link } });
    expect(codeOf(await rig.operations.undoLast())).toBe('disk.denied');
    expect(rig.tree()).toEqual(before);
    expect(rig.operations.list()).toMatchObject([
      { state: 'done', canUndo: true, failure: { code: 'disk.denied' } },
    ]);
  });
});
