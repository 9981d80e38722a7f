import { ListChecks } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useViewStore } from '../../stores/view';
import { Button } from '../../ui/button';
import { useFilterWords } from './filter-words';
import { PlanAll } from './plan-all';

/** Plans what the search on Discover finds. Not offered for everything there is, which nobody means. */
export function PlanSearch() {
  const { t } = useTranslation('discover');
  const search = useViewStore((state) => state.search);
  const filterWords = useFilterWords();
  if (filterWords(search).length === 0) return null;
  return (
    <PlanAll
      label={t('planAll.label')}
      wish={search}
      trigger={
        <Button size="small" variant="quiet" icon={ListChecks}>
          {t('planAll.button')}
        </Button>
      }
    />
  );
}
