import type { MaturityLevel } from '../../../shared/civitai/model';
import type { SearchWish } from '../../../shared/civitai/search';
import type { FilePreference } from '../../../shared/settings/schema';

/**
 * What an answer of the search depends on. The preference is part of it, because it decides which file is a
 * model's best one.
 */
export function searchQueryKey(
  wish: SearchWish,
  maturity: MaturityLevel | null,
  preference: FilePreference | null,
) {
  return ['search', { ...wish, maturity }, preference] as const;
}
