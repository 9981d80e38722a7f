import type { Api } from '../../shared/ipc/contract';
import { startAccountMirror } from './account';
import { startAppUpdatesMirror } from './app-updates';
import { startDownloadsMirror } from './downloads';
import { startDuplicatesMirror } from './duplicates';
import { startEntryMirror } from './entry';
import { startFoldersMirror } from './folders';
import { followFilters } from './follow-filters';
import { startFollowingMirror } from './following';
import { startInspectionMirror } from './inspection';
import { startLibraryMirror } from './library';
import { startNetworkMirror } from './network';
import { startOperationsMirror } from './operations';
import { startOwnedMirror } from './owned';
import { startPlanMirror } from './plan';
import { startPlanningMirror } from './planning';
import { startProgressMirror } from './progress';
import { startSettingsMirror } from './settings';
import { startSidecarsMirror } from './sidecars';
import { startSpaceMirror } from './space';
import { startStatusMirror } from './status';
import { startTidyMirror } from './tidy';
import { startUpdatesMirror } from './updates';

/** Begins to mirror everything main tells; the answer ends it. */
export function startMirrors(api: Api): () => void {
  const stops = [
    startDownloadsMirror(api),
    startProgressMirror(api),
    startSettingsMirror(api),
    startSidecarsMirror(api),
    startAccountMirror(api),
    startFoldersMirror(api),
    startFollowingMirror(api),
    startLibraryMirror(api),
    startOwnedMirror(api),
    startStatusMirror(api),
    startNetworkMirror(api),
    startSpaceMirror(api),
    startPlanMirror(api),
    startInspectionMirror(api),
    startDuplicatesMirror(api),
    startOperationsMirror(api),
    startPlanningMirror(api),
    startTidyMirror(api),
    startUpdatesMirror(api),
    startEntryMirror(api),
    startAppUpdatesMirror(api),
    followFilters(api),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
