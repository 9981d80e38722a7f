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
import type { HashMatch } from '../../../../shared/ipc/contract';
import type { AgainOutcome } from '../../../../shared/library/library';
import { ok } from '../../../../shared/result';
import { SteeredClock } from '../../../support/steered-clock';

const stamp = { bytes: 5, mtimeNs: '7', dev: '1', ino: '2' };
const place: InspectedPlace = {
  folderPath: '/comfy/models/loras',
  label: 'ComfyUI › loras',
  fileName: 'fog.safetensors',
  lies: { kind: 'elsewhere' },
  isOwnName: false,
  secondName: null,
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
/** What the library has of the file. */
let indexed: Partial<IndexedFile> = {};
let again: readonly IndexedFile[] = [];
let fresh: HashMatch[] = [];
let outcome: AgainOutcome;
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
  [indexed, again, fresh] = [{}, [], []];
  outcome = {
    ...{ queuedCount: 1, replacingCount: 1, claimedCount: 0 },
    ...{ failed: [], failedCount: 0, promiseTrouble: null },
  };
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
      twins: { known: () => ok([{ sha256: there, ...indexed } as IndexedFile]) },
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
      placement: {
        folderOfKind: () => null,
        roots: () =>
          [{ id: 'r', layout: 'plain', path: '/webui', further: [{ kind: 'lora', path: '/here' }] }] as never,
      },
      again: {
        add: async (files) => {
          again = files;
          return ok(outcome);
        },
        addNew: async (published) => {
          fresh.push(published);
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
  file.found = { kind: 'lora', target: { modelId: 7, versionId: 70, hashes: { sha256: 'WHOLE' } } as never };
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
      identity: { place: { lies: { kind: 'there' } } },
    });
    acts.noteChanged({ moved: [{ ...moved, from: to, to: '/here/mine.safetensors' }], linked: [] });
    expect(file.view).toMatchObject({
      folderPath: '/here',
      identity: { place: { lies: { kind: 'otherProgram' } } },
    });
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

describe('a second name in the right folder', () => {
  const at = '/comfy/models/loras/mine.safetensors';
  const link = { existing: '/here/mine.safetensors', at, stamp };
  const secondName = () => {
    const { identity } = file.view;
    return identity.kind === 'unknown' ? null : identity.place?.secondName;
  };

  it('is said as soon as it is given, and not any more when that is undone', () => {
    known();
    acts.noteChanged({ moved: [], linked: [link] });
    expect(secondName()).toBe('mine.safetensors');
    acts.noteChanged({
      moved: [{ from: at, to: null, before: stamp, stamp, trashPath: null }],
      linked: [],
    });
    expect(secondName()).toBeNull();
    expect(file.view.stage.kind).toBe('done');
  });

  it('is not said of one in another folder', () => {
    known();
    acts.noteChanged({ moved: [], linked: [{ ...link, at: '/forge/models/Lora/mine.safetensors' }] });
    expect(secondName()).toBeNull();
  });

  it('is known by the library as well', () => {
    const twin = { fileName: 'fog.safetensors', folderPath: '/comfy/models/loras/sub', isSameFile: true };
    known({ twins: { bytes: [{ ...twin, isSameFile: false }], weights: [] } });
    expect(secondName()).toBeNull();
    known({ twins: { bytes: [twin], weights: [] } });
    expect(secondName()).toBe('fog.safetensors');
  });
});

describe('a file that is cut short', () => {
  const cut = () =>
    known({
      flaw: { kind: 'cutShort', promisedBytes: 9_000 },
      identity: { kind: 'cut', version, place },
      hashes: null,
    });

  it('gives way to the whole where the library has it', async () => {
    cut();
    indexed = { id: 4, standing: 'incomplete' };
    expect(await acts.downloadWhole(file.view.id)).toEqual(ok({ isReplaced: true }));
    expect(again).toMatchObject([{ id: 4 }]);
  });

  it('says why it cannot be had', async () => {
    cut();
    indexed = { id: 4, standing: 'incomplete' };
    const gone = failure('input.goneFromCivitai');
    outcome = { ...outcome, queuedCount: 0, replacingCount: 0, failed: [{ fileName: 'x', cause: gone }] };
    expect(await acts.downloadWhole(file.view.id)).toMatchObject({ error: gone });
  });

  it('stays where it is anywhere else, and the whole goes where it belongs', async () => {
    cut();
    indexed = { standing: 'unknown' };
    expect(await acts.downloadWhole(file.view.id)).toEqual(ok({ isReplaced: false }));
    expect(fresh).toEqual([{ modelId: 7, versionId: 70, hash: 'WHOLE' }]);
  });

  it('is not replaced by what it only may be', async () => {
    known({ identity: { kind: 'likely', version, place } });
    indexed = { standing: 'unknown' };
    expect(await acts.downloadWhole(file.view.id)).toMatchObject({ error: { code: 'input.notPossibleNow' } });
    expect(fresh).toEqual([]);
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
