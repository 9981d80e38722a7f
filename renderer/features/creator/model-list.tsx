import { PackageOpen, SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { Group } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { emptyWish, type SearchFilters, SORTS, type Sort } from '../../../shared/civitai/search';
import { ageOf } from '../../app/answer-age';
import { takeWish } from '../../app/search-actions';
import { SeenNote } from '../../app/seen-note';
import { failureOf } from '../../ipc/api';
import { describeFailure } from '../../locales/describe-failure';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorCard } from '../../ui/error-card';
import { Select } from '../../ui/select';
import { ModelGrid } from '../discover/model-grid';
import { PeekInspector } from '../discover/peek-inspector';
import { type ModelSearch, useModelsFor } from '../discover/use-model-search';
import { GridSkeleton } from '../grid/grid-skeleton';

interface ModelListProps {
  /** What belongs to this page; the user may go on from it in Discover. */
  readonly filters: Pick<Partial<SearchFilters>, 'creator' | 'tags'>;
  readonly emptyText: string;
}

/** The models of a creator or of a tag, as Discover shows them. */
export function ModelList({ filters, emptyText }: ModelListProps) {
  const [sort, setSort] = useState<Sort>('Most Downloaded');
  const search = useModelsFor({ ...emptyWish, ...filters, sort });
  return (
    <>
      <ListTools filters={filters} sort={sort} onSort={setSort} />
      <SeenNote seen={ageOf(search.data)} />
      <Found search={search} emptyText={emptyText} />
      <PeekInspector models={search.models} />
    </>
  );
}

interface ListToolsProps {
  readonly filters: ModelListProps['filters'];
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}

function ListTools({ filters, sort, onSort }: ListToolsProps) {
  const { t } = useTranslation(['browse', 'discover']);
  return (
    <Group className="browse-tools" aria-label={t('list.tools')}>
      <Select
        size="small"
        label={t('list.sort')}
        isLabelHidden
        options={SORTS.map((id) => ({ id, label: t(`discover:sorts.${id}`) }))}
        value={sort}
        onChange={onSort}
      />
      <Button
        size="small"
        variant="quiet"
        icon={SlidersHorizontal}
        onPress={() => takeWish({ ...emptyWish, ...filters, sort })}
      >
        {t('list.filter')}
      </Button>
    </Group>
  );
}

function Found({ search, emptyText }: { readonly search: ModelSearch; readonly emptyText: string }) {
  const { t } = useTranslation('browse');
  if (search.isError && search.models.length === 0) {
    return (
      <div className="browse-centre">
        <ErrorCard
          {...describeFailure(failureOf(search.error))}
          action={{ label: t('retry'), onPress: () => void search.refetch() }}
        />
      </div>
    );
  }
  if (search.models.length > 0) return <ModelGrid key={search.searchKey} search={search} />;
  if (search.isPending || search.isFetching) return <GridSkeleton />;
  return (
    <div className="browse-centre">
      <EmptyState icon={PackageOpen} title={t('list.empty')}>
        {emptyText}
      </EmptyState>
    </div>
  );
}
