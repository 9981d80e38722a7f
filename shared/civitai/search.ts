import type { MaturityLevel } from './model';

export const SORTS = ['Highest Rated', 'Most Downloaded', 'Newest'] as const;
export type Sort = (typeof SORTS)[number];

export const PERIODS = ['AllTime', 'Year', 'Month', 'Week', 'Day'] as const;
export type Period = (typeof PERIODS)[number];

/** What a creator may allow beyond private use, in the service's own words (API note 2). */
export const COMMERCIAL_USES = ['Image', 'RentCivit', 'Rent', 'Sell'] as const;
export type CommercialUse = (typeof COMMERCIAL_USES)[number];

/** The service refuses longer words. */
export const LONGEST_SEARCH_TEXT = 200;

/** What narrows and orders a list of models, besides words. False, empty and null narrow nothing. */
export interface SearchFilters {
  readonly types: readonly string[];
  readonly baseModels: readonly string[];
  readonly sort: Sort;
  readonly period: Period;
  /** A model has to carry all of them. The service is asked for the first; Civet looks for the others. */
  readonly tags: readonly string[];
  readonly creator: string | null;
  /** The account's favorites; without a token the service refuses the question. */
  readonly onlyFavorites: boolean;
  readonly onlyHidden: boolean;
  /** A model has to allow all of them. */
  readonly commercialUse: readonly CommercialUse[];
  readonly needsNoCredit: boolean;
  readonly allowsDerivatives: boolean;
  readonly allowsOtherLicence: boolean;
  readonly supportsGeneration: boolean;
  readonly primaryFileOnly: boolean;
  /** Applied by the page, which knows what has been downloaded. */
  readonly hidesInstalled: boolean;
  /** Also what has to be paid for. */
  readonly hidesEarlyAccess: boolean;
  readonly safeTensorOnly: boolean;
  /** Of the file that suits the user best. */
  readonly largestBytes: number | null;
}

/** A search as the user sees it, saves it and passes it on. The level of maturity is never part of it. */
export interface SearchWish extends SearchFilters {
  readonly text: string;
}

export interface SearchQuery extends SearchWish {
  readonly maturity: MaturityLevel;
  /** Civitai's own words for where the next page begins; null for the first page. */
  readonly cursor: string | null;
}

/** A wish that the user has given a name. */
export interface SavedSearch {
  readonly name: string;
  readonly wish: SearchWish;
}

export const emptyFilters: SearchFilters = {
  types: [],
  baseModels: [],
  sort: 'Highest Rated',
  period: 'AllTime',
  tags: [],
  creator: null,
  onlyFavorites: false,
  onlyHidden: false,
  commercialUse: [],
  needsNoCredit: false,
  allowsDerivatives: false,
  allowsOtherLicence: false,
  supportsGeneration: false,
  primaryFileOnly: false,
  hidesInstalled: false,
  hidesEarlyAccess: false,
  safeTensorOnly: false,
  largestBytes: null,
};

export const emptyWish: SearchWish = { text: '', ...emptyFilters };

export const emptySearch: SearchQuery = { ...emptyWish, maturity: 'PG', cursor: null };

/** The filters of a wish, or of anything that has them, and nothing else. */
export function filtersOf({ text: _text, ...filters }: SearchWish): SearchFilters {
  return filters;
}
