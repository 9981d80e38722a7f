import { z } from 'zod';
import { id } from './wire-parts';

const match = z.object({ modelVersionId: id, modelId: id, hash: z.string() });

/** The answer of `by-hash/ids` (API note 1.6): unordered, without the hashes that nobody has published. */
export const wireHashMatches = z.array(z.unknown()).transform((entries) =>
  entries.flatMap((entry) => {
    const parsed = match.safeParse(entry);
    return parsed.success ? [parsed.data] : [];
  }),
);
