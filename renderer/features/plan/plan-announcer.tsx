import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlanStore } from '../../stores/plan';
import { formatPercent } from '../../ui/format';
import { VisuallyHidden } from '../../ui/visually-hidden';
import { announcementAfter, NOTHING_SAID, type PlanAnnouncement } from './plan-announcement';
import type { PlanSummary } from './plan-summary';

/** Longer than the service takes to say of one file what it asks for. */
const SETTLED_AFTER_MS = 1500;

/** Speaks for those who cannot see the bar: each tenth that is looked up, and what came of it. */
export function PlanAnnouncer({ summary }: { readonly summary: PlanSummary }) {
  const { t } = useTranslation('plan');
  const collecting = usePlanStore((store) => store.head.collecting);
  const [said, setSaid] = useState(NOTHING_SAID);
  const { includedCount, counts } = summary;
  const { all: itemCount, problems: problemCount } = counts;
  const done = collecting?.totalCount ? collecting.doneCount / collecting.totalCount : 0;
  const tenths = collecting === null ? null : Math.floor(done * 10);

  useEffect(() => {
    const heard = { tenths, includedCount, itemCount, problemCount };
    setSaid((before) => announcementAfter(before, heard));
  }, [tenths, includedCount, itemCount, problemCount]);

  useEffect(() => {
    if (said.kind !== 'settling') return;
    const timer = setTimeout(() => setSaid({ kind: 'settled', heard: said.heard }), SETTLED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [said]);

  return (
    <VisuallyHidden>
      <span role="status">{wordsOf(t, said)}</span>
    </VisuallyHidden>
  );
}

function wordsOf(t: TFunction<'plan'>, said: PlanAnnouncement): string {
  switch (said.kind) {
    case 'nothing':
    case 'settling':
      return '';
    case 'progress':
      return said.tenths === 0 ? '' : t('announce.progress', { percent: formatPercent(said.tenths / 10) });
    case 'settled': {
      const { includedCount: included, itemCount, problemCount } = said.heard;
      return [
        t('announce.collected', { included, count: itemCount }),
        ...(problemCount > 0 ? [t('announce.problems', { count: problemCount })] : []),
      ].join('. ');
    }
  }
}
