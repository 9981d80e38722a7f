import { z } from 'zod';

/**
 * The parts that every answer is read with. A member of the wrong type counts as missing instead of
 * spoiling the answer, and of a list only what cannot be read is left out.
 */

export const text = z.string().nullish().catch(null);
export const number = z.number().finite().nullish().catch(null);
export const flag = z.boolean().nullish().catch(null);
export const id = z.number().int().positive().max(2_147_483_647);

/** A list in which what cannot be read is left out, not the whole list. Missing means empty. */
export function list<Item extends z.ZodType>(item: Item) {
  return z
    .array(z.unknown())
    .nullish()
    .catch([])
    .transform((entries) =>
      (entries ?? []).flatMap((entry) => {
        const parsed = item.safeParse(entry);
        return parsed.success ? [parsed.data] : [];
      }),
    );
}
