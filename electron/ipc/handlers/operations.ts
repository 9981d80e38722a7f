import { ok } from '../../../shared/result';
import type { ChosenFiles } from '../../services/operations/chosen-files';
import type { LibraryWishes } from '../../services/operations/library-wishes';
import type { LostTrash } from '../../services/operations/lost-trash';
import type { Operations } from '../../services/operations/operations';
import type { Planning } from '../../services/operations/planning';
import type { Tidy } from '../../services/operations/tidy';
import type { Area } from './area';

export interface OperationsHandlersNeeds {
  readonly operations: Operations;
  readonly wishes: LibraryWishes;
  readonly chosen: ChosenFiles;
  readonly planning: Pick<Planning, 'callOff'>;
  readonly lost: LostTrash;
  readonly tidy: Tidy;
}

export function operationsHandlers({
  operations,
  wishes,
  chosen,
  planning,
  lost,
  tidy,
}: OperationsHandlersNeeds): Area<'operations'> {
  return {
    'operations.snapshot': () => ok(operations.view()),
    'operations.trash': (seen) => chosen.trash(seen),
    'operations.planMove': (seen) => chosen.planMove(seen),
    'operations.stopPlanning': () => {
      planning.callOff();
      return ok(null);
    },
    'operations.runMove': ({ id }) => chosen.runMove(id),
    'operations.moveToRightFolder': ({ id }) => wishes.moveToRightFolder(id),
    'operations.linkInto': ({ id, rootId }) => wishes.linkInto(id, rootId),
    'operations.tidySnapshot': () => ok(tidy.view()),
    'operations.lookForMisplaced': () => {
      tidy.look();
      return ok(null);
    },
    'operations.tidy': ({ ids, usesTemplate }) => tidy.move(ids, usesTemplate),
    'operations.rename': ({ ids }) => tidy.rename(ids),
    'operations.trashed': ({ id }) => wishes.trashed(id),
    'operations.bringBack': ({ id }) => wishes.bringBack(id),
    'operations.callOff': ({ id }) => operations.callOff(id),
    'operations.undo': ({ id }) => operations.undo(id),
    'operations.undoLast': () => operations.undoLast(),
    'operations.lostTrash': async () => ok(await lost.view()),
    'operations.restoreLost': () => lost.restore(),
    'operations.removeLost': () => lost.remove(),
    'operations.emptyTrash': () => operations.emptyTrash(),
  };
}
