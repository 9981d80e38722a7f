import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CopyCalls, systemCopyCalls } from '../../../electron/adapters/file-copies';
import { type NameCalls, systemNameCalls } from '../../../electron/adapters/part-files';
import type { FileMeasuring } from '../../../electron/core/hashing-ports';
import type { Step } from '../../../electron/core/operations/steps';
import { failure } from '../../../shared/failure';
import type { OperationProgress } from '../../../shared/operations/operations';
import { err } from '../../../shared/result';
import { codeOf, directMeasuring, OperationsRig } from '../../support/operations-rig';

const CHECKPOINTS = 'models/checkpoints';
const CHUNK_BYTES = 4 * 1024 * 1024;

let rig: OperationsRig;
let other: string;
let before: Readonly<Record<string, string>>;
let seen: OperationProgress[];

beforeEach(() => {
  rig = new OperationsRig();
  other = rig.addOtherVolume();
  rig.write(`${CHECKPOINTS}/a.safetensors`, 'a'.repeat(900));
  // More than the copy takes in one go, and not a whole number of that.
  const numbers = Array.from({ length: CHUNK_BYTES / 2 }, (_, at) => String(at).padStart(8));
  rig.write(`${CHECKPOINTS}/b.safetensors`, numbers.join('').slice(0, 2 * CHUNK_BYTES + 7));
  before = rig.tree();
  seen = [];
});

afterEach(() => rig.close());

const steps = (): readonly Step[] =>
  ['a', 'b'].map((stem) => ({
    kind: 'move',
    from: rig.path(`${CHECKPOINTS}/${stem}.safetensors`),
    to: join(other, `${stem}.safetensors`),
  }));

/** The real copy, with a look at what is said of it after each part. */
function watched(onPart: (progress: OperationProgress, from: string) => void): CopyCalls {
  return {
    ...systemCopyCalls,
    copy: (from, to, watch) =>
      systemCopyCalls.copy(from, to, {
        ...watch,
        onBytes: (bytes) => {
          watch.onBytes(bytes);
          const { progress } = rig.operations.view();
          if (progress === null) throw new Error('It is done, but nobody says so.');
          seen.push(progress);
          onPart(progress, from);
        },
      }),
  };
}

const callOffAt = (stem: string) =>
  watched(({ id }, from) => {
    if (from.endsWith(`${stem}.safetensors`)) rig.operations.callOff(id);
  });

/** A copy, or a reading, that takes for ever unless it is called off. */
function endless(signal: AbortSignal, onBegun: () => void): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
    onBegun();
  });
}

describe('a copy to another volume', () => {
  it('tells how many bytes are done, half of the way for copying and half for comparing', async () => {
    await rig.restart({ copies: watched(() => undefined) });
    expect(codeOf(await rig.do('move', steps()))).toBe('ok');
    const bytes = 2 * CHUNK_BYTES + 7;
    const totalBytes = 900 + bytes;
    expect(seen.map(({ copy, doneCount }) => [copy?.totalBytes, copy?.doneBytes, doneCount])).toEqual([
      [totalBytes, 450, 0],
      [totalBytes, 900 + CHUNK_BYTES / 2, 1],
      [totalBytes, 900 + CHUNK_BYTES, 1],
      [totalBytes, 900 + Math.floor(bytes / 2), 1],
    ]);
    expect(seen.map(({ way, canCallOff }) => [way, canCallOff])).toEqual(seen.map(() => ['doing', true]));
    expect(rig.operations.view().progress).toBeNull();
    seen.length = 0;
    expect(codeOf(await rig.operations.undoLast())).toBe('ok');
    expect(seen[0]).toMatchObject({ way: 'undoing', copy: { totalBytes, doneBytes: CHUNK_BYTES / 2 } });
    expect(seen.at(-1)).toMatchObject({ copy: { doneBytes: bytes + 450 } });
    expect(rig.tree()).toEqual(before);
  });

  it('says nothing of bytes where only names change', async () => {
    const link: NameCalls['link'] = (from, to) => {
      const { progress } = rig.operations.view();
      if (progress !== null) seen.push(progress);
      return systemNameCalls.link(from, to);
    };
    await rig.restart({ names: { ...systemNameCalls, link } });
    const [from, to] = [`${CHECKPOINTS}/a.safetensors`, 'models/a.safetensors'].map((path) => rig.path(path));
    if (from === undefined || to === undefined) throw new Error('There are two paths.');
    expect(codeOf(await rig.do('move', [{ kind: 'move', from, to }]))).toBe('ok');
    expect(seen).toMatchObject([{ way: 'doing', totalCount: 1, copy: null }]);
  });

  it.each(['a', 'b'])('is called off in the middle of %s, and all of it is taken back', async (stem) => {
    await rig.restart({ copies: callOffAt(stem) });
    expect(codeOf(await rig.do('move', steps()))).toBe('input.cancelled');
    expect(rig.tree()).toEqual(before);
    expect(rig.tree(other)).toEqual({});
    expect(rig.operations.list()).toMatchObject([{ state: 'failed', failure: { code: 'input.cancelled' } }]);
    expect(rig.lies()).toEqual([]);
    expect(codeOf(rig.operations.callOff(rig.operations.list()[0]?.id ?? ''))).toBe('input.notPossibleNow');
  });

  it('is not called off while it is taken back', async () => {
    const answers: string[] = [];
    await rig.restart({
      copies: watched(({ id, way }, from) => {
        if (way === 'takingBack') answers.push(codeOf(rig.operations.callOff(id)));
        else if (from.endsWith('b.safetensors')) rig.operations.callOff(id);
      }),
    });
    expect(codeOf(await rig.do('move', steps()))).toBe('input.cancelled');
    expect(answers).toEqual(['input.notPossibleNow']);
    expect(rig.tree()).toEqual(before);
  });

  it('is called off while it is compared', async () => {
    const measuring: FileMeasuring = {
      measure: async (path, bytes, proof, signal) => {
        if (!path.includes('.civet-')) return directMeasuring.measure(path, bytes, proof, signal);
        const id = rig.operations.view().progress?.id ?? '';
        await endless(signal, () => setImmediate(() => rig.operations.callOff(id))).catch(() => undefined);
        return err(failure('input.cancelled'));
      },
    };
    await rig.restart({ measuring });
    expect(codeOf(await rig.do('move', steps()))).toBe('input.cancelled');
    expect(rig.tree()).toEqual(before);
    expect(rig.tree(other)).toEqual({});
  });

  it('stays where it was moved when undoing is called off', async () => {
    await rig.do('move', steps());
    const moved = rig.tree(other);
    await rig.restart({ copies: callOffAt('a') });
    expect(codeOf(await rig.operations.undoLast())).toBe('input.cancelled');
    expect(rig.tree(other)).toEqual(moved);
    expect(rig.tree()).toEqual({});
    expect(rig.operations.list()).toMatchObject([{ state: 'done', canUndo: true }]);
    expect(rig.lies()).toEqual([]);
  });

  it('ends with Civet, and is taken back with the next start', async () => {
    const begun = new Promise<void>((resolve) => {
      const copy: CopyCalls['copy'] = (from, to, watch) =>
        from.endsWith('a.safetensors')
          ? systemCopyCalls.copy(from, to, watch)
          : endless(watch.signal, resolve);
      void rig.restart({ copies: { ...systemCopyCalls, copy } }).then(async () => {
        asked = rig.do('move', steps());
      });
    });
    let asked: ReturnType<OperationsRig['do']> | null = null;
    await begun;
    // Nothing but the copy itself may be waited for.
    await rig.operations.stop();
    if (asked === null) throw new Error('Nothing was asked for.');
    expect(codeOf(await asked)).toBe('app.interrupted');
    expect(Object.keys(rig.tree(other))).toEqual(['a.safetensors']);
    await rig.restart();
    expect(rig.tree()).toEqual(before);
    expect(rig.tree(other)).toEqual({});
    expect(rig.operations.list()).toMatchObject([{ state: 'failed' }]);
    expect(rig.lies()).toEqual([]);
  });

  it('keeps why it is taken back, when Civet ends in the middle of that and a drive is away at the next start', async () => {
    let asked: ReturnType<OperationsRig['do']> | null = null;
    await new Promise<void>((resolve) => {
      const copies = callOffAt('b');
      const copy: CopyCalls['copy'] = (from, to, watch) =>
        from.startsWith(other) ? endless(watch.signal, resolve) : copies.copy(from, to, watch);
      void rig.restart({ copies: { ...copies, copy } }).then(() => {
        asked = rig.do('move', steps());
      });
    });
    await rig.operations.stop();
    if (asked === null) throw new Error('Nothing was asked for.');
    expect(codeOf(await asked)).toBe('app.interrupted');
    const drive = `${other}-away`;
    await rig.restart({}, {}, () => renameSync(other, drive));
    expect(rig.operations.list()).toMatchObject([
      { state: 'failed', canUndo: true, failure: { code: 'disk.folderMissing' } },
    ]);
    expect(rig.operations.ofKind('move')).toMatchObject([
      { state: 'rollingBack', failure: { code: 'input.cancelled' } },
    ]);
    await rig.restart({}, {}, () => renameSync(drive, other));
    expect(rig.operations.list()).toMatchObject([{ state: 'failed', failure: { code: 'input.cancelled' } }]);
    expect(rig.tree()).toEqual(before);
    expect(rig.tree(other)).toEqual({});
  });

  it('goes on being undone with the next start, when Civet ended in the middle of that', async () => {
    await rig.do('move', steps());
    let asked: ReturnType<OperationsRig['do']> | null = null;
    await new Promise<void>((resolve) => {
      const copy: CopyCalls['copy'] = (_from, _to, { signal }) => endless(signal, resolve);
      void rig.restart({ copies: { ...systemCopyCalls, copy } }).then(() => {
        asked = rig.operations.undoLast();
      });
    });
    await rig.operations.stop();
    if (asked === null) throw new Error('Nothing was asked for.');
    expect(codeOf(await asked)).toBe('app.interrupted');
    await rig.restart();
    expect(rig.operations.list()).toMatchObject([{ state: 'undone' }]);
    expect(rig.tree()).toEqual(before);
    expect(rig.tree(other)).toEqual({});
  });
});
