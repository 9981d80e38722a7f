import { join } from 'node:path';
import type { Settings } from '../shared/settings/schema';
import { NodeOperationFiles } from './adapters/operation-files';
import { systemChance, systemClock, systemPlaces } from './adapters/system';
import { openUpdates } from './adapters/updates-store';
import type { createCatalogue } from './catalogue';
import type { FileMeasuring } from './core/hashing-ports';
import type { LibraryStore } from './core/library/ports';
import type { DownloadRecord, Volumes } from './core/ports';
import type { Publish } from './ipc/publish';
import type { BulkPlan } from './services/bulk/bulk-plan';
import type { Library } from './services/library/library';
import type { Operations } from './services/operations/operations';
import type { Placement } from './services/placement';
import type { Sidecars } from './services/sidecars/sidecars';
import { PromisedPlaces } from './services/updates/promised-places';
import { Updates } from './services/updates/updates';

export interface UpdatesParts {
  readonly rooms: Pick<ReturnType<typeof createCatalogue>, 'civitai' | 'catalogue' | 'pictures'>;
  readonly library: Pick<Library, 'republish'>;
  readonly files: Pick<LibraryStore, 'owned' | 'find'>;
  readonly plan: Pick<BulkPlan, 'collectFiles'>;
  readonly operations: Operations;
  readonly sidecars: Pick<Sidecars, 'isWritingBeside'>;
  readonly downloads: () => readonly DownloadRecord[];
  readonly measuring: FileMeasuring;
  readonly volumes: Volumes;
  readonly placement: Pick<Placement, 'roots'>;
  readonly profile: string;
  readonly settings: () => Settings;
  readonly isHeld: () => boolean;
  readonly publish: Publish;
  readonly log: { warn(what: string): void; error(what: string, error: unknown): void };
}

/** Wires what tells of newer versions, and keeps what Civitai said in the profile. */
export function createUpdates(options: UpdatesParts): Updates {
  const { rooms, library, plan, operations, sidecars, settings, publish, log } = options;
  const { downloads, isHeld, volumes, placement } = options;
  const files = new NodeOperationFiles({ measuring: options.measuring });
  const promisedPlaces = new PromisedPlaces({
    ...{ files, volumes },
    places: systemPlaces,
    roots: () => placement.roots().map((root) => root.path),
  });
  const path = join(options.profile, 'updates.db');
  const { store, keeping } = openUpdates(path, systemClock.nowMs(), (what) => log.warn(what));
  const updates = new Updates({
    ...{ store, keeping, plan, downloads, operations, files, promisedPlaces, isHeld },
    api: rooms.civitai,
    catalogue: rooms.catalogue,
    pictures: rooms.pictures,
    library: options.files,
    clock: systemClock,
    chance: systemChance,
    places: systemPlaces,
    preference: () => settings().preference,
    maturity: () => settings().maturity,
    onMarks: () => library.republish(),
    isWritingBeside: (id) => sidecars.isWritingBeside(id),
    publish: (status) => publish('updates.changed', status),
    onBug: (error) => log.error('The check for updates met a bug.', error),
  });
  operations.onDone((outcome) => updates.noteMoved(outcome));
  return updates;
}
