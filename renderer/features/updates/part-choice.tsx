import { useTranslation } from 'react-i18next';
import type { UpdatesStatus } from '../../../shared/updates/updates';
import { formatNumber } from '../../ui/format';
import { Segmented } from '../../ui/segmented';
import { showPart, type UpdatesPart, useUpdatesView } from './updates-view';

const PARTS = ['updates', 'restricted', 'otherBases', 'gone', 'promised', 'ignored'] as const;

/** Parts with nothing in them are not offered, unless one stands there. */
export function PartChoice({ status }: { readonly status: UpdatesStatus }) {
  const { t } = useTranslation('updates');
  const part = useUpdatesView((view) => view.part);
  const counts = { ...status.counts, promised: status.waitingCount, ignored: status.ignoredCount };
  const countOf = (id: UpdatesPart) => counts[id];
  const options = PARTS.flatMap((id) =>
    id === 'updates' || id === part || countOf(id) > 0
      ? [{ id, label: t(`parts.${id}`, { amount: formatNumber(countOf(id)) }) }]
      : [],
  );
  if (options.length === 1) return null;
  return <Segmented label={t('parts.label')} options={options} value={part} onChange={showPart} />;
}
