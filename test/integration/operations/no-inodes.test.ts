import type { BigIntStats } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

// A file system that has one number for all of its files, as some network drives do.
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const blank = (stats: BigIntStats) => Object.assign(stats, { ino: 0n });
  return {
    ...real,
    lstat: async (path: string) => blank(await real.lstat(path, { bigint: true })),
  };
});

const { OperationsRig, codeOf } = await import('../../support/operations-rig');

const OLD = 'models/checkpoints/a.safetensors';
const NEW = 'models/loras/a.safetensors';

let rig: InstanceType<typeof OperationsRig>;

beforeEach(async () => {
  rig = new OperationsRig();
  rig.write(OLD, 'weights');
  const step = { kind: 'move' as const, from: rig.path(OLD), to: rig.path(NEW) };
  expect(codeOf(await rig.do('move', [step]))).toBe('ok');
});

afterEach(() => rig.close());

describe('a file system without numbers for files', () => {
  it('moves, and takes back', async () => {
    expect(rig.lies()).toEqual([]);
    expect(codeOf(await rig.operations.undoLast())).toBe('ok');
    expect(rig.tree()).toEqual({ [OLD]: 'weights' });
    expect(rig.lies()).toEqual([]);
  });

  it('does not take the file for another that has its old name', async () => {
    rig.write(OLD, 'a new one');
    expect(codeOf(await rig.operations.undoLast())).toBe('disk.nameTaken');
    expect(rig.tree()).toEqual({ [OLD]: 'a new one', [NEW]: 'weights' });
  });

  it('does not even when that is of the same size', async () => {
    rig.write(OLD, 'WEIGHTS');
    expect(codeOf(await rig.operations.undoLast())).toBe('disk.nameTaken');
    expect(rig.tree()).toEqual({ [OLD]: 'WEIGHTS', [NEW]: 'weights' });
  });
});
