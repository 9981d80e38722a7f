import { z } from 'zod';
import { downloadIdSchema, modelIdSchema } from '../ids';
import type {
  IgnoredUpdate,
  OfferedUpdate,
  StayingFiles,
  UpdateDetails,
  UpdatePage,
  UpdateRow,
  UpdatesStatus,
  WaitingReplacement,
} from '../updates/updates';
import {
  ignoreUpdateSchema,
  saidRowsSchema,
  updatePageSchema,
  updateRowSchema,
  updatesToPlanSchema,
} from '../updates/updates-schema';
import { call } from './call';

const nothing = z.undefined();

/** What the page may ask of newer versions; see the contract. */
export const updateCalls = {
  'updates.status': call(nothing).returns<UpdatesStatus>(),
  /** Asks Civitai about every model in the library. Answers at once; what comes of it is told by `updates.changed`. */
  'updates.check': call(nothing).returns<null>(),
  'updates.list': call(updatePageSchema).returns<UpdatePage>(),
  /** What there is to tell of one model. */
  'updates.ofModel': call(z.object({ modelId: modelIdSchema }).strict()).returns<readonly UpdateRow[]>(),
  'updates.details': call(updateRowSchema).returns<UpdateDetails>(),
  /** Which old files would stay, whatever the wish says; asked before `updates.plan`. */
  'updates.staying': call(updatesToPlanSchema).returns<StayingFiles>(),
  /** Puts them into the plan; answers with how many, before they are looked up. */
  'updates.plan': call(updatesToPlanSchema).returns<number>(),
  /** Which of them can still be had, and for which files: what was said of others holds no more. */
  'updates.stillOffered': call(saidRowsSchema).returns<readonly OfferedUpdate[]>(),
  'updates.ignore': call(ignoreUpdateSchema).returns<null>(),
  /** What is to become of old files once downloads are proven. */
  'updates.promises': call(nothing).returns<readonly WaitingReplacement[]>(),
  /** The old files of a download stay after all. */
  'updates.takeBackPromise': call(z.object({ id: downloadIdSchema }).strict()).returns<null>(),
  /** The newest first. */
  'updates.ignored': call(nothing).returns<readonly IgnoredUpdate[]>(),
} as const;
