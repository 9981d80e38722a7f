import { z } from 'zod';
import { modelIdSchema, versionIdSchema } from '../ids';
import { GALLERY_SORTS, type GalleryQuery } from './images';
import { MATURITY_LEVELS } from './model';
import { PERIODS } from './search';

const cursor = z.string().max(500).nullable();

export const galleryQuerySchema = z
  .object({
    subject: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('model'), modelId: modelIdSchema }).strict(),
      z.object({ kind: z.literal('version'), modelId: modelIdSchema, versionId: versionIdSchema }).strict(),
      z.object({ kind: z.literal('creator'), username: z.string().min(1).max(100) }).strict(),
      z.object({ kind: z.literal('post'), postId: modelIdSchema }).strict(),
      z.object({ kind: z.literal('image'), imageId: modelIdSchema }).strict(),
    ]),
    sort: z.enum(GALLERY_SORTS),
    period: z.enum(PERIODS),
    maturity: z.enum(MATURITY_LEVELS),
    cursor,
  })
  .strict() satisfies z.ZodType<GalleryQuery>;

/** Words that a name contains; empty for all, the busiest first. */
export const nameSearchSchema = z.object({ text: z.string().max(100), cursor }).strict();

/** Where a picture's resource stands: by the id of its version, or by a hash of its file. */
export const versionSearchSchema = z.union([
  z.object({ versionId: versionIdSchema }).strict(),
  z.object({ hash: z.string().regex(/^(?:[0-9A-F]{8}|[0-9A-F]{10}|[0-9A-F]{12}|[0-9A-F]{64})$/) }).strict(),
]);

/** As many files as a large collection holds. */
export const hashSearchSchema = z
  .object({ hashes: z.array(z.string().regex(/^[0-9A-F]{64}$/)).max(100_000) })
  .strict();
