import { z } from 'zod';

/**
 * The parts that every answer is read with. A member of the wrong type counts as missing instead of
 * spoiling the answer, and of a list only what cannot be read is left out.
 */

export const text = z.string().nullish().catch(null);
export const number = z.number().finite().nullish().catch(null);
export const flag = z.boolean().nullish().catch(null);
// What decides who may see something is understood also where it is written as text.
export const flagOrWord = z.union([z.boolean(), z.stringbool()]).nullish().catch(null);
export const numberOrDigits = z
  .union([
    z.number().finite(),
    z
      .string()
      .regex(/^\d{1,6}$/)
      .transform(Number),
  ])
  .nullish()
  .catch(null);
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
