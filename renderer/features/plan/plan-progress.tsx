import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanHead } from '../../../shared/bulk/plan';
import { usePlanStore } from '../../stores/plan';
import { Button } from '../../ui/button';
import { ProgressBar } from '../../ui/progress-bar';
import { stopCollecting } from './actions';

/** How far looking up has come, and a way to end it; nothing while nothing is looked up. */
export function PlanProgress() {
  const collecting = usePlanStore((store) => store.head.collecting);
  return collecting === null ? null : <Progress collecting={collecting} />;
}

function Progress({ collecting }: { readonly collecting: NonNullable<PlanHead['collecting']> }) {
  const { t } = useTranslation('plan');
  const [isStopping, setIsStopping] = useState(false);
  const { doneCount: done, totalCount: total } = collecting;
  const words = total === null ? t('collecting.unknown', { done }) : t('collecting.known', { done, total });
  // What has been asked is waited for, and that may take a while.
  const stop = () => {
    setIsStopping(true);
    stopCollecting();
  };
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
      <Button size="small" isDisabled={isStopping} onPress={stop}>
        {t(isStopping ? 'collecting.stopping' : 'collecting.stop')}
      </Button>
    </div>
  );
}
