import { useTranslation } from 'react-i18next';
import { modelTypeWord } from '../../locales/model-type-word';
import { changeSearch, emptyWish, type SearchWish, useViewStore } from '../../stores/view';
import { RemovableChips } from '../../ui/chip';
import { TextButton } from '../../ui/text-button';

interface ActiveFilter {
  readonly id: string;
  readonly label: string;
  readonly without: Partial<SearchWish>;
}

/** Everything that narrows the list, each with a way out. */
export function FilterChips() {
  const { t } = useTranslation(['discover', 'common']);
  const search = useViewStore((state) => state.search);
  const active: ActiveFilter[] = [
    ...search.types.map((type) => ({
      id: `type-${type}`,
      label: modelTypeWord(type),
      without: { types: search.types.filter((other) => other !== type) },
    })),
    ...search.baseModels.map((base) => ({
      id: `base-${base}`,
      label: base,
      without: { baseModels: search.baseModels.filter((other) => other !== base) },
    })),
  ];
  if (search.period !== emptyWish.period) {
    active.push({
      id: 'period',
      label: t(`periods.${search.period}`),
      without: { period: emptyWish.period },
    });
  }
  if (search.maturity !== null) {
    const level = t(`common:maturity.${search.maturity}`);
    active.push({ id: 'maturity', label: t('filters.upTo', { level }), without: { maturity: null } });
  }
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
      <TextButton onPress={() => changeSearch({ ...emptyWish, text: search.text, sort: search.sort })}>
        {t('filters.clearAll')}
      </TextButton>
    </div>
  );
}
