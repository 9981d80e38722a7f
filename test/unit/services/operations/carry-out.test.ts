import { expect, it } from 'vitest';
import type { OperationFiles } from '../../../../electron/core/operations/ports';
import type { Deed, PlannedOperation } from '../../../../electron/core/operations/steps';
import { CarryOut } from '../../../../electron/services/operations/carry-out';
import { ok } from '../../../../shared/result';

const stamp = { bytes: 1, mtimeNs: '1', dev: '1', ino: '1' };

it('needs no more of main for each of many files than for one of a few', async () => {
  let reads = 0;
  /** Counts how often the path of a deed is asked for. */
  const counted = (at: number): Deed => ({
    kind: 'move',
    get from() {
      reads += 1;
      return `/models/checkpoints/${at}.safetensors`;
    },
    to: `/models/loras/${at}.safetensors`,
    stamp,
    isTrash: false,
    isModel: true,
  });
  const files = {
    makeFolders: async () => ok(null),
    move: async () => ok(stamp),
    folderOf: (path: string) => path,
  } as unknown as OperationFiles;
  const readsFor = async (count: number): Promise<number> => {
    reads = 0;
    const deeds = Array.from({ length: count }, (_, at) => counted(at));
    const plan: PlannedOperation = {
      id: '0123456789abcdef',
      kind: 'move',
      deeds,
      folders: [],
      grounds: [],
      outside: [],
      copies: [],
      witnesses: [],
      fileCount: count,
      bytes: count,
    };
    const carryOut = new CarryOut(
      plan,
      { marks: deeds.map(() => null), arrivals: new Map() },
      {
        book: { mark: () => ok(null), markSoon: () => ok(null), arrive: () => ok(null) },
        files,
        places: { join: (...parts) => parts.join('/'), isInside: () => true },
        signal: () => new AbortController().signal,
        onBytes: () => undefined,
      },
    );
    expect(await carryOut.forward()).toBeNull();
    return reads / count;
  };
  expect(await readsFor(1_000)).toBeLessThanOrEqual((await readsFor(10)) + 1);
});
