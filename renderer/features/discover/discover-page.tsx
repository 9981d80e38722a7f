import { useTranslation } from 'react-i18next';
import { ageOf } from '../../app/answer-age';
import { SeenNote } from '../../app/seen-note';
import { failureOf } from '../../ipc/api';
import { describeFailure } from '../../locales/describe-failure';
import { placeOf, useViewStore } from '../../stores/view';
import { ErrorCard } from '../../ui/error-card';
import { GridSkeleton } from '../grid/grid-skeleton';
import { DiscoverEmpty } from './discover-empty';
import { FilterBar } from './filter-bar';
import { ModelGrid } from './model-grid';
import { PeekInspector } from './peek-inspector';
import { SeenBefore } from './seen-before';
import { SelectionBar } from './selection-bar';
import { type ModelSearch, useModelSearch } from './use-model-search';
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

function DiscoverResults({ search }: { readonly search: ModelSearch }) {
  const { t } = useTranslation('discover');
  if (search.isError && search.models.length === 0) {
    const words = describeFailure(failureOf(search.error));
    return (
      <>
        <div className="discover-centre">
          <ErrorCard {...words} action={{ label: t('error.retry'), onPress: () => void search.refetch() }} />
          <SeenBefore shown={search.models} />
        </div>
        <SelectedElsewhere search={search} />
      </>
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
  return (
    <>
      <DiscoverEmpty search={search} />
      <SelectedElsewhere search={search} />
    </>
  );
}

/** What other searches found and the user selected is there also while this one has found nothing. */
function SelectedElsewhere({ search }: { readonly search: ModelSearch }) {
  const place = useViewStore((state) => placeOf(state.route));
  return (
    <SelectionBar
      list={{ place, key: search.searchKey }}
      shown={search.models}
      onCleared={() => document.querySelector('main')?.focus()}
    />
  );
}
