import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { openOperations } from './adapters/operation-book';
import { NodeOperationFiles } from './adapters/operation-files';
import { profileIdIn } from './adapters/profile-id';
import { systemClock, systemPlaces } from './adapters/system';
import { NodeTrashOwners } from './adapters/trash-owners';
import { nodeWeightHeaders } from './adapters/weight-headers';
import type { createCatalogue } from './catalogue';
import type { FileMeasuring } from './core/hashing-ports';
import type { LibraryTwins } from './core/library/ports';
import type { Volumes } from './core/ports';
import type { Publish } from './ipc/publish';
import { ManyModels } from './services/bulk/many-models';
import type { DownloadQueue } from './services/downloads/download-queue';
import type { Library } from './services/library/library';
import { ChosenFiles } from './services/operations/chosen-files';
import { LibraryWishes } from './services/operations/library-wishes';
import { LostTrash } from './services/operations/lost-trash';
import { Operations } from './services/operations/operations';
import { Planning } from './services/operations/planning';
import { RightFolders, toPlaceableModel } from './services/operations/right-folders';
import { Tidy } from './services/operations/tidy';
import type { Placement } from './services/placement';
import type { Sidecars } from './services/sidecars/sidecars';

export interface OperationsParts {
  readonly rooms: Pick<ReturnType<typeof createCatalogue>, 'civitai' | 'catalogue'>;
  readonly profile: string;
  readonly queue: Pick<DownloadQueue, 'placed'>;
  readonly library: Pick<Library, 'noteChanged' | 'fileOf' | 'indexed' | 'choices'>;
  readonly sidecars: Sidecars;
  readonly twins: Pick<LibraryTwins, 'known'>;
  readonly placement: Pick<Placement, 'roots' | 'plan' | 'folderOfKind'>;
  readonly volumes: Volumes;
  /** Compares what was copied to another volume with what it was copied from. */
  readonly measuring: FileMeasuring;
  readonly publish: Publish;
  readonly log: { warn(what: string): void; error(what: string, error: unknown): void };
}

/** What changes the user's files, and what asks for it. */
export interface Changes {
  readonly operations: Operations;
  readonly tidy: Tidy;
  readonly wishes: LibraryWishes;
  readonly chosen: ChosenFiles;
  readonly rightFolders: RightFolders;
  readonly lost: LostTrash;
  readonly planning: Planning;
}

/** Wires what changes the user's files, and whoever knows these by their paths. */
export function createOperations(parts: OperationsParts): Changes {
  const { rooms, profile, queue, library, placement, volumes, publish, log } = parts;
  const owners = new NodeTrashOwners({
    profile: profileIdIn(profile, (what) => log.warn(what)),
    host: hostname(),
    clock: systemClock,
  });
  const files = new NodeOperationFiles({ measuring: parts.measuring, owners });
  const places = systemPlaces;
  const operations = new Operations({
    book: openOperations(join(profile, 'operations.db'), systemClock.nowMs(), (what) => log.warn(what)),
    files,
    places,
    volumes,
    clock: systemClock,
    roots: () => placement.roots(),
    inUse: () => queue.placed.inUse(),
    newId: () => randomBytes(8).toString('hex'),
    publish: (view) => publish('operations.changed', view),
    onEnded: (view) => publish('operations.ended', view),
    onBug: (error) => log.error('A change of files met a bug.', error),
  });
  operations.onDone(async (outcome) => {
    // The index first: of a download that it finds under a new name it has to know that already.
    await library.noteChanged(outcome).catch((error: unknown) => log.error('The library met a bug.', error));
    queue.placed.noteMoved(outcome.moved);
  });
  const rightFolders = new RightFolders({
    models: new ManyModels({ ...rooms, api: rooms.civitai, clock: systemClock, keep: toPlaceableModel }),
    headers: nodeWeightHeaders,
    clock: systemClock,
    placement,
    places,
    chosenKinds: () => queue.placed.chosenKinds(),
  });
  const { twins } = parts;
  const shared = { library, rightFolders, operations, placement, files, twins, places };
  const tidy = new Tidy({
    ...shared,
    volumes,
    clock: systemClock,
    publish: (view) => publish('operations.tidyChanged', view),
    onBug: (error) => log.error('The search for misplaced files met a bug.', error),
  });
  const planning = new Planning({
    clock: systemClock,
    publish: (progress) => publish('operations.planning', progress),
  });
  const chosen = new ChosenFiles({
    ...shared,
    planning,
    clock: systemClock,
    choices: library.choices,
    sidecars: parts.sidecars,
  });
  const lost = new LostTrash({ operations, files, owners, places, roots: () => placement.roots() });
  return { operations, tidy, wishes: new LibraryWishes(shared), chosen, lost, rightFolders, planning };
}
