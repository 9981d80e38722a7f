import type { TFunction } from 'i18next';
import type { LibraryEntry } from '../../../shared/library/library';
import { formatRelative } from '../../ui/format';

/** When a file was used last, in few words; a dash where nobody tells. */
export function lastUseWords(use: LibraryEntry['use'], t: TFunction<'library'>): string {
  if (use === null) return '–';
  return use.isUsed ? formatRelative(use.atMs) : t('use.notYet');
}
