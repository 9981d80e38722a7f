import type { MaturityLevel } from './model';

export const SORTS = ['Highest Rated', 'Most Downloaded', 'Newest'] as const;
export type Sort = (typeof SORTS)[number];

export const PERIODS = ['AllTime', 'Year', 'Month', 'Week', 'Day'] as const;
export type Period = (typeof PERIODS)[number];

export interface SearchQuery {
  readonly text: string;
  readonly types: readonly string[];
  readonly baseModels: readonly string[];
  readonly sort: Sort;
  readonly period: Period;
  readonly maturity: MaturityLevel;
  /** Civitai's own words for where the next page begins; null for the first page. */
  readonly cursor: string | null;
}

export const emptySearch: SearchQuery = {
  text: '',
  types: [],
  baseModels: [],
  sort: 'Highest Rated',
  period: 'AllTime',
  maturity: 'PG',
  cursor: null,
};
