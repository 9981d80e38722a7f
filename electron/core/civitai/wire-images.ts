import { z } from 'zod';
import { id, list, number, text } from './wire-parts';

/** One entry of `/images`, in both dialects (API note 1.9). */
export const wireImage = z.object({
  id,
  url: z.string(),
  type: text,
  width: number,
  height: number,
  hash: text,
  /** A word here; the bit stands in `browsingLevel`. */
  nsfwLevel: z.union([z.number(), z.string()]).nullish().catch(null),
  nsfw: z.union([z.boolean(), z.string()]).nullish().catch(null),
  browsingLevel: number,
  createdAt: text,
  postId: id.nullish().catch(null),
  username: text,
  baseModel: text,
  stats: z
    .object({
      likeCount: number,
      heartCount: number,
      laughCount: number,
      cryCount: number,
      commentCount: number,
    })
    .nullish()
    .catch(null),
  meta: z.unknown().optional(),
  modelVersionIds: list(id),
});

export type WireImage = z.infer<typeof wireImage>;
