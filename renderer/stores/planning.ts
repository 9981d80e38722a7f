import type { Api } from '../../shared/ipc/contract';
import type { PlanningProgress } from '../../shared/operations/operations';
import { shownInTime } from './shown-in-time';

/** How far Civet has come with looking at many files, once it takes its time. */
export const { useShown: useShownPlanning, show: showPlanning } = shownInTime<PlanningProgress>(
  () => false,
  (shown) => shown,
);

/** Told several times a second while files are looked at, so nothing has to be asked for first. */
export function startPlanningMirror(api: Api): () => void {
  return api.on('operations.planning', showPlanning);
}
