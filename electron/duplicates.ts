import { randomUUID } from 'node:crypto';
import type { DuplicateProgress } from '../shared/library/duplicates';
import { WorkerLibrary } from './adapters/library-threads';
import { NodeOperationFiles } from './adapters/operation-files';
import { systemClock, systemPlaces } from './adapters/system';
import type { FileMeasuring } from './core/hashing-ports';
import type { DuplicateStore } from './core/library/duplicates';
import { DuplicateActs } from './services/duplicates/duplicate-acts';
import { DuplicateGroups } from './services/duplicates/duplicate-groups';
import type { Operations } from './services/operations/operations';
import type { Placement } from './services/placement';

export interface DuplicatesParts {
  readonly duplicates: DuplicateStore;
  readonly placement: Placement;
  readonly operations: Operations;
  readonly measuring: FileMeasuring;
  /** The built `library-worker.js`. */
  readonly script: URL | string;
  readonly publish: (progress: DuplicateProgress | null) => void;
}

export interface DuplicateRooms {
  readonly store: DuplicateStore;
  readonly groups: DuplicateGroups;
  readonly acts: DuplicateActs;
}

/** Wires what says which files are the same, and makes one of them. */
export function createDuplicates(parts: DuplicatesParts): DuplicateRooms {
  const { duplicates: store, placement, operations, measuring, script, publish } = parts;
  const files = new NodeOperationFiles({ measuring });
  const groups = new DuplicateGroups({ store, files, placement, places: systemPlaces });
  const acts = new DuplicateActs({
    store,
    groups,
    files,
    // Somebody waits for it, and one disk is read best from one end to the other.
    threads: new WorkerLibrary(script, 1, false),
    operations,
    clock: systemClock,
    newId: randomUUID,
    publish,
  });
  return { store, groups, acts };
}
