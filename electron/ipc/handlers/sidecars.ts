import { ok } from '../../../shared/result';
import type { DownloadQueue } from '../../services/downloads/download-queue';
import type { Sidecars } from '../../services/sidecars/sidecars';
import type { Area } from './area';

export interface SidecarsHandlerNeeds {
  readonly sidecars: Sidecars;
  readonly queue: Pick<DownloadQueue, 'all'>;
}

export function sidecarsHandlers({ sidecars, queue }: SidecarsHandlerNeeds): Area<'sidecars'> {
  return {
    'sidecars.status': () => ok(sidecars.view()),
    'sidecars.writeAll': () => {
      sidecars.writeFor(queue.all());
      return ok(null);
    },
    'sidecars.stop': () => {
      sidecars.callOff();
      return ok(null);
    },
  };
}
