import { z } from 'zod';

// Apart from the types, so that the page can use those without carrying zod.
export const operationIdSchema = z.object({ id: z.string().regex(/^[0-9a-f]{16}$/) }).strict();
