import { OPERATION_KINDS } from '../shared/operations/operations';
import type { Settings } from '../shared/settings/schema';
import { nodeDroppedFiles } from './adapters/dropped-files';
import { systemClock, systemPlaces } from './adapters/system';
import type { createCatalogue } from './catalogue';
import type { FileMeasuring } from './core/hashing-ports';
import type { Volumes } from './core/ports';
import { createDuplicates, type DuplicateRooms } from './duplicates';
import { createInspections, type InspectionRooms } from './inspection';
import type { createPublish } from './ipc/publish';
import { createLibrary, type LibraryRooms } from './library';
import { type Changes, createOperations } from './operations';
import type { BulkPlan } from './services/bulk/bulk-plan';
import type { DownloadQueue } from './services/downloads/download-queue';
import { DownloadAgain } from './services/library/download-again';
import { WholeFiles } from './services/library/whole-files';
import { trashedFiles } from './services/operations/operation-view';
import type { Placement } from './services/placement';
import type { Sidecars } from './services/sidecars/sidecars';
import type { Updates } from './services/updates/updates';
import type { openLog } from './shell/log';
import { createUpdates } from './updates';

export interface UserFilesParts {
  readonly rooms: ReturnType<typeof createCatalogue>;
  readonly profile: string;
  readonly queue: DownloadQueue;
  readonly plan: BulkPlan;
  readonly placement: Placement;
  readonly sidecars: Sidecars;
  readonly volumes: Volumes;
  readonly measuring: FileMeasuring;
  readonly settings: () => Settings;
  /** Whether Civitai should not be asked now. */
  readonly isHeld: () => boolean;
  readonly publish: ReturnType<typeof createPublish>;
  readonly log: ReturnType<typeof openLog>;
  /** The built threads. */
  readonly scripts: { readonly library: URL; readonly watch: URL };
}

/** Everything that is about the files that lie in the user's folders. */
export interface UserFiles {
  readonly library: LibraryRooms;
  readonly changes: Changes;
  readonly updates: Updates;
  readonly again: DownloadAgain;
  readonly duplicates: DuplicateRooms;
  readonly asking: InspectionRooms;
  start(): void;
  noteSettings(settings: Settings, before: Settings): void;
  stop(): Promise<void>;
}

/** Wires the library with what changes files, what renews them and what answers about them. */
export function createUserFiles(needs: UserFilesParts): UserFiles {
  const { rooms, queue, plan, placement, sidecars, volumes, measuring, publish, log, scripts } = needs;
  const world = {
    clock: systemClock,
    places: systemPlaces,
    profile: needs.profile,
    settings: needs.settings,
  };
  const report = (what: string) => log.warn(what);
  const found: LibraryRooms = createLibrary({
    ...rooms,
    ...world,
    placement,
    volumes,
    script: scripts.library,
    watchScript: scripts.watch,
    downloads: () => queue.all().filter((record) => !queue.placed.isTrashed(record)),
    newerOf: (fileId) => updates.newerOf(fileId),
    trashed: () => trashedFiles(OPERATION_KINDS.flatMap((kind) => operations.ofKind(kind))),
    publish: (view) => {
      publish('library.changed', view);
      asking.inspections.noteLibrary(view);
      plan.noteLibrary(view.revision);
      updates.noteLibrary(view);
    },
    report,
    onBug: (error) => log.error('The library met a bug.', error),
  });
  const { library, twins } = found;
  const changes: Changes = createOperations({
    ...{ rooms, profile: needs.profile, queue, library, twins, placement, sidecars, volumes, measuring },
    ...{ publish, log },
  });
  const { operations } = changes;
  const updates: Updates = createUpdates({
    ...{ rooms, library, plan, sidecars, operations, publish, log },
    ...{ files: found.files, volumes, placement, measuring, profile: needs.profile, isHeld: needs.isHeld },
    settings: needs.settings,
    downloads: () => queue.all(),
  });
  const duplicates = createDuplicates({
    duplicates: found.duplicates,
    placement,
    operations,
    measuring,
    script: scripts.library,
    publish: (progress) => publish('duplicates.progress', progress),
  });
  const wholes = new WholeFiles({ catalogue: rooms.catalogue, files: nodeDroppedFiles });
  const again = new DownloadAgain({
    ...{ api: rooms.civitai, catalogue: rooms.catalogue, queue, wholes },
    onRecognised: found.noteRecognised,
    onPromised: (promised) => updates.notePromised(promised),
  });
  const asking: InspectionRooms = createInspections({
    ...world,
    rooms,
    operations,
    sidecars,
    measuring,
    twins,
    plan,
    again,
    wholes,
    placement,
    script: scripts.library,
    publish: (delta) => publish('inspection.changed', delta),
    onBug: (error) => log.error('Looking at a file met a bug.', error),
  });
  return {
    library: found,
    changes,
    updates,
    again,
    duplicates,
    asking,
    start: () => {
      const recovered = operations.start();
      void library.start();
      void updates.start(recovered);
    },
    noteSettings: (settings, before) => {
      if (settings.maturity !== before.maturity) {
        library.republish();
        updates.republish();
      }
      if (settings.preference !== before.preference) updates.notePreference();
    },
    stop: async () => {
      asking.acts.stop();
      found.lookAgain.stop();
      changes.tidy.stop();
      changes.wishes.stop();
      changes.planning.stop();
      // All at once: none waits for another whose disk does not answer.
      const changed = Promise.all([operations.stop(), updates.stop()]);
      const readers = [duplicates.acts.close(), asking.inspections.stop(), library.stop(changed)];
      await Promise.all([changed, ...readers]);
    },
  };
}
