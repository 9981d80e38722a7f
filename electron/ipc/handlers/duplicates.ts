import { ok } from '../../../shared/result';
import type { DuplicateStore } from '../../core/library/duplicates';
import type { DuplicateActs } from '../../services/duplicates/duplicate-acts';
import type { DuplicateGroups } from '../../services/duplicates/duplicate-groups';
import type { Area } from './area';

export interface DuplicatesHandlersNeeds {
  readonly store: DuplicateStore;
  readonly groups: DuplicateGroups;
  readonly acts: DuplicateActs;
}

export function duplicatesHandlers({ store, groups, acts }: DuplicatesHandlersNeeds): Area<'duplicates'> {
  return {
    'duplicates.list': ({ likeness, isLeft, offset, limit }) => groups.page(likeness, isLeft, offset, limit),
    'duplicates.plan': ({ act, groupId, choices }) => acts.plan(act, groupId, choices),
    'duplicates.run': ({ planId }) => acts.run(planId),
    'duplicates.stop': () => {
      acts.stop();
      return ok(null);
    },
    'duplicates.leave': ({ groupId, isLeft }) => store.leave(groupId, isLeft),
  };
}
