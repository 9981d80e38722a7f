import type { Api } from '../../shared/ipc/contract';
import { startAccountMirror } from './account';
import { startDownloadsMirror } from './downloads';
import { startFoldersMirror } from './folders';
import { followFilters } from './follow-filters';
import { startFollowingMirror } from './following';
import { startPlanMirror } from './plan';
import { startProgressMirror } from './progress';
import { startSettingsMirror } from './settings';
import { startSpaceMirror } from './space';
import { startStatusMirror } from './status';

/** Begins to mirror everything main tells; the answer ends it. */
export function startMirrors(api: Api): () => void {
  const stops = [
    startDownloadsMirror(api),
    startProgressMirror(api),
    startSettingsMirror(api),
    startAccountMirror(api),
    startFoldersMirror(api),
    startFollowingMirror(api),
    startStatusMirror(api),
    startSpaceMirror(api),
    startPlanMirror(api),
    followFilters(api),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
