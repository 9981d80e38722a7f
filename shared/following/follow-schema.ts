import { z } from 'zod';
import { modelIdSchema, versionIdSchema } from '../ids';
import type { FollowSubject } from './follow-key';

export const followSubjectSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('model'), modelId: modelIdSchema }).strict(),
  z.object({ kind: z.literal('creator'), username: z.string().trim().min(1).max(100) }).strict(),
]) satisfies z.ZodType<FollowSubject>;

/** Where the next page of new versions begins: "<ms>:<version>". */
export const newsCursorSchema = z
  .string()
  .regex(/^\d{1,16}:\d{1,10}$/)
  .nullable();

/** Null for all that the level of maturity shows. */
export const newsToMarkSchema = z.array(versionIdSchema).min(1).max(200).nullable();
