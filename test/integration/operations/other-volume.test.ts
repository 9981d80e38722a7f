import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CopyCalls, systemCopyCalls } from '../../../electron/adapters/file-copies';
import type { Step } from '../../../electron/core/operations/steps';
import { coded, codeOf, OperationsRig } from '../../support/operations-rig';

const CHECKPOINTS = 'models/checkpoints';

let rig: OperationsRig;

beforeEach(() => {
  rig = new OperationsRig();
});

afterEach(() => rig.close());

describe('moving to another volume', () => {
  it('copies, keeps the date, and takes the old file away only then; and back', async () => {
    const other = rig.addOtherVolume();
    const from = rig.write(`${CHECKPOINTS}/a.safetensors`, 'weights');
    chmodSync(from, 0o444);
    const to = join(other, 'checkpoints', 'a.safetensors');
    const before = statSync(from).mtimeMs;
    expect(codeOf(await rig.do('move', [{ kind: 'move', from, to }]))).toBe('ok');
    expect(rig.tree()).toEqual({});
    expect(rig.tree(other)).toEqual({ 'checkpoints/a.safetensors': 'weights' });
    expect(Math.abs(statSync(to).mtimeMs - before)).toBeLessThan(1);
    await rig.restart();
    expect(codeOf(await rig.operations.undoLast())).toBe('ok');
    expect(rig.tree()).toEqual({ [`${CHECKPOINTS}/a.safetensors`]: 'weights' });
    expect(rig.tree(other)).toEqual({});
  });

  it.each([
    ['fills up', coded('ENOSPC'), 'disk.full'],
    ['breaks', coded('EIO'), 'disk.ioError'],
  ])('leaves every file where it was when the other disk %s', async (_, error, code) => {
    const other = rig.addOtherVolume();
    const copy: CopyCalls['copy'] = (from, to, watch) => {
      if (!from.endsWith('b.safetensors')) return systemCopyCalls.copy(from, to, watch);
      writeFileSync(to, 'half');
      return Promise.reject(error);
    };
    await rig.restart({ copies: { ...systemCopyCalls, copy } });
    const steps = ['a', 'b'].map((name): Step => {
      const from = rig.write(`${CHECKPOINTS}/${name}.safetensors`, name);
      return { kind: 'move', from, to: join(other, 'checkpoints', `${name}.safetensors`) };
    });
    const before = rig.tree();
    expect(codeOf(await rig.do('move', steps))).toBe(code);
    expect(rig.tree()).toEqual(before);
    expect(rig.tree(other)).toEqual({});
  });

  it('believes no copy that differs', async () => {
    const other = rig.addOtherVolume();
    const copy = async (_: string, to: string) => writeFileSync(to, 'WEIGHTS');
    await rig.restart({ copies: { ...systemCopyCalls, copy } });
    const from = rig.write(`${CHECKPOINTS}/a.safetensors`, 'weights');
    expect(codeOf(await rig.do('move', [{ kind: 'move', from, to: join(other, 'a.safetensors') }]))).toBe(
      'disk.changedSince',
    );
    expect(rig.tree()).toEqual({ [`${CHECKPOINTS}/a.safetensors`]: 'weights' });
    expect(rig.tree(other)).toEqual({});
  });
});
