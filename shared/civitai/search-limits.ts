/** How much one search may hold. More than anyone chooses, little enough to pass on in a link. */
export const SEARCH_LIMITS = {
  /** Characters of a type, a base model, a tag or a creator. */
  nameLength: 100,
  types: 40,
  baseModels: 100,
  tags: 20,
  largestBytes: 10 ** 15,
  savedNameLength: 60,
  savedSearches: 50,
  recentSearches: 10,
} as const;
