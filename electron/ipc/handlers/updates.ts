import { ok } from '../../../shared/result';
import type { Updates } from '../../services/updates/updates';
import type { Area } from './area';

export function updatesHandlers(updates: Updates): Area<'updates'> {
  return {
    'updates.status': () => ok(updates.status()),
    'updates.check': () => {
      updates.checkNow();
      return ok(null);
    },
    'updates.list': ({ part, offset, limit }) => updates.list(part, offset, limit),
    'updates.ofModel': ({ modelId }) => updates.ofModel(modelId),
    'updates.details': ({ id }) => updates.details(id),
    'updates.staying': (wish) => ok(updates.staying(wish)),
    'updates.plan': (wish) => updates.toPlan(wish),
    'updates.stillOffered': ({ ids }) => ok(updates.stillOffered(ids)),
    'updates.ignore': (wish) => updates.ignore(wish),
    'updates.promises': () => ok(updates.promises()),
    'updates.takeBackPromise': ({ id }) => updates.takeBackPromise(id),
    'updates.ignored': () => updates.ignored(),
  };
}
