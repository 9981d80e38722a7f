import { z } from 'zod';
import { MATURITY_LEVELS } from './model';
import { PERIODS, type SearchQuery, SORTS } from './search';

export const searchQuerySchema = z
  .object({
    text: z.string().max(200),
    types: z.array(z.string().max(60)).max(40).readonly(),
    baseModels: z.array(z.string().max(60)).max(100).readonly(),
    sort: z.enum(SORTS),
    period: z.enum(PERIODS),
    maturity: z.enum(MATURITY_LEVELS),
    cursor: z.string().max(500).nullable(),
  })
  .strict() satisfies z.ZodType<SearchQuery>;
