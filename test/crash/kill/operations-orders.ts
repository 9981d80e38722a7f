import { z } from 'zod';
import { OPERATION_KINDS } from '../../../shared/operations/operations';

const stepSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('move'), from: z.string(), to: z.string() }),
  z.object({ kind: z.literal('trash'), path: z.string(), alone: z.boolean() }),
  z.object({ kind: z.literal('link'), existing: z.string(), at: z.string() }),
]);

/** What the parent tells the child, as JSON in a file that the child's first argument names. */
export const operationOrdersSchema = z.object({
  /** Holds the journal. */
  profile: z.string(),
  roots: z.array(z.string()),
  /** After what an earlier life left has been looked at. */
  wish: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('nothing') }),
    z.object({ kind: z.literal('undo') }),
    z.object({ kind: z.literal('do'), operation: z.enum(OPERATION_KINDS), steps: z.array(stepSchema) }),
  ]),
});

export type OperationOrders = z.infer<typeof operationOrdersSchema>;
