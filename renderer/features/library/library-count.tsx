import { useTranslation } from 'react-i18next';
import type { LibraryStatus } from '../../../shared/library/library';
import { formatBytes } from '../../ui/format';
import { isNarrowed, useLibraryView } from './library-view';
import { useLibraryFacets } from './use-library-facets';

interface LibraryCountProps {
  readonly status: Pick<LibraryStatus, 'fileCount' | 'bytes'>;
  /** Entries of the list as it is narrowed. */
  readonly shownCount: number;
}

/** How many files there are, and how many of them the filters leave. */
export function LibraryCount({ status: { fileCount, bytes }, shownCount }: LibraryCountProps) {
  const { t } = useTranslation('library');
  const wish = useLibraryView();
  const facets = useLibraryFacets();
  // The list has what is missing as well, which takes no space.
  const listedCount = facets?.standings.reduce((sum, { count }) => sum + count, 0) ?? fileCount;
  if (isNarrowed(wish) && listedCount > 0)
    return <p className="dim tabular">{t('subtitleShown', { shown: shownCount, count: listedCount })}</p>;
  if (fileCount === 0) return null;
  return <p className="dim tabular">{t('subtitle', { count: fileCount, size: formatBytes(bytes) })}</p>;
}
