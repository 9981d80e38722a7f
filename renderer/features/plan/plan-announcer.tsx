import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlanStore } from '../../stores/plan';
import { formatPercent } from '../../ui/format';
import { VisuallyHidden } from '../../ui/visually-hidden';
import type { PlanSummary } from './plan-summary';

/** Speaks for those who cannot see the bar: each tenth that is looked up, and what came of it. */
export function PlanAnnouncer({ summary }: { readonly summary: PlanSummary }) {
  const { t } = useTranslation('plan');
  const collecting = usePlanStore((store) => store.head.collecting);
  const [text, setText] = useState('');
  const { includedCount, counts } = summary;
  const wasCollecting = useRef(false);
  const tenths = collecting?.totalCount ? Math.floor((collecting.doneCount / collecting.totalCount) * 10) : 0;
  const isCollecting = collecting !== null;

  useEffect(() => {
    if (isCollecting && tenths > 0) setText(t('announce.progress', { percent: formatPercent(tenths / 10) }));
  }, [isCollecting, tenths, t]);

  useEffect(() => {
    if (wasCollecting.current && !isCollecting)
      setText(
        [
          t('announce.collected', { included: includedCount, count: counts.all }),
          ...(counts.problems > 0 ? [t('announce.problems', { count: counts.problems })] : []),
        ].join('. '),
      );
    wasCollecting.current = isCollecting;
  }, [isCollecting, includedCount, counts, t]);

  return (
    <VisuallyHidden>
      <span role="status">{text}</span>
    </VisuallyHidden>
  );
}
