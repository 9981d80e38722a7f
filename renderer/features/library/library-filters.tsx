import { useTranslation } from 'react-i18next';
import { STANDINGS } from '../../../shared/library/library';
import { UNUSED_DAYS } from '../../../shared/library/space';
import { modelTypeWord } from '../../locales/model-type-word';
import { RemovableChips } from '../../ui/chip';
import { formatNumber } from '../../ui/format';
import { MultiSelect } from '../../ui/multi-select';
import { SearchField } from '../../ui/search-field';
import { changeLibraryWish, useLibraryView } from './library-view';
import { useLibraryFacets } from './use-library-facets';

/** What the list can be narrowed by, each with how many files have it. */
export function LibraryFilters() {
  const { t } = useTranslation('library');
  const wish = useLibraryView();
  const facets = useLibraryFacets();
  const standings = new Map(facets?.standings.map(({ id, count }) => [id, count]));
  const counted = (label: string, count: number) =>
    t('filters.counted', { label, amount: formatNumber(count) });
  return (
    <search aria-label={t('filters.label')} className="library-filters">
      <SearchField
        label={t('searchLabel')}
        clearLabel={t('searchClear')}
        placeholder={t('searchPlaceholder')}
        value={wish.text}
        maxLength={200}
        onChange={(text) => changeLibraryWish({ text })}
        className="library-search"
      />
      <MultiSelect
        label={t('filters.type')}
        searchLabel={t('filters.typeSearch')}
        clearLabel={t('searchClear')}
        emptyText={t('filters.none')}
        options={(facets?.types ?? []).map(({ id, count }) => ({
          id,
          label: counted(modelTypeWord(id), count),
        }))}
        values={wish.types}
        onChange={(types) => changeLibraryWish({ types })}
      />
      <MultiSelect
        label={t('filters.baseModel')}
        searchLabel={t('filters.baseModelSearch')}
        clearLabel={t('searchClear')}
        emptyText={t('filters.none')}
        options={(facets?.baseModels ?? []).map(({ id, count }) => ({ id, label: counted(id, count) }))}
        values={wish.baseModels}
        onChange={(baseModels) => changeLibraryWish({ baseModels })}
      />
      <MultiSelect
        label={t('filters.standing')}
        searchLabel={t('filters.standingSearch')}
        clearLabel={t('searchClear')}
        emptyText={t('filters.none')}
        options={STANDINGS.filter((id) => standings.has(id)).map((id) => ({
          id,
          label: counted(t(`standings.${id}.short`), standings.get(id) ?? 0),
        }))}
        values={wish.standings}
        onChange={(chosen) =>
          changeLibraryWish({ standings: STANDINGS.filter((standing) => chosen.includes(standing)) })
        }
      />
      <Narrowed />
    </search>
  );
}

/** What the space report has narrowed the list by. */
function Narrowed() {
  const { t } = useTranslation('library');
  const { creators, folderIds, usedBeforeMs } = useLibraryView();
  const by = [
    ...creators.map((name) => ({
      what: t('filters.onlyCreator', { name }),
      clear: () => changeLibraryWish({ creators: creators.filter((each) => each !== name) }),
    })),
    ...(folderIds.length === 0
      ? []
      : [{ what: t('filters.onlyFolder'), clear: () => changeLibraryWish({ folderIds: [] }) }]),
    ...(usedBeforeMs === null
      ? []
      : [
          {
            what: t('filters.unused', { count: UNUSED_DAYS }),
            clear: () => changeLibraryWish({ usedBeforeMs: null }),
          },
        ]),
  ];
  if (by.length === 0) return null;
  return (
    <RemovableChips
      label={t('filters.narrowed')}
      chips={by.map(({ what }) => ({ id: what, label: what, removeLabel: t('filters.noLonger', { what }) }))}
      onRemove={(id) => by.find(({ what }) => what === id)?.clear()}
    />
  );
}
