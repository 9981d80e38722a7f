import { type BrowserWindow, dialog } from 'electron';
import type { AccountView } from '../shared/account';
import { readTextFile, writeTextFile } from './adapters/text-files';
import type { createCatalogue } from './catalogue';
import { LONGEST_LOCK } from './core/bulk/lock-file';
import { usualReserve } from './core/disk/ledger';
import type { Clock, PartFiles, Volumes } from './core/ports';
import type { BulkNeeds } from './ipc/handlers/bulk';
import { BulkPlan, type BulkPlanNeeds, type PlanOwner } from './services/bulk/bulk-plan';
import { ManyModels } from './services/bulk/many-models';
import { toPlannedModel } from './services/bulk/planned-model';
import { versionTerms } from './services/catalogue/version-terms';

export interface BulkParts
  extends Pick<
    BulkPlanNeeds,
    'queue' | 'placement' | 'library' | 'settings' | 'isFolderChosen' | 'publish' | 'onPromised' | 'report'
  > {
  readonly rooms: ReturnType<typeof createCatalogue>;
  readonly clock: Clock;
  readonly volumes: Volumes;
  readonly parts: PartFiles;
}

/** Wires the plan of many downloads. */
export function createBulkPlan({ rooms, ...parts }: BulkParts): BulkPlan {
  const { catalogue, answers, civitai } = rooms;
  return new BulkPlan({
    ...parts,
    catalogue,
    answers,
    api: civitai,
    models: new ManyModels({
      api: civitai,
      catalogue,
      clock: parts.clock,
      keep: (model, atMs) => toPlannedModel(model, parts.settings().maturity, atMs),
    }),
    terms: (versionId) => versionTerms(answers, versionId),
    reserveOf: usualReserve,
  });
}

export function planOwner(view: AccountView): PlanOwner {
  if (view.kind === 'signedIn') return { username: view.username };
  return view.kind === 'signedOut' ? 'nobody' : null;
}

const LOCK_FILTERS = [{ name: 'Civet lock file', extensions: ['json'] }];

/** Lock files by the system's dialogs; a page never names a path. */
export function lockFiles(window: () => BrowserWindow | null): Omit<BulkNeeds, 'plan'> {
  return {
    pickLock: async () => {
      const parent = window();
      if (parent === null) return null;
      const answer = await dialog.showOpenDialog(parent, { properties: ['openFile'], filters: LOCK_FILTERS });
      return answer.canceled ? null : (answer.filePaths[0] ?? null);
    },
    pickLockTarget: async () => {
      const parent = window();
      if (parent === null) return null;
      const answer = await dialog.showSaveDialog(parent, {
        defaultPath: 'civet-lock.json',
        filters: LOCK_FILTERS,
      });
      return answer.canceled ? null : answer.filePath;
    },
    read: (path) => readTextFile(path, LONGEST_LOCK),
    write: writeTextFile,
  };
}
