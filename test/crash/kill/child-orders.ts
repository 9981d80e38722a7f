import { z } from 'zod';

const orderedFileSchema = z.object({ number: z.number(), bytes: z.number(), sha256: z.string() });
/** A file to fetch, by the number that also makes its bytes. */
export type OrderedFile = z.infer<typeof orderedFileSchema>;

/** What the parent tells the child, as JSON in a file that the child's first argument names. */
export const childOrdersSchema = z.object({
  apiOrigin: z.string(),
  /** Holds the database. */
  profile: z.string(),
  /** The user's models. */
  models: z.string(),
  files: z.array(orderedFileSchema),
  simultaneous: z.number(),
  pieceBytes: z.number(),
  /** How much faster the program's clock goes; what is due after 5 s is due after 5 s divided by this. */
  timesFaster: z.number(),
  /** The child gives up after this long. */
  longestMs: z.number(),
});

export type ChildOrders = z.infer<typeof childOrdersSchema>;

/** A line that the child prints once the journal is read and repaired. */
export const READY = 'ready';
/** Followed by the number of a file that is in the journal from now on. */
export const ADDED = 'added ';
/** Followed by the number of a file, its state, and the failure that it waits or stopped for, if any. */
export const STATE = 'state ';
