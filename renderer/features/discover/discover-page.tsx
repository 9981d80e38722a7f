import { useTranslation } from 'react-i18next';
import { ageOf } from '../../app/answer-age';
import { SeenNote } from '../../app/seen-note';
import { failureOf } from '../../ipc/api';
import { describeFailure } from '../../locales/describe-failure';
import { ErrorCard } from '../../ui/error-card';
import { GridSkeleton } from '../grid/grid-skeleton';
import { DiscoverEmpty } from './discover-empty';
import { FilterBar } from './filter-bar';
import { ModelGrid } from './model-grid';
import { PeekInspector } from './peek-inspector';
import { SeenBefore } from './seen-before';
import { useModelSearch } from './use-model-search';
import './discover-page.css';

export function DiscoverPage() {
  const search = useModelSearch();
  return (
    <div className="discover">
      <FilterBar />
      <SeenNote seen={ageOf(search.data)} />
      <DiscoverResults search={search} />
      <PeekInspector models={search.models} />
    </div>
  );
}

function DiscoverResults({ search }: { readonly search: ReturnType<typeof useModelSearch> }) {
  const { t } = useTranslation('discover');
  if (search.isError && search.models.length === 0) {
    const words = describeFailure(failureOf(search.error));
    return (
      <div className="discover-centre">
        <ErrorCard {...words} action={{ label: t('error.retry'), onPress: () => void search.refetch() }} />
        <SeenBefore shown={search.models} />
      </div>
    );
  }
  if (search.models.length > 0) {
    return (
      <>
        <span role="status" className="visually-hidden">
          {t('announce', { count: search.models.length })}
        </span>
        {/* A new search begins at its own place, so it gets its own grid. */}
        <ModelGrid key={search.isPlaceholderData ? 'previous' : search.searchKey} search={search} />
      </>
    );
  }
  if (search.isPending || search.isFetching) return <GridSkeleton />;
  return <DiscoverEmpty search={search} />;
}
