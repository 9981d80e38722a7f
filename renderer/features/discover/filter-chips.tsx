import { useTranslation } from 'react-i18next';
import { emptyFilters } from '../../../shared/civitai/search';
import { changeSearch, useViewStore } from '../../stores/view';
import { RemovableChips } from '../../ui/chip';
import { TextButton } from '../../ui/text-button';
import { activeFilters } from './filter-words';

/** Everything that narrows the list, each with a way out. */
export function FilterChips() {
  const { t } = useTranslation('discover');
  const search = useViewStore((state) => state.search);
  const active = activeFilters(t, search);
  if (active.length === 0) return null;
  return (
    <div className="filter-chips">
      <RemovableChips
        label={t('filters.active')}
        chips={active.map(({ id, label }) => ({
          id,
          label,
          removeLabel: t('filters.remove', { name: label }),
        }))}
        onRemove={(id) => {
          const filter = active.find((candidate) => candidate.id === id);
          if (filter) changeSearch(filter.without);
        }}
      />
      <TextButton onPress={() => changeSearch({ ...emptyFilters, sort: search.sort })}>
        {t('filters.clearAll')}
      </TextButton>
    </div>
  );
}
