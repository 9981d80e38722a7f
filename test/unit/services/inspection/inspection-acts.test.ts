import { join, relative } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { IndexedFile } from '../../../../electron/core/library/ports';
import type { PlannedOperation, Step } from '../../../../electron/core/operations/steps';
import { InspectionActs } from '../../../../electron/services/inspection/inspection-acts';
import { type Asked, InspectionBoard } from '../../../../electron/services/inspection/inspection-board';
import type { NamedModelFile } from '../../../../electron/services/sidecars/write-sidecars';
import type { PlanSource } from '../../../../shared/bulk/plan';
import { type Failure, failure } from '../../../../shared/failure';
import type {
  InspectedFile,
  InspectedPlace,
  InspectedVersion,
} from '../../../../shared/inspection/inspection';
import { ok } from '../../../../shared/result';
import { SteeredClock } from '../../../support/steered-clock';

const stamp = { bytes: 5, mtimeNs: '7', dev: '1', ino: '2' };
const place: InspectedPlace = {
  folderPath: '/comfy/models/loras',
  label: 'ComfyUI › loras',
  fileName: 'fog.safetensors',
  isRightFolder: false,
  isOwnName: false,
  isInLibrary: false,
};
const version = { modelId: 7, versionId: 70, newer: { versionId: 71, name: 'v2' } } as InspectedVersion;
const isInside = (root: string, path: string) => !relative(root, path).startsWith('..');
const places = { join, relative, isInside };

let steps: readonly Step[] = [];
let names: readonly string[] = [];
let collected: PlanSource[] = [];
let beside: NamedModelFile[] = [];
let isWanted = true;
let cause: Failure | null = null;
let needless: Failure | null = null;
/** The SHA-256 of what has the name already. */
let there = 'BB';
let board: InspectionBoard;
let acts: InspectionActs;
let file: Asked;

const known = (change: Partial<InspectedFile> = {}) =>
  board.change(file, {
    stage: { kind: 'done' },
    identity: { kind: 'sameBytes', version, place },
    hashes: { sha256: 'AA', autoV1: null, autoV2: null, autoV3: null, crc32: null, blake3: null },
    ...change,
  });

beforeEach(() => {
  [steps, names, collected, beside, isWanted, cause, there] = [[], [], [], [], true, null, 'BB'];
  needless = null;
  const clock = new SteeredClock();
  board = new InspectionBoard({ places, clock, publish: () => undefined });
  acts = new InspectionActs(
    {
      operations: {
        plan: async (_kind, wanted) => {
          steps = wanted;
          return ok({} as PlannedOperation);
        },
        run: async () => ok({} as never),
      },
      files: {
        namesIn: async () => names,
        look: async () => ok({ stamp, kind: 'file', linkCount: 1 }),
        isSameContent: async () => ok(false),
      },
      twins: { known: () => ok([{ sha256: there } as IndexedFile]) },
      sidecars: {
        isWanted: () => isWanted,
        writeBeside: async (model) => {
          beside.push(model);
          const problems = cause === null ? [] : [{ part: 'a1111' as const, cause }];
          return { writtenCount: 1, mergedCount: 2, sameCount: 3, needless, problems };
        },
      },
      plan: {
        collect: (source) => {
          collected.push(source);
          return ok(null);
        },
      },
      places,
      clock,
    },
    board,
  );
  const kept = board.keep('/here/mine.safetensors', stamp, 0);
  if (kept === null) throw new Error('It was not kept.');
  file = kept;
  file.found = { kind: 'lora', target: { modelId: 7 } as never };
});

describe('bringing a file to its folder', () => {
  it('keeps its name, or takes the next free one, and minds what it was', async () => {
    known();
    names = ['MINE.safetensors'];
    expect(await acts.place(file.view.id, 'move')).toEqual(ok(null));
    expect(steps).toEqual([
      {
        kind: 'move',
        from: '/here/mine.safetensors',
        to: '/comfy/models/loras/mine (2).safetensors',
        known: { bytes: 5, mtimeNs: '7' },
        isShown: true,
      },
    ]);
  });

  it('leaves it where it is when the same bytes are there already', async () => {
    known();
    names = ['MINE.safetensors'];
    there = 'AA';
    expect(await acts.place(file.view.id, 'move')).toMatchObject({
      error: { code: 'disk.alreadyThere', params: { label: 'ComfyUI › loras' } },
    });
    expect(steps).toEqual([]);
  });

  it('knows a file again that comes back from the trash', () => {
    known();
    const from = file.path;
    const trashPath = '/comfy/.civet-trash/0123456789abcdef/mine.safetensors';
    const told = { before: stamp, stamp };
    acts.noteChanged({ moved: [{ ...told, from, to: null, trashPath }], linked: [] });
    expect(file.view.stage).toMatchObject({ kind: 'failed', cause: { code: 'disk.notThere' } });
    acts.noteChanged({ moved: [{ ...told, from: trashPath, to: from, trashPath: null }], linked: [] });
    expect(file.view).toMatchObject({ stage: { kind: 'done' }, folderPath: '/here' });
    expect(board.at(from)).toBe(file);
  });

  it.each([
    ['is still being read', { stage: { kind: 'reading', readBytes: 1 } }],
    ['is only likely', { identity: { kind: 'likely', version, place } }],
    ['is cut short', { identity: { kind: 'cut', version, place } }],
    ['differs from what is published', { identity: { kind: 'differs', version, place } }],
    ['has no place', { identity: { kind: 'sameBytes', version, place: null } }],
  ] as const)('does nothing with one that %s', async (_words, change) => {
    known(change);
    expect(await acts.place(file.view.id, 'move')).toMatchObject({ error: { code: 'input.notPossibleNow' } });
    expect(steps).toEqual([]);
  });

  it('knows it under its new name at once, and under the old one when that is undone', () => {
    known();
    const to = '/comfy/models/loras/mine.safetensors';
    const moved = { before: stamp, stamp, trashPath: null };
    acts.noteChanged({ moved: [{ ...moved, from: file.path, to }], linked: [] });
    expect(file.view).toMatchObject({
      folderPath: '/comfy/models/loras',
      identity: { place: { isRightFolder: true } },
    });
    acts.noteChanged({ moved: [{ ...moved, from: to, to: '/here/mine.safetensors' }], linked: [] });
    expect(file.view).toMatchObject({ folderPath: '/here', identity: { place: { isRightFolder: false } } });
  });

  it('says that one is not there any more that went into the trash', () => {
    known();
    acts.noteChanged({
      moved: [{ from: file.path, to: null, before: stamp, stamp, trashPath: '/x' }],
      linked: [],
    });
    expect(file.view.stage).toMatchObject({ kind: 'failed', cause: { code: 'disk.notThere' } });
  });
});

describe('what else can be done with a file', () => {
  it('writes beside it what the user has ticked, and says what could not be written', async () => {
    known();
    cause = failure('disk.denied');
    const tally = { writtenCount: 1, mergedCount: 2, sameCount: 3 };
    const problems = [{ part: 'a1111', cause }];
    expect(await acts.writeSidecars(file.view.id)).toEqual(ok({ isWanted: true, ...tally, problems }));
    cause = null;
    needless = failure('disk.notThere');
    expect(await acts.writeSidecars(file.view.id)).toMatchObject({
      value: { problems: [{ part: null, cause: needless }] },
    });
    beside.pop();
    expect(beside).toMatchObject([
      { folder: '/here', fileName: 'mine.safetensors', bytes: 5, sha256: 'AA', kind: 'lora' },
    ]);
  });

  it('writes nothing when nothing is ticked, and says so', async () => {
    known();
    isWanted = false;
    expect(await acts.writeSidecars(file.view.id)).toMatchObject({ value: { isWanted: false } });
    expect(beside).toEqual([]);
  });

  it('plans the newer version, and only that', () => {
    known();
    acts.planNewer(file.view.id);
    expect(collected).toEqual([{ kind: 'list', text: 'https://civitai.com/models/7?modelVersionId=71' }]);
  });
});
