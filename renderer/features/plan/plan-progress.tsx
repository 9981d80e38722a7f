import { useTranslation } from 'react-i18next';
import { usePlanStore } from '../../stores/plan';
import { Button } from '../../ui/button';
import { ProgressBar } from '../../ui/progress-bar';
import { stopCollecting } from './actions';

/** How far looking up has come, and a way to end it; nothing while nothing is looked up. */
export function PlanProgress() {
  const { t } = useTranslation('plan');
  const collecting = usePlanStore((store) => store.head.collecting);
  if (collecting === null) return null;
  const { doneCount: done, totalCount: total } = collecting;
  const words = total === null ? t('collecting.unknown', { done }) : t('collecting.known', { done, total });
  return (
    <div className="plan-progress">
      <div className="plan-progress-words">
        <p className="tabular">{words}</p>
        <ProgressBar
          label={t('collecting.label')}
          value={total === null ? null : done / Math.max(1, total)}
          valueText={words}
        />
      </div>
      <Button size="small" onPress={stopCollecting}>
        {t('collecting.stop')}
      </Button>
    </div>
  );
}
