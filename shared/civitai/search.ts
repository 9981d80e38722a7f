import { z } from 'zod';
import { MATURITY_LEVELS } from './model';

export const SORTS = ['Highest Rated', 'Most Downloaded', 'Newest'] as const;
export const PERIODS = ['AllTime', 'Year', 'Month', 'Week', 'Day'] as const;

export const searchQuerySchema = z.object({
  text: z.string().max(200),
  types: z.array(z.string().max(60)).max(40),
  baseModels: z.array(z.string().max(60)).max(100),
  sort: z.enum(SORTS),
  period: z.enum(PERIODS),
  maturity: z.enum(MATURITY_LEVELS),
  /** Civitai's own words for where the next page begins; null for the first page. */
  cursor: z.string().max(500).nullable(),
});

export type SearchQuery = z.infer<typeof searchQuerySchema>;
export type Sort = (typeof SORTS)[number];
export type Period = (typeof PERIODS)[number];

export const emptySearch: SearchQuery = {
  text: '',
  types: [],
  baseModels: [],
  sort: 'Highest Rated',
  period: 'AllTime',
  maturity: 'PG',
  cursor: null,
};
