import { z } from 'zod';
import { searchWishSchema } from '../civitai/search-schema';
import { fileIdSchema, modelIdSchema, versionIdSchema } from '../ids';
import { folderKindSchema } from '../placement-schema';
import { LONGEST_PASTED_LIST, MOST_PLAN_PROBLEMS, MOST_PLANNED, type PlanSource } from './plan';

const itemId = z.string().min(1).max(40);

export const planSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('models'), modelIds: z.array(modelIdSchema).min(1).max(MOST_PLANNED) }).strict(),
  z.object({ kind: z.literal('list'), text: z.string().max(LONGEST_PASTED_LIST) }).strict(),
  z
    .object({ kind: z.literal('search'), wish: searchWishSchema, versions: z.enum(['newest', 'all']) })
    .strict(),
]) satisfies z.ZodType<PlanSource>;

/** What the user changes of a plan. */
export const planChangeSchema = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('include'),
      ids: z.array(itemId).min(1).max(MOST_PLANNED),
      isIncluded: z.boolean(),
      /** Of dangerous files among them; without it those stay out. */
      isRiskAccepted: z.boolean(),
    })
    .strict(),
  z
    .object({ kind: z.literal('file'), id: itemId, versionId: versionIdSchema, fileId: fileIdSchema })
    .strict(),
  /** Null for where Civet would put them. */
  z
    .object({
      kind: z.literal('place'),
      ids: z.array(itemId).min(1).max(MOST_PLANNED),
      folderKind: folderKindSchema.nullable(),
    })
    .strict(),
  z.object({ kind: z.literal('remove'), ids: z.array(itemId).min(1).max(MOST_PLANNED) }).strict(),
  z
    .object({
      kind: z.literal('removeProblems'),
      ids: z
        .array(itemId)
        .min(1)
        .max(MOST_PLAN_PROBLEMS + 1),
    })
    .strict(),
]);
export type PlanChange = z.infer<typeof planChangeSchema>;

export const planItemSchema = z.object({ id: itemId }).strict();
