import { z } from 'zod';
import { MATURITY_LEVELS } from './model';
import {
  COMMERCIAL_USES,
  emptyFilters,
  LONGEST_SEARCH_TEXT,
  PERIODS,
  type SavedSearch,
  type SearchFilters,
  type SearchQuery,
  type SearchWish,
  SORTS,
} from './search';
import { SEARCH_LIMITS } from './search-limits';

const name = z.string().min(1).max(SEARCH_LIMITS.nameLength);
const flag = z.boolean().default(false);
const text = z.string().max(LONGEST_SEARCH_TEXT);

// What is missing has its default, so that what an older Civet stored stays readable.
const filters = {
  types: z.array(name).max(SEARCH_LIMITS.types).readonly().default([]),
  baseModels: z.array(name).max(SEARCH_LIMITS.baseModels).readonly().default([]),
  sort: z.enum(SORTS).default(emptyFilters.sort),
  period: z.enum(PERIODS).default(emptyFilters.period),
  tags: z.array(name).max(SEARCH_LIMITS.tags).readonly().default([]),
  creator: name.nullable().default(null),
  onlyFavorites: flag,
  onlyHidden: flag,
  commercialUse: z.array(z.enum(COMMERCIAL_USES)).max(COMMERCIAL_USES.length).readonly().default([]),
  needsNoCredit: flag,
  allowsDerivatives: flag,
  allowsOtherLicence: flag,
  supportsGeneration: flag,
  primaryFileOnly: flag,
  hidesInstalled: flag,
  hidesEarlyAccess: flag,
  safeTensorOnly: flag,
  largestBytes: z.number().int().min(1).max(SEARCH_LIMITS.largestBytes).nullable().default(null),
};

export const searchFiltersSchema = z.object(filters) satisfies z.ZodType<SearchFilters>;

export const searchWishSchema = z.object({
  text: text.default(''),
  ...filters,
}) satisfies z.ZodType<SearchWish>;

export const savedSearchSchema = z.object({
  name: z.string().trim().min(1).max(SEARCH_LIMITS.savedNameLength),
  wish: searchWishSchema,
}) satisfies z.ZodType<SavedSearch>;

export const searchQuerySchema = z
  .object({
    text,
    ...filters,
    maturity: z.enum(MATURITY_LEVELS),
    cursor: z.string().max(500).nullable(),
  })
  .strict() satisfies z.ZodType<SearchQuery>;
