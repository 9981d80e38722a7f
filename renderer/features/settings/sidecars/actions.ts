import { showFailure } from '../../../app/show-failure';
import { api } from '../../../ipc/api';

/** Answers at once; how far it is comes with the status. */
export async function writeAllSidecars(): Promise<void> {
  const answer = await api.invoke('sidecars.writeAll');
  if (!answer.ok) showFailure(answer.error);
}
