import { z } from 'zod';
import { isWithin } from '../../../shared/civitai/maturity';
import type { VersionAccess } from '../../../shared/civitai/model';
import { MATURITY_LEVELS } from '../../../shared/civitai/model';

const access = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['open', 'paid', 'downloadsDisabled']) }),
  z.object({ kind: z.literal('earlyAccess'), untilMs: z.number().nullable() }),
]) satisfies z.ZodType<VersionAccess>;

const picture = z.object({
  url: z.string(),
  kind: z.enum(['image', 'video']),
  width: z.number().nullable(),
  height: z.number().nullable(),
  blurhash: z.string().nullable(),
  maturity: z.enum(MATURITY_LEVELS),
});

/** A new version as it is kept; renewed by every look that sees it. */
export const newsRecordSchema = z.object({
  modelId: z.number(),
  versionId: z.number(),
  modelName: z.string(),
  versionName: z.string(),
  modelType: z.string(),
  baseModel: z.string().nullable(),
  creator: z.string().nullable(),
  maturity: z.enum(MATURITY_LEVELS),
  mode: z.enum(['available', 'archived', 'takenDown']),
  access,
  /** At most one a level, the tamest first. */
  pictures: z.array(picture),
});
export type NewsRecord = z.infer<typeof newsRecordSchema>;
export type NewsPicture = NewsRecord['pictures'][number];

/** Of all pictures of a version those that one of the levels would choose: the first within it. */
export function picturesToKeep<P extends Pick<NewsPicture, 'maturity'>>(pictures: readonly P[]): P[] {
  const chosen = MATURITY_LEVELS.flatMap(
    (level) => pictures.find(({ maturity }) => isWithin(maturity, level)) ?? [],
  );
  return [...new Set(chosen)];
}

/** An early access ends without anybody looking. @param nowMs milliseconds since 1970 */
export function accessAt(access: VersionAccess, nowMs: number): VersionAccess {
  const hasEnded = access.kind === 'earlyAccess' && access.untilMs !== null && access.untilMs <= nowMs;
  return hasEnded ? { kind: 'open' } : access;
}
