import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';

export async function endFirstStart(): Promise<void> {
  const answer = await api.invoke('entry.endFirstStart');
  if (!answer.ok) showFailure(answer.error);
}

/** Takes folders that were found; new files go to the first of them. */
export async function takePrograms(ids: readonly string[]): Promise<void> {
  const answer = await api.invoke('entry.takePrograms', { ids: [...ids] });
  if (!answer.ok) showFailure(answer.error);
}
