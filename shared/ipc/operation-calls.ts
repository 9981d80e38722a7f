import { z } from 'zod';
import { libraryEntrySchema, libraryFilesSchema, seenChoiceSchema } from '../library/library-schema';
import type {
  LostTrashView,
  MovePlan,
  OperationsView,
  OperationView,
  TrashedView,
} from '../operations/operations';
import { operationIdSchema } from '../operations/operations-schema';
import type { TidyOutcome, TidyView } from '../operations/tidy';
import { rootIdSchema } from '../placement-schema';
import { call } from './call';

const nothing = z.undefined();

/** The part of the contract that is about changes of the user's files. */
export const operationsCalls = {
  'operations.snapshot': call(nothing).returns<OperationsView>(),
  /** Puts files of the library into Civet's own trash, as one operation; `input.changedMeanwhile` for others than were seen. */
  'operations.trash': call(seenChoiceSchema).returns<OperationView>(),
  'operations.undo': call(operationIdSchema).returns<OperationView>(),
  /** The last operation that can be undone. */
  'operations.undoLast': call(nothing).returns<OperationView>(),
  /** Where a file of the library that lies in the trash was, and what went there with it. */
  'operations.trashed': call(libraryEntrySchema).returns<TrashedView>(),
  /** Undoes what has put a file of the library into the trash, with all that went there with it. */
  'operations.bringBack': call(libraryEntrySchema).returns<OperationView>(),
  /** Ends what happens just now and takes it back; its own call answers `input.cancelled` then. */
  'operations.callOff': call(operationIdSchema).returns<null>(),
  /** Into the folder of its kind, in the program that it lies in. */
  'operations.moveToRightFolder': call(libraryEntrySchema).returns<OperationView>(),
  /** What the same for many would do; those that are right where they are, or that nobody knows, stay. */
  'operations.planMove': call(seenChoiceSchema).returns<MovePlan>(),
  /** Does what was planned last, as one operation. */
  'operations.runMove': call(operationIdSchema).returns<OperationView>(),
  /** Ends looking at what is shown by `operations.planning`; its own call answers `input.cancelled`, and nothing is different. */
  'operations.stopPlanning': call(nothing).returns<null>(),
  /** A second name for the same bytes where another program of the user's looks for its kind. */
  'operations.linkInto': call(libraryEntrySchema.extend({ rootId: rootIdSchema })).returns<OperationView>(),
  'operations.tidySnapshot': call(nothing).returns<TidyView>(),
  /** Looks which files lie in a wrong folder. Answers at once; what comes of it is told by `operations.tidyChanged`. */
  'operations.lookForMisplaced': call(nothing).returns<null>(),
  /** Moves misplaced files where they belong, as one operation. */
  'operations.tidy': call(libraryFilesSchema.extend({ usesTemplate: z.boolean() })).returns<TidyOutcome>(),
  /** Looks in the trash for what no record is there of: the journal was lost, or damaged. */
  'operations.lostTrash': call(nothing).returns<LostTrashView>(),
  /** Brings back where it was what one look finds of that, as one operation. */
  'operations.restoreLost': call(nothing).returns<OperationView>(),
  /** Removes for good what one look finds of that. */
  'operations.removeLost': call(nothing).returns<{ readonly freedBytes: number }>(),
  /** Gives files that lie where they belong the name that the template makes, as one operation. */
  'operations.rename': call(libraryFilesSchema).returns<TidyOutcome>(),
  /** For good. */
  'operations.emptyTrash': call(nothing).returns<null>(),
} as const;
