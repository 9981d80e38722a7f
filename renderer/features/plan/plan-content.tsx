import { CircleHelp, Filter, SearchX, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlanStore } from '../../stores/plan';
import { EmptyState } from '../../ui/empty-state';
import { Segmented } from '../../ui/segmented';
import { PlanList } from './list/plan-list';
import { planEntries } from './plan-entries';
import { PlanProblems } from './plan-problems';
import { filtersOf, type PlanSummary } from './plan-summary';
import { PlanTools } from './plan-tools';
import { searchPlan, showPlanFilter, usePlanView } from './plan-view';

/** Where a look is asked for, the tab says so with more than a number. */
const icons = {
  all: {},
  attention: { icon: TriangleAlert },
  here: {},
  problems: { icon: CircleHelp },
} as const;

/** Everything below the head: which items are shown, what can be done with several, and the list. */
export function PlanContent({ summary }: { readonly summary: PlanSummary }) {
  const { t } = useTranslation('plan');
  const items = usePlanStore((store) => store.items);
  const isCollecting = usePlanStore((store) => store.head.collecting !== null);
  const filters = filtersOf(summary, isCollecting);
  const chosen = usePlanView((view) => view.filter);
  const filter = filters.find((each) => each === chosen) ?? filters[0] ?? chosen;
  const text = usePlanView((view) => view.text);
  const refused = usePlanView((view) => view.refused);
  const entries = useMemo(
    () => planEntries(items, { filter, text, refused }),
    [items, filter, text, refused],
  );
  const isProblems = filter === 'problems';
  return (
    <>
      <div className="plan-filter-row">
        <Segmented
          label={t('filterLabel')}
          value={filter}
          onChange={showPlanFilter}
          options={filters.map((id) => ({
            id,
            label: t('filterCount', { label: t(`filters.${id}`), number: summary.counts[id] }),
            ...(summary.counts[id] > 0 ? icons[id] : {}),
          }))}
        />
      </div>
      {isProblems && summary.counts.problems > 0 && <PlanProblems />}
      {!isProblems && summary.counts[filter] > 0 && (
        <>
          <PlanTools ids={entries.ids} loginCount={summary.loginCount} />
          {entries.ids.length > 0 ? <PlanList entries={entries} /> : <NothingFound />}
        </>
      )}
      {summary.counts[filter] === 0 && !isCollecting && (
        <EmptyState
          icon={Filter}
          title={t('empty.filteredTitle')}
          isPrimaryAction={false}
          {...(filter === 'all'
            ? {}
            : { action: { label: t('empty.showAll'), onPress: () => showPlanFilter('all') } })}
        >
          {t(`empty.${filter}`)}
        </EmptyState>
      )}
    </>
  );
}

function NothingFound() {
  const { t } = useTranslation('plan');
  return (
    <EmptyState
      icon={SearchX}
      title={t('search.nothing')}
      isPrimaryAction={false}
      action={{ label: t('search.clear'), onPress: () => searchPlan('') }}
    >
      {t('search.nothingText')}
    </EmptyState>
  );
}
