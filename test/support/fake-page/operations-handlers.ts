import { failure } from '../../../shared/failure';
import type { Handlers } from '../../../shared/ipc/contract';
import type {
  LostTrashView,
  OperationKind,
  OperationProgress,
  OperationsView,
  OperationView,
} from '../../../shared/operations/operations';
import { err, ok } from '../../../shared/result';
import type { FakeApi } from '../fake-api';
import type { Scenario } from './scenario';
import { tidyHandlers } from './tidy-handlers';

type OperationsCall = Extract<keyof Handlers, `operations.${string}`>;

const HOUR_MS = 3_600_000;
const GB = 1_000_000_000;

/** A long copy that runs, with digits that stay as they are. */
const running: OperationProgress = {
  ...{ id: '6'.repeat(16), kind: 'move', way: 'doing', doneCount: 3, totalCount: 12, canCallOff: true },
  copy: { doneBytes: 11.4 * GB, totalBytes: 71.8 * GB, bytesPerSecond: 148_000_000, remainingMs: 408_000 },
};

const LORAS = '/mnt/models/ComfyUI/models/loras';

/** Files that were moved from where LoRAs are to where checkpoints are. */
function filesOf(...names: readonly string[]): OperationView['files'] {
  return names.map((name) => ({
    from: `${LORAS}/${name}`,
    to: `/mnt/models/ComfyUI/models/checkpoints/${name}`,
  }));
}

/** One of each kind and state. */
function manyOperations(nowMs: number): readonly OperationView[] {
  const plain = { state: 'done', canUndo: true, failure: null } as const;
  return [
    {
      ...plain,
      id: running.id,
      kind: 'move',
      doneAtMs: nowMs - HOUR_MS / 60,
      fileCount: 6,
      bytes: 71.8 * GB,
      files: filesOf('driftwood-xl-v3.safetensors', 'lantern-street.safetensors'),
      state: 'running',
      canUndo: false,
    },
    {
      ...plain,
      id: '7'.repeat(16),
      kind: 'trash',
      doneAtMs: nowMs - HOUR_MS / 2,
      fileCount: 1,
      bytes: 2.1 * GB,
      files: [{ from: `${LORAS}/pebble-beach.safetensors`, to: null }],
      state: 'failed',
      failure: failure('disk.folderMissing', { path: '/media/models-2' }),
    },
    {
      ...plain,
      id: '1'.repeat(16),
      kind: 'move',
      doneAtMs: nowMs - HOUR_MS / 20,
      fileCount: 214,
      bytes: 311.4 * GB,
      files: filesOf(
        'aurora-fjord-light-v2.1.safetensors',
        'kiln-and-clay.safetensors',
        'paperlight_v10.safetensors',
      ),
    },
    {
      ...plain,
      id: '2'.repeat(16),
      kind: 'trash',
      doneAtMs: nowMs - 2 * HOUR_MS,
      fileCount: 2,
      bytes: 13.1 * GB,
      files: filesOf(
        'old-harbour-xl-v1.safetensors',
        'old-harbour-xl-v2-with-a-very-long-name-that-somebody-gave-it.safetensors',
      ),
    },
    {
      ...plain,
      id: '3'.repeat(16),
      kind: 'link',
      doneAtMs: nowMs - 5 * HOUR_MS,
      fileCount: 1,
      bytes: 6.5 * GB,
      files: filesOf('copperleaf-xl.safetensors'),
      state: 'undone',
      canUndo: false,
    },
    {
      ...plain,
      id: '4'.repeat(16),
      kind: 'move',
      doneAtMs: nowMs - 26 * HOUR_MS,
      fileCount: 12,
      bytes: 3.2 * GB,
      files: filesOf('saltmarsh.safetensors', 'felted-birds.safetensors'),
      state: 'failed',
      canUndo: false,
      failure: failure('disk.changedSince', {
        path: '/mnt/models/ComfyUI/models/loras/saltmarsh.safetensors',
      }),
    },
    {
      ...plain,
      id: '5'.repeat(16),
      kind: 'replace',
      doneAtMs: nowMs - 50 * HOUR_MS,
      fileCount: 1,
      bytes: 0.22 * GB,
      files: [{ from: `${LORAS}/tidepool-v1.safetensors`, to: `${LORAS}/tidepool-v2.safetensors` }],
      canUndo: false,
      failure: failure('input.trashEmptied'),
    },
  ];
}

export function operationsHandlers(api: FakeApi, scenario: Scenario): Pick<Handlers, OperationsCall> {
  const isEmpty = scenario === 'empty' || scenario === 'noFolders' || scenario === 'short';
  let view: OperationsView = {
    operations: isEmpty ? [] : manyOperations(Date.now()),
    progress: isEmpty ? null : running,
    trash: isEmpty ? { fileCount: 0, bytes: 0 } : { fileCount: 2, bytes: 13.1 * GB },
  };
  let lost: LostTrashView = {
    fileCount: isEmpty ? 0 : 3,
    allCount: isEmpty ? 0 : 8,
    hasMore: false,
    bytes: isEmpty ? 0 : 9.4 * GB,
    fileNames: ['meadow-lights-v4.safetensors', 'first-snow.safetensors', 'harbour-at-dawn-xl.safetensors'],
    others: {
      fileCount: isEmpty ? 0 : 12,
      allCount: isEmpty ? 0 : 12,
      hasMore: false,
      bytes: isEmpty ? 0 : 41.7 * GB,
      fileNames: ['old-harbour-v1.safetensors', 'winter-coat-v3.safetensors'],
      hosts: ['attic-server'],
    },
  };
  const change = (next: Partial<OperationsView>) => {
    view = { ...view, ...next };
    api.emit('operations.changed', view);
  };
  const undo = (id: string | undefined) => {
    const found = view.operations.find((each) => each.id === id);
    if (found === undefined) return err(failure('input.unknownOperation'));
    const undone: OperationView = { ...found, state: 'undone', canUndo: false };
    change({ operations: view.operations.map((each) => (each.id === id ? undone : each)) });
    api.emit('operations.ended', undone);
    return ok(undone);
  };
  const run = (kind: OperationKind, fileCount: number) => {
    const done: OperationView = {
      id: String(view.operations.length).padStart(16, 'a'),
      kind,
      doneAtMs: Date.now(),
      fileCount,
      bytes: 0.2 * GB * fileCount,
      files: filesOf('aurora-fjord-light-v2.1.safetensors'),
      state: 'done',
      canUndo: true,
      failure: null,
    };
    change({ operations: [done, ...view.operations] });
    api.emit('operations.ended', done);
    return ok(done);
  };
  const planning = planningOf(api);
  const unmoved = { folderPath: LORAS, bytes: 20_000, flaw: null, cause: null };
  return {
    'operations.snapshot': () => ok(view),
    'operations.callOff': ({ id }) => {
      if (view.progress?.id !== id) return err(failure('input.notPossibleNow'));
      change({ progress: null });
      return ok(null);
    },
    'operations.trashed': () => ok({ folderPath: LORAS, fileCount: 1 }),
    'operations.bringBack': () => undo(view.operations.find(({ canUndo }) => canUndo)?.id),
    'operations.undo': ({ id }) => undo(id),
    'operations.undoLast': () => undo(view.operations.find(({ canUndo }) => canUndo)?.id),
    'operations.trash': ({ choice }) => run('trash', choice.kind === 'files' ? choice.ids.length : 2_006),
    'operations.planMove': async ({ choice }) => {
      const fileCount = choice.kind === 'files' ? choice.ids.length : 2_006;
      if (choice.kind === 'wish' && !(await planning.goThrough(fileCount)))
        return err(failure('input.cancelled'));
      return ok({
        ...{ id: 'ab'.repeat(8), fileCount, bytes: 412 * GB, copies: true, trouble: null },
        chosenCount: fileCount + 6,
        targets: [
          {
            ...{
              label: 'ComfyUI › checkpoints',
              folderPath: LORAS.replace('loras', 'checkpoints'),
              fileCount,
            },
            files: [{ fileName: 'aurora-fjord-light-v2.1.safetensors', folderPath: LORAS }],
          },
        ],
        stayCounts: {
          ...{ right: 2, double: 0, missing: 1, flawed: 1, unproven: 1, unknown: 0, unasked: 0, blocked: 1 },
        },
        stays: [
          { ...unmoved, fileName: 'saltmarsh-v2.safetensors', why: 'missing' },
          {
            ...{ ...unmoved, fileName: 'login.safetensors', why: 'flawed' },
            flaw: { kind: 'noModel', what: 'webPage' },
          },
          { ...unmoved, fileName: 'a-mix-of-my-own.safetensors', why: 'unproven' },
          {
            ...{ ...unmoved, fileName: 'felted-birds.safetensors', why: 'blocked' },
            cause: failure('disk.changedSince', { path: `${LORAS}/felted-birds.safetensors` }),
          },
        ],
      });
    },
    'operations.stopPlanning': () => planning.stop(),
    'operations.runMove': () => run('move', 2_006),
    'operations.tidy': ({ ids }) =>
      ok({ operation: run('move', ids.length).value, sameCount: 0, goneCount: 0 }),
    'operations.rename': ({ ids }) =>
      ok({ operation: run('rename', ids.length).value, sameCount: 0, goneCount: 0 }),
    'operations.moveToRightFolder': () => run('move', 1),
    'operations.linkInto': () => run('link', 1),
    ...tidyHandlers(api, scenario),
    'operations.lostTrash': () => ok(lost),
    'operations.restoreLost': () => {
      lost = { ...lost, fileCount: 0, allCount: 0, bytes: 0, fileNames: [] };
      return run('restore', 3);
    },
    'operations.removeLost': () => {
      const freedBytes = lost.bytes;
      lost = { ...lost, fileCount: 0, allCount: 0, bytes: 0, fileNames: [] };
      return ok({ freedBytes });
    },
    'operations.emptyTrash': () => {
      change({ trash: { fileCount: 0, bytes: 0 } });
      return ok(null);
    },
  };
}

/** Looking at many files, which takes some seconds and can be ended. */
function planningOf(api: FakeApi) {
  let isStopped = false;
  const pause = () => new Promise((resolve) => setTimeout(resolve, 250));
  return {
    goThrough: async (totalCount: number): Promise<boolean> => {
      isStopped = false;
      for (let doneCount = 0; doneCount < totalCount && !isStopped; doneCount += 97) {
        api.emit('operations.planning', { kind: 'move', stage: 'looking', doneCount, totalCount });
        await pause();
      }
      api.emit('operations.planning', null);
      return !isStopped;
    },
    stop: () => {
      isStopped = true;
      return ok(null);
    },
  };
}
