import { canBeIncluded, type PlanItem, type PlanProblem } from '../../../shared/bulk/plan';
import type { PlanChange } from '../../../shared/bulk/plan-schema';
import { failure } from '../../../shared/failure';
import type { Handlers } from '../../../shared/ipc/contract';
import { err, ok } from '../../../shared/result';
import type { FakeApi } from '../fake-api';
import { modelDetails } from './fixtures/details';
import { placeOf, planItem, planItems, planProblems, planVolumes } from './fixtures/plans';
import type { Scenario } from './scenario';

type BulkCall = Extract<keyof Handlers, `bulk.${string}`>;

const tickMs = 120;

const firstCount: Readonly<Partial<Record<Scenario, number>>> = {
  busy: 160,
  errors: 60,
  short: 40,
  huge: 5_000,
  signedOut: 80,
  noFolders: 30,
};

function roomsOf(scenario: Scenario) {
  const isMissing = scenario === 'errors';
  return [
    {
      id: 'models',
      label: '/mnt/models',
      freeBytes: scenario === 'short' ? 30_403_000_000 : 4_000_000_000_000,
      state: 'ready',
    },
    {
      id: 'home',
      label: '/home/mira/Shared LoRA Library on a drive with a name that is much too long for its place',
      freeBytes: isMissing ? null : 820_000_000_000,
      state: isMissing ? 'missing' : 'ready',
    },
  ] as const;
}

/** A plan that is gathered and changed as a real one is, without a network: what is seen, not what is done. */
export function bulkHandlers(
  api: FakeApi,
  scenario: Scenario,
  isSignedIn: () => boolean,
): Pick<Handlers, BulkCall> {
  const hasFolder = scenario !== 'noFolders' && scenario !== 'empty';
  let items = [...planItems(firstCount[scenario] ?? 0, hasFolder)];
  let problems: readonly PlanProblem[] = items.length > 0 && scenario !== 'huge' ? planProblems : [];
  let collecting: { doneCount: number; totalCount: number | null } | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  let revision = 1;
  let collected = 10_000;
  let aboveLevelCount = 0;

  const head = () => ({
    collecting,
    volumes: planVolumes(items, roomsOf(scenario)),
    isFolderChosen: hasFolder,
    isSignedIn: isSignedIn(),
    aboveLevelCount,
  });
  const publish = (upserts: readonly PlanItem[], removed: readonly string[], hasNewProblems = false) => {
    revision += 1;
    api.emit('bulk.changed', {
      revision,
      head: head(),
      upserts,
      removed,
      problems: hasNewProblems ? problems : null,
    });
    return ok(null);
  };
  const stop = () => {
    clearInterval(timer);
    collecting = null;
  };
  const update = (ids: readonly string[], change: (each: PlanItem) => PlanItem) => {
    const wanted = new Set(ids);
    items = items.map((each) => (wanted.has(each.id) ? change(each) : each));
    return publish(
      items.filter(({ id }) => wanted.has(id)),
      [],
    );
  };
  const take = (ids: readonly string[]) => {
    const wanted = new Set(ids);
    items = items.filter(({ id }) => !wanted.has(id));
    return publish([], ids);
  };
  const collect = (totalCount: number) => {
    stop();
    collecting = { doneCount: 0, totalCount };
    timer = setInterval(() => {
      if (collecting === null) return;
      collected += 1;
      const added = planItem(collected % 240, hasFolder, { id: `item-${collected}` });
      items.push(added);
      const doneCount = collecting.doneCount + 1;
      collecting = doneCount < totalCount ? { doneCount, totalCount } : null;
      if (collecting === null) stop();
      publish([added], []);
    }, tickMs);
    publish([], []);
  };
  const change = (wanted: PlanChange) => {
    switch (wanted.kind) {
      case 'include':
        return update(wanted.ids, (each) => {
          const isAllowed = canBeIncluded(each) && (!each.isDangerous || wanted.isRiskAccepted);
          return { ...each, isIncluded: wanted.isIncluded && isAllowed };
        });
      case 'file':
        return update([wanted.id], (each) => {
          const version = modelDetails(((each.modelId - 1) % 240) + 1).versions.find(
            ({ id }) => id === wanted.versionId,
          );
          const file = version?.files.find(({ id }) => id === wanted.fileId);
          if (!version || !file) return each;
          const {
            id: fileId,
            untrustedName: fileName,
            format,
            precision,
            sizeClass,
            approximateBytes,
          } = file;
          const facts = { fileId, fileName, format, precision, sizeClass, approximateBytes };
          return { ...each, ...facts, versionId: version.id, versionName: version.name, lockedHash: null };
        });
      case 'place':
        return update(wanted.ids, (each) => ({
          ...each,
          place: placeOf(wanted.folderKind ?? 'checkpoint', wanted.folderKind !== null),
        }));
      case 'remove':
        return take(wanted.ids);
      case 'removeProblems':
        problems = problems.filter(({ id }) => !wanted.ids.includes(id));
        return publish([], [], true);
    }
  };
  return {
    'bulk.snapshot': () => ok({ revision, head: head(), items, problems }),
    'bulk.collect': (source) => {
      if (scenario === 'offline') return err(failure('network.offline', { host: 'civitai.com' }));
      if (source.kind === 'models') collect(source.modelIds.length);
      else if (source.kind === 'search') {
        aboveLevelCount = 2;
        collect(60);
      } else collect(source.text.trim().split(/\s+/).length);
      return ok(null);
    },
    'bulk.stop': () => {
      stop();
      return publish([], []);
    },
    'bulk.change': change,
    'bulk.clear': () => {
      stop();
      problems = [];
      const ids = items.map(({ id }) => id);
      items = [];
      return publish([], ids, true);
    },
    'bulk.choices': ({ id }) => {
      const item = items.find((each) => each.id === id);
      if (!item) return err(failure('input.unknownFile'));
      return ok(
        modelDetails(((item.modelId - 1) % 240) + 1).versions.map((version) => ({
          versionId: version.id,
          versionName: version.name,
          baseModel: version.baseModel,
          files: version.files.map((file) => ({
            fileId: file.id,
            fileName: file.untrustedName,
            type: file.type,
            format: file.format,
            precision: file.precision,
            sizeClass: file.sizeClass,
            approximateBytes: file.approximateBytes,
            isDangerous: file.pickleScan === 'danger',
          })),
        })),
      );
    },
    'bulk.queue': () => {
      const included = items.filter(({ isIncluded }) => isIncluded);
      // The last few are refused, so that it can be seen what is said of them.
      const refused = scenario === 'errors' ? included.slice(-3) : [];
      take(included.filter((each) => !refused.includes(each)).map(({ id }) => id));
      return ok({
        queuedCount: included.length - refused.length,
        refused: refused.map(({ id }) => ({ id, cause: failure('disk.driveMissing') })),
        promiseTrouble: null,
      });
    },
    'bulk.importLock': () => {
      collect(24);
      return ok({ fileCount: 24 });
    },
    'bulk.exportLock': () =>
      ok({ fileCount: items.filter((each) => each.isIncluded || each.ownership.kind !== 'none').length }),
  };
}
