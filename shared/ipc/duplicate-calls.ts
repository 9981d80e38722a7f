import { z } from 'zod';
import type { DuplicateOutcome, DuplicatePage, DuplicatePlan } from '../library/duplicates';
import {
  duplicatePageSchema,
  duplicatePlanSchema,
  duplicateWishSchema,
  leftGroupSchema,
} from '../library/duplicates-schema';
import { call } from './call';

/** What the page may ask about files that are the same; a part of the contract. */
export const duplicateCalls = {
  /** The dearest first. */
  'duplicates.list': call(duplicatePageSchema).returns<DuplicatePage>(),
  /** What making one of them would do; nothing happens yet. */
  'duplicates.plan': call(duplicateWishSchema).returns<DuplicatePlan>(),
  /** Reads all of them once more, then does what was planned. Answers when it is done. */
  'duplicates.run': call(duplicatePlanSchema).returns<DuplicateOutcome>(),
  /** Ends the reading; nothing has happened by then. */
  'duplicates.stop': call(z.undefined()).returns<null>(),
  'duplicates.leave': call(leftGroupSchema).returns<null>(),
} as const;
