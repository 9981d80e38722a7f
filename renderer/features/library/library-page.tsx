import { Compass, LibraryBig, SearchX } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DownloadId } from '../../../shared/ids';
import { modelTypeWord } from '../../locales/model-type-word';
import { useDownloadsStore } from '../../stores/downloads';
import { navigate } from '../../stores/view';
import { EmptyState } from '../../ui/empty-state';
import { formatBytes } from '../../ui/format';
import { MultiSelect } from '../../ui/multi-select';
import { SearchField } from '../../ui/search-field';
import { bytesOf, findEntries, isPlaced, type LibraryEntry } from './library-entries';
import { LibraryTable } from './library-table';
import { changeLibraryWish, showWholeLibrary, useLibraryView } from './library-view';
import './library.css';

export function LibraryPage() {
  const { t } = useTranslation('library');
  const placed = useDownloadsStore((store) => store.placed);
  const isLoaded = useDownloadsStore((store) => store.isLoaded);
  const wish = useLibraryView();
  const entries = useMemo(() => entriesOf(placed), [placed]);
  const found = useMemo(() => findEntries(entries, wish), [entries, wish]);
  const types = useMemo(() => [...new Set(entries.map(({ modelType }) => modelType))].toSorted(), [entries]);
  const bytes = entries.reduce((sum, entry) => sum + bytesOf(entry), 0);
  return (
    <div className="library-screen">
      <header className="library-header">
        <div className="library-title">
          <h1 className="screen-title">{t('title')}</h1>
          {entries.length > 0 && (
            <p className="dim tabular">
              {t('subtitle', { count: entries.length, size: formatBytes(bytes) })}
            </p>
          )}
        </div>
        {entries.length > 0 && (
          <div className="library-tools">
            <SearchField
              label={t('searchLabel')}
              clearLabel={t('searchClear')}
              placeholder={t('searchPlaceholder')}
              value={wish.text}
              onChange={(text) => changeLibraryWish({ text })}
              className="library-search"
            />
            <MultiSelect
              label={t('typeLabel')}
              searchLabel={t('typeSearch')}
              clearLabel={t('searchClear')}
              emptyText={t('typeEmpty')}
              options={types.map((type) => ({ id: type, label: modelTypeWord(type) }))}
              values={wish.types}
              onChange={(chosen) => changeLibraryWish({ types: chosen })}
            />
          </div>
        )}
      </header>
      {!isLoaded ? null : entries.length === 0 ? (
        <EmptyState
          icon={LibraryBig}
          title={t('empty.title')}
          action={{
            label: t('empty.action'),
            icon: Compass,
            onPress: () => navigate({ screen: 'discover' }),
          }}
        >
          {t('empty.text')}
        </EmptyState>
      ) : found.length === 0 ? (
        <EmptyState
          icon={SearchX}
          title={t('empty.filteredTitle')}
          isPrimaryAction={false}
          action={{ label: t('empty.clear'), onPress: showWholeLibrary }}
        >
          {t('empty.filteredText')}
        </EmptyState>
      ) : (
        <LibraryTable entries={found} />
      )}
    </div>
  );
}

function entriesOf(ids: readonly DownloadId[]): readonly LibraryEntry[] {
  const { byId } = useDownloadsStore.getState();
  return ids.flatMap((id) => byId.get(id) ?? []).filter(isPlaced);
}
