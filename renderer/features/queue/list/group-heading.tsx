// biome-ignore-all lint/a11y/useSemanticElements: rows that are scrolled into being cannot be a table's.
import { useTranslation } from 'react-i18next';
import { useDownloadsStore } from '../../../stores/downloads';
import { formatNumber } from '../../../ui/format';
import { TextButton } from '../../../ui/text-button';
import { retryAllFailed } from '../actions';
import type { QueueEntry } from '../queue-groups';
import { putSmallestFirst } from '../reorder-actions';

interface GroupHeadingProps {
  readonly entry: Extract<QueueEntry, { kind: 'group' }>;
  readonly index: number;
  readonly top: number;
}

export function GroupHeading({ entry, index, top }: GroupHeadingProps) {
  const { t } = useTranslation('queue');
  const group = t(`groups.${entry.group}`);
  const hasFailed = useDownloadsStore((store) => (store.counts.failed ?? 0) > 0);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: a heading is read, arrows step over it.
    <div
      role="row"
      aria-label={t('groupLabel', { group, count: entry.count })}
      aria-rowindex={index + 1}
      className="queue-group"
      style={{ transform: `translateY(${top}px)` }}
    >
      {/* biome-ignore lint/a11y/useFocusableInteractive: a heading is read, arrows step over it. */}
      <span role="rowheader" className="queue-group-name">
        {group} <span className="queue-group-count tabular">{formatNumber(entry.count)}</span>
      </span>
      {entry.group === 'upNext' && entry.count > 1 && (
        // biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus.
        <span role="gridcell">
          <TextButton onPress={() => void putSmallestFirst()}>{t('actions.smallestFirst')}</TextButton>
        </span>
      )}
      {entry.group === 'attention' && hasFailed && (
        // biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus.
        <span role="gridcell">
          <TextButton onPress={() => void retryAllFailed()}>{t('actions.retryAllFailed')}</TextButton>
        </span>
      )}
    </div>
  );
}
