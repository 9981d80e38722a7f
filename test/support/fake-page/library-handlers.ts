import type { Handlers } from '../../../shared/ipc/contract';
import type {
  CheckTally,
  LibraryChoice,
  LibraryDetails,
  LibraryFacet,
  LibraryStatus,
  LibraryWish,
} from '../../../shared/library/library';
import { countsAsOwned, type OwnedFile } from '../../../shared/library/owned';
import { ok } from '../../../shared/result';
import type { FakeApi } from '../fake-api';
import { libraryStatus, manyFiles } from './fixtures/library';
import { spaceOf } from './fixtures/space';
import type { Scenario } from './scenario';

type LibraryCall = Extract<keyof Handlers, `library.${string}`>;

function countBy(
  files: readonly LibraryDetails[],
  of: (file: LibraryDetails) => string | null,
): LibraryFacet[] {
  const counts = new Map<string, number>();
  for (const file of files) {
    const id = of(file);
    if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts].map(([id, count]) => ({ id, count }));
}

function sizeOf(scenario: Scenario): number {
  if (scenario === 'empty' || scenario === 'noFolders' || scenario === 'short') return 0;
  return scenario === 'huge' ? 50_000 : 2_006;
}

function ownedAmong(files: readonly LibraryDetails[], modelIds: readonly number[]): readonly OwnedFile[] {
  return files.flatMap(({ id, fileName, folderPath, modelId, versionId, standing, hashes: { sha256 } }) =>
    modelId !== null && versionId !== null && modelIds.includes(modelId) && countsAsOwned(standing)
      ? [
          {
            id,
            fileName,
            folderPath,
            modelId,
            versionId,
            sha256,
            claimedSha256: sha256 === null ? 'C'.repeat(64) : null,
          },
        ]
      : [],
  );
}

function suiting(files: readonly LibraryDetails[], wish: LibraryWish): readonly LibraryDetails[] {
  const words = wish.text.toLowerCase().split(/\s+/).filter(Boolean);
  return files.filter(
    (file) =>
      words.every((word) => `${file.modelName} ${file.fileName}`.toLowerCase().includes(word)) &&
      (wish.types.length === 0 || wish.types.includes(file.modelType ?? '')) &&
      (wish.creators.length === 0 || wish.creators.includes(file.creator ?? '')) &&
      (wish.baseModels.length === 0 || wish.baseModels.includes(file.baseModel ?? '')) &&
      (wish.standings.length === 0 || wish.standings.includes(file.standing)) &&
      (wish.usedBeforeMs === null || (file.use !== null && file.use.atMs < wish.usedBeforeMs)),
  );
}

function chosenAmong(files: readonly LibraryDetails[], choice: LibraryChoice): readonly LibraryDetails[] {
  const ids = new Set(choice.kind === 'files' ? choice.ids : choice.exceptIds);
  if (choice.kind === 'files') return files.filter(({ id }) => ids.has(id));
  return suiting(files, choice.wish).filter(({ id }) => !ids.has(id));
}

const tally: CheckTally = {
  ...{ unchangedCount: 1_998, damagedCount: 2, changedCount: 1, missingCount: 3 },
  ...{ unreadableCount: 1, newCount: 1, brokenCount: 1 },
};

export function libraryHandlers(api: FakeApi, scenario: Scenario): Pick<Handlers, LibraryCall> {
  const files = manyFiles(sizeOf(scenario));
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  let status: LibraryStatus = libraryStatus(scenario, files.length, bytes);
  const change = (next: Partial<LibraryStatus>) => {
    status = { ...status, ...next };
    api.emit('library.changed', status);
    return ok(null);
  };
  return {
    'library.status': () => ok(status),
    'library.scan': () =>
      change({ isPaused: false, isWanted: true, scan: { kind: 'looking', seenCount: 1_204 } }),
    'library.pause': () => change({ isPaused: true }),
    'library.list': ({ wish, offset, limit }) => {
      const found = suiting(files, wish);
      const entries = found.slice(offset, offset + limit);
      return ok({ revision: status.revision, total: found.length, offset, entries });
    },
    'library.owned': ({ modelIds }) => ok(ownedAmong(files, modelIds)),
    'library.space': () => ok(spaceOf(files)),
    'library.facets': () =>
      ok({
        types: countBy(files, ({ modelType }) => modelType),
        baseModels: countBy(files, ({ baseModel }) => baseModel),
        standings: countBy(files, ({ standing }) => standing),
        tellsUse: true,
      }),
    'library.check': () =>
      change({
        check: {
          ...{ kind: 'checking', isPaused: false, awayFolder: null, doneCount: 12, totalCount: 2_006 },
          ...{ readBytes: 48_200_000_000, totalBytes: 412_000_000_000 },
          ...{ bytesPerSecond: 412_000_000, remainingMs: 883_000, tally },
        },
      }),
    'library.pauseCheck': ({ isPaused }) => {
      const { check } = status;
      return change({ check: check.kind === 'checking' ? { ...check, isPaused } : check });
    },
    'library.endCheck': () =>
      change({ check: { kind: 'ended', isWhole: false, tally, endedAtMs: Date.now() } }),
    'library.dismissCheck': () => change({ check: { kind: 'none' } }),
    'library.lookAgain': () => ok(0),
    'library.downloadAgain': () =>
      ok({
        queuedCount: 1,
        replacingCount: 1,
        claimedCount: 0,
        failed: [],
        failedCount: 0,
        promiseTrouble: null,
      }),
    'library.chosen': ({ choice, wish }) => {
      const chosen = chosenAmong(files, choice);
      const count = (isOne: (file: LibraryDetails) => boolean) => chosen.filter(isOne).length;
      const shown = new Set(suiting(files, wish));
      return ok({
        fileCount: chosen.length,
        bytes: chosen.reduce((sum, file) => sum + file.bytes, 0),
        thereCount: count(({ standing }) => standing !== 'missing'),
        thereBytes: chosen.reduce((sum, file) => sum + (file.standing === 'missing' ? 0 : file.bytes), 0),
        lostCount: count(({ standing }) => ['missing', 'damaged', 'incomplete'].includes(standing)),
        recognisedCount: count(({ standing }) => standing === 'known' || standing === 'edited'),
        elsewhereCount: count((file) => !shown.has(file)),
        mark: String(chosen.length),
      });
    },
    'library.between': ({ wish, fromId, toId }) => {
      const ids = suiting(files, wish).map(({ id }) => id);
      const [from, to] = [ids.indexOf(fromId), ids.indexOf(toId)];
      return ok(ids.slice(Math.min(from, to), Math.max(from, to) + 1));
    },
    'library.copy': ({ choice }) => ok(chosenAmong(files, choice).length),
    'library.writeSidecars': (choice) =>
      ok({
        isWanted: true,
        modelCount: chosenAmong(files, choice).length,
        unprovenCount: 0,
        unknownCount: 0,
      }),
    'library.details': ({ id }) => ok(files[id - 1] ?? null),
    'library.show': () => ok(null),
  };
}
