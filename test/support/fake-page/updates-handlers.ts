import { failure } from '../../../shared/failure';
import type { Handlers } from '../../../shared/ipc/contract';
import { err, ok } from '../../../shared/result';
import type {
  IgnoredUpdate,
  UpdatePart,
  UpdateRow,
  UpdatesStatus,
  WaitingReplacement,
} from '../../../shared/updates/updates';
import type { FakeApi } from '../fake-api';
import { manyUpdates, someOutcomes, somePromises } from './fixtures/updates';
import type { Scenario } from './scenario';

type UpdatesCall = Extract<keyof Handlers, `updates.${string}`>;

export function updatesHandlers(api: FakeApi, scenario: Scenario): Pick<Handlers, UpdatesCall> {
  const isEmpty = scenario === 'empty' || scenario === 'noFolders';
  const isNew = scenario === 'done';
  const many = isEmpty || isNew || scenario === 'short' ? 0 : scenario === 'huge' ? 1_200 : 14;
  let rows: Readonly<Record<UpdatePart, readonly UpdateRow[]>> = {
    updates: manyUpdates('updates', many),
    restricted: manyUpdates('restricted', Math.min(many, 3)),
    otherBases: manyUpdates('otherBases', Math.min(many, 4)),
    gone: manyUpdates('gone', Math.min(many, 5)),
  };
  let promises: readonly WaitingReplacement[] = scenario === 'errors' ? somePromises : [];
  let ignored: readonly IgnoredUpdate[] = [];
  let revision = 1;
  let check: UpdatesStatus['check'] =
    scenario === 'held' ? { kind: 'asking', doneCount: 350, totalCount: 1_204 } : { kind: 'idle' };
  const status = (): UpdatesStatus => ({
    revision,
    counts: {
      updates: rows.updates.length,
      restricted: rows.restricted.length,
      otherBases: rows.otherBases.length,
      gone: rows.gone.length,
    },
    updateBytes: rows.updates.reduce((sum, { newFile }) => sum + (newFile?.approximateBytes ?? 0), 0),
    ignoredCount: ignored.length,
    isWanted: !isEmpty && !isNew,
    check,
    checkedAtMs: isEmpty || isNew ? null : Date.now() - 2 * 3_600_000,
    modelCount: isEmpty ? 0 : 1_204,
    trouble: scenario === 'errors' ? failure('http.busy') : null,
    waitingCount: promises.length,
    promiseRevision: promises.length,
    laterCount: scenario === 'errors' ? 800 : 0,
    outcomes: scenario === 'errors' || scenario === 'short' ? someOutcomes : [],
    keeping:
      scenario === 'errors'
        ? { kind: 'putAside', fileName: 'updates.db.unreadable-1893456000000' }
        : { kind: 'kept' },
  });
  const tell = () => {
    revision += 1;
    api.emit('updates.changed', status());
    return ok(null);
  };
  return {
    'updates.status': () => ok(status()),
    'updates.check': () => {
      check = { kind: 'asking', doneCount: 50, totalCount: 1_204 };
      setTimeout(() => {
        check = { kind: 'idle' };
        tell();
      }, 1_500);
      return tell();
    },
    'updates.list': ({ part, offset, limit }) =>
      scenario === 'errors' && part === 'gone'
        ? err(failure('disk.failed', { path: 'updates.db', message: 'SQLITE_IOERR' }))
        : ok({
            revision,
            total: rows[part].length,
            offset,
            rows: rows[part].slice(offset, offset + limit),
          }),
    'updates.ofModel': ({ modelId }) =>
      ok(
        rows.updates
          .slice(0, 1)
          .map((row) => ({ ...row, modelId }))
          .filter(() => modelId === 900_001),
      ),
    'updates.details': () =>
      scenario === 'offline'
        ? err(failure('network.offline'))
        : ok({
            versions: [
              {
                versionId: 3,
                versionName: 'v4.0',
                publishedAtMs: Date.now() - 3 * 86_400_000,
                untrustedNotes:
                  '<p>Retrained on <b>twice the pictures</b>.</p><ul><li>Better hands</li><li>Works at 0.6–0.9</li></ul><img src=x onerror=alert(1)>',
              },
              {
                versionId: 2,
                versionName: 'v3.5',
                publishedAtMs: Date.now() - 40 * 86_400_000,
                untrustedNotes: null,
              },
            ],
            addedWords: ['polar light', 'f1ord'],
            removedWords: ['aurora'],
            oldVersionName: 'v3.0',
          }),
    'updates.staying': ({ fate }) =>
      ok(
        fate === 'keep'
          ? { counts: { notProven: 0, severalNames: 0 }, names: [] }
          : {
              counts: { notProven: 5, severalNames: 2 },
              names: rows.updates.slice(0, 5).map(({ oldFiles }) => oldFiles[0]?.fileName ?? ''),
            },
      ),
    'updates.plan': ({ which }) =>
      ok(which.kind === 'all' ? rows.updates.length - which.except.length : which.ids.length),
    'updates.stillOffered': ({ ids }) =>
      ok(
        rows.updates
          .filter(({ id }) => ids.includes(id))
          .map(({ id, oldFiles, newFile }) => ({
            id,
            oldFileIds: oldFiles.map((file) => file.id),
            approximateBytes: newFile?.approximateBytes ?? null,
          })),
      ),
    'updates.ignore': ({ kind, id, modelId, isIgnored }) => {
      if (!isIgnored) {
        ignored = ignored.filter((each) => each.kind !== kind || each.id !== id);
        rows = { ...rows, updates: manyUpdates('updates', many) };
        return tell();
      }
      const row = rows.updates.find((each) => each.modelId === modelId);
      const modelName = row?.modelName ?? `Model ${modelId}`;
      const versionName = kind === 'version' ? (row?.newFile?.versionName ?? `Version ${id}`) : null;
      ignored = [{ kind, id, modelId, modelName, versionName, atMs: Date.now() }, ...ignored];
      rows = { ...rows, updates: rows.updates.filter((each) => each.modelId !== modelId) };
      return tell();
    },
    'updates.promises': () => ok(promises),
    'updates.takeBackPromise': ({ id }) => {
      promises = promises.filter(({ downloadId }) => downloadId !== id);
      return tell();
    },
    'updates.ignored': () => ok(ignored),
  };
}
