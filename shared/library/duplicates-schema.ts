import { z } from 'zod';
import { DUPLICATE_ACTS, LIKENESSES, MOST_CHOICES } from './duplicates';

const id = z
  .number()
  .int()
  .positive()
  .max(2 ** 53 - 1);

// Apart from the lists themselves, so that the page can use those without carrying zod.
export const duplicatePageSchema = z
  .object({
    likeness: z.enum(LIKENESSES),
    /** Those that are left alone, or the others. */
    isLeft: z.boolean(),
    offset: z.number().int().min(0).max(10_000_000),
    limit: z.number().int().min(1).max(100),
  })
  .strict();

export const duplicateWishSchema = z
  .object({
    act: z.enum(DUPLICATE_ACTS),
    /** Null for all that are not left alone. */
    groupId: id.nullable(),
    /** The copies to be kept; of groups that are not named, the proposed one is. */
    choices: z.array(z.object({ groupId: id, keptId: id }).strict()).max(MOST_CHOICES),
  })
  .strict();

export const duplicatePlanSchema = z.object({ planId: z.string().min(1).max(40) }).strict();
export const leftGroupSchema = z.object({ groupId: id, isLeft: z.boolean() }).strict();
