import { type BrowserWindow, dialog } from 'electron';
import { LONGEST_PASTED_LIST } from '../shared/bulk/plan';
import { failure } from '../shared/failure';
import type { InspectionDelta } from '../shared/inspection/inspection';
import { err, ok } from '../shared/result';
import type { Settings } from '../shared/settings/schema';
import { nodeDroppedFiles } from './adapters/dropped-files';
import { WorkerLibrary } from './adapters/library-threads';
import { NodeOperationFiles } from './adapters/operation-files';
import { readTextFile } from './adapters/text-files';
import type { createCatalogue } from './catalogue';
import { LONGEST_LOCK } from './core/bulk/lock-file';
import type { FileMeasuring } from './core/hashing-ports';
import type { LibraryTwins } from './core/library/ports';
import type { Clock, Places } from './core/ports';
import type { BulkPlan } from './services/bulk/bulk-plan';
import { ManyModels } from './services/bulk/many-models';
import type { KnownModel } from './services/catalogue/known-model';
import { InspectionActs } from './services/inspection/inspection-acts';
import { Inspections } from './services/inspection/inspections';
import type { DownloadAgain } from './services/library/download-again';
import type { WholeFiles } from './services/library/whole-files';
import type { Operations } from './services/operations/operations';
import type { Placement } from './services/placement';
import type { Sidecars } from './services/sidecars/sidecars';

export interface InspectionParts {
  readonly rooms: Pick<ReturnType<typeof createCatalogue>, 'civitai' | 'catalogue' | 'pictures'>;
  readonly twins: LibraryTwins;
  readonly plan: BulkPlan;
  readonly again: DownloadAgain;
  readonly wholes: WholeFiles;
  readonly operations: Operations;
  readonly sidecars: Sidecars;
  readonly measuring: FileMeasuring;
  readonly placement: Placement;
  readonly places: Places;
  readonly clock: Clock;
  readonly settings: () => Settings;
  /** The built `library-worker.js`. */
  readonly script: URL | string;
  readonly publish: (delta: InspectionDelta) => void;
  readonly onBug: (error: unknown) => void;
}

export interface InspectionRooms {
  readonly inspections: Inspections;
  readonly acts: InspectionActs;
}

/** Wires what answers "what is this file?", with threads of its own, so that it never waits for a scan. */
export function createInspections({
  rooms,
  plan,
  script,
  settings,
  operations,
  sidecars,
  measuring,
  ...parts
}: InspectionParts): InspectionRooms {
  const inspections = new Inspections({
    ...parts,
    files: nodeDroppedFiles,
    // One looks through folders, one reads; somebody waits for them.
    threads: new WorkerLibrary(script, 2, false),
    api: rooms.civitai,
    catalogue: rooms.catalogue,
    pictures: rooms.pictures,
    models: new ManyModels<KnownModel>({
      api: rooms.civitai,
      catalogue: rooms.catalogue,
      clock: parts.clock,
      keep: (model) => model,
    }),
    maturity: () => settings().maturity,
    onList: async (path) => {
      const text = await readTextFile(path, LONGEST_LOCK);
      if (!text.ok) return text;
      const locked = plan.importLock(text.value);
      if (locked.ok) return ok(null);
      if (text.value.length > LONGEST_PASTED_LIST) return err(failure('input.unreadableFile', { path }));
      return plan.collect({ kind: 'list', text: text.value });
    },
  });
  const files = new NodeOperationFiles({ measuring });
  const acts = new InspectionActs({ ...parts, operations, sidecars, plan, files }, inspections.board);
  operations.onDone((outcome) => acts.noteChanged(outcome));
  return { inspections, acts };
}

/** Files, or folders, by the system's dialog, which lets nobody choose both at once; empty when it was closed. */
export async function pickToInspect(
  window: BrowserWindow | null,
  what: 'files' | 'folder',
): Promise<readonly string[]> {
  if (window === null) return [];
  const properties =
    what === 'files' ? (['openFile', 'multiSelections'] as const) : (['openDirectory'] as const);
  const answer = await dialog.showOpenDialog(window, { properties: [...properties] });
  return answer.canceled ? [] : answer.filePaths;
}
