import { z } from 'zod';
import {
  type BesideOutcome,
  type DropOutcome,
  type InspectionView,
  MISPLACED_WAYS,
  type WholeOutcome,
} from '../inspection/inspection';
import { call } from './call';

const nothing = z.undefined();
const oneFile = z.object({ id: z.number().int().positive() }).strict();

/** What the page may ask about files that the user has dropped or chosen; a part of the contract. */
export const inspectionCalls = {
  'inspection.snapshot': call(nothing).returns<InspectionView>(),
  /** Lets the user choose what to ask about; `null` when they closed the dialog. */
  'inspection.pick': call(
    z.object({ what: z.enum(['files', 'folder']) }).strict(),
  ).returns<DropOutcome | null>(),
  'inspection.clear': call(nothing).returns<null>(),
  'inspection.show': call(oneFile).returns<null>(),
  /** Brings a file to the folder for its kind; told by `operations.ended`, with the way back. */
  'inspection.place': call(oneFile.extend({ way: z.enum(MISPLACED_WAYS) })).returns<null>(),
  /** Writes what the user has ticked beside it. */
  'inspection.writeSidecars': call(oneFile).returns<BesideOutcome>(),
  /** Queues what a broken file is a part of. */
  'inspection.downloadWhole': call(oneFile).returns<WholeOutcome>(),
  /** Puts the newer version into the plan. */
  'inspection.planNewer': call(oneFile).returns<null>(),
} as const;
