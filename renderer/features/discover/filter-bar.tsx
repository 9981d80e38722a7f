import { useQuery } from '@tanstack/react-query';
import { memo } from 'react';
import { Group } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { PERIODS, SORTS } from '../../../shared/civitai/search';
import { ask } from '../../ipc/api';
import { modelTypeWord } from '../../locales/model-type-word';
import { changeSearch, useViewStore } from '../../stores/view';
import { MultiSelect } from '../../ui/multi-select';
import { Select } from '../../ui/select';
import { FilterChips } from './filter-chips';
import { MoreFilters } from './more-filters';
import { PlanSearch } from './plan-search';
import { SavedSearches } from './saved-searches';
import './filter-bar.css';

/** Does not follow each page of results that arrives: its lists are long. */
export const FilterBar = memo(function FilterBar() {
  const { t } = useTranslation('discover');
  const search = useViewStore((state) => state.search);
  const { data: known } = useQuery({
    queryKey: ['enums'],
    queryFn: () => ask('catalogue.enums'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  // What is chosen stays in the list, even when the list could not be fetched.
  const withChosen = (list: readonly string[] | undefined, chosen: readonly string[]) => [
    ...new Set([...(list ?? []), ...chosen]),
  ];
  return (
    <Group className="filter-bar" aria-label={t('filters.label')}>
      <MultiSelect
        size="small"
        label={t('filters.type')}
        options={withChosen(known?.types, search.types).map((id) => ({ id, label: modelTypeWord(id) }))}
        values={search.types}
        onChange={(types) => changeSearch({ types: [...types] })}
        searchLabel={t('filters.findType')}
        clearLabel={t('filters.clear')}
        emptyText={t('filters.nothingFound')}
      />
      <MultiSelect
        size="small"
        label={t('filters.baseModel')}
        options={withChosen(known?.baseModels, search.baseModels).map((id) => ({ id, label: id }))}
        values={search.baseModels}
        onChange={(baseModels) => changeSearch({ baseModels: [...baseModels] })}
        searchLabel={t('filters.findBaseModel')}
        clearLabel={t('filters.clear')}
        emptyText={t('filters.nothingFound')}
      />
      <MoreFilters />
      <SavedSearches />
      <PlanSearch />
      <span className="filter-bar-gap" />
      <Select
        isLabelHidden
        size="small"
        label={t('filters.sort')}
        options={SORTS.map((id) => ({ id, label: t(`sorts.${id}`) }))}
        value={search.sort}
        onChange={(sort) => changeSearch({ sort })}
      />
      <Select
        isLabelHidden
        size="small"
        label={t('filters.period')}
        options={PERIODS.map((id) => ({ id, label: t(`periods.${id}`) }))}
        value={search.period}
        onChange={(period) => changeSearch({ period })}
      />
      <FilterChips />
    </Group>
  );
});
