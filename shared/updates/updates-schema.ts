import { z } from 'zod';
import { modelIdSchema } from '../ids';
import { OLD_FATES, UPDATE_PARTS } from './updates';

const rowId = z.string().min(1).max(60);
/** As many as a plan may hold. */
const someRows = z.array(rowId).max(5_000).readonly();
const fate = z.enum(OLD_FATES);
const fileIds = z.array(z.number().int().min(1)).max(5_000).readonly();

export const updatePageSchema = z
  .object({
    part: z.enum(UPDATE_PARTS),
    offset: z.number().int().min(0).max(1_000_000),
    limit: z.number().int().min(1).max(100),
  })
  .strict();

export const updateRowSchema = z.object({ id: rowId }).strict();

export const updatesToPlanSchema = z
  .object({
    which: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('all'), except: someRows }).strict(),
      z.object({ kind: z.literal('some'), ids: someRows }).strict(),
    ]),
    fate,
    /** Rows for which the user has said something else, of these old files and of no others. */
    ownFates: z
      .array(z.object({ id: rowId, fate, fileIds }).strict())
      .max(5_000)
      .readonly(),
  })
  .strict();
export type UpdatesToPlan = z.infer<typeof updatesToPlanSchema>;

/** Rows that the user has said something about: as many as were chosen, and as have a fate of their own. */
export const saidRowsSchema = z.object({ ids: z.array(rowId).max(10_000).readonly() }).strict();

export const ignoreUpdateSchema = z
  .object({
    kind: z.enum(['version', 'model']),
    /** Of the version or the model. */
    id: modelIdSchema,
    modelId: modelIdSchema,
    isIgnored: z.boolean(),
  })
  .strict();
export type IgnoreWish = z.infer<typeof ignoreUpdateSchema>;
