import type { SearchWish } from '../../../shared/civitai/search';
import type { CallInput } from '../../../shared/ipc/contract';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';
import { navigate } from '../../stores/view';

/** The plan shows what is found while it is being collected. */
async function planAndShow(source: CallInput<'bulk.collect'>): Promise<boolean> {
  const answer = await api.invoke('bulk.collect', source);
  if (answer.ok) navigate({ screen: 'plan' });
  else showFailure(answer.error);
  return answer.ok;
}

/**
 * Plans the newest version of each model, and leads to the plan.
 *
 * @param modelIds at least one, at most `MOST_PLANNED`
 * @returns whether they could be taken into the plan
 */
export function planModels(modelIds: readonly number[]): Promise<boolean> {
  return planAndShow({ kind: 'models', modelIds: [...modelIds] });
}

/** Plans whatever the search finds, also what has not been loaded, and leads to the plan. */
export function planSearch(wish: SearchWish, versions: 'newest' | 'all'): void {
  void planAndShow({ kind: 'search', wish, versions });
}
