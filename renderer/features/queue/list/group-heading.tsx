// biome-ignore-all lint/a11y/useSemanticElements: rows that are scrolled into being cannot be a table's.
import { useTranslation } from 'react-i18next';
import type { QueueEntry } from '../queue-groups';

interface GroupHeadingProps {
  readonly entry: Extract<QueueEntry, { kind: 'group' }>;
  readonly index: number;
  readonly top: number;
}

export function GroupHeading({ entry, index, top }: GroupHeadingProps) {
  const { t } = useTranslation('queue');
  const group = t(`groups.${entry.group}`);
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
        {group} <span className="queue-group-count tabular">{entry.count}</span>
      </span>
    </div>
  );
}
