import { type ReactNode, useId } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../ui/format';
import { MiddleEllipsis } from '../../ui/middle-ellipsis';

export interface SpaceBar {
  readonly id: string;
  readonly name: string;
  /** Null where it would say nothing. */
  readonly fileCount: number | null;
  readonly bytes: number;
  /** What a full bar means; the largest of them where nothing is said. */
  readonly whole?: number;
  readonly note?: string;
  /** Null for what has no list of its own. */
  readonly onPress: (() => void) | null;
}

interface SpaceBarsProps {
  readonly title: string;
  readonly bars: readonly SpaceBar[];
  readonly whole?: number;
  /** What can be done about it. */
  readonly end?: ReactNode;
}

/** One way to divide the files; a bar that can be pressed shows those files in the list. */
export function SpaceBars({ title, bars, whole, end }: SpaceBarsProps) {
  const headingId = useId();
  if (bars.length === 0) return null;
  const most = whole ?? Math.max(1, ...bars.map(({ bytes }) => bytes));
  return (
    <section className="space-group" aria-labelledby={headingId}>
      <h2 id={headingId}>{title}</h2>
      <ul>
        {bars.map((bar) => (
          <li key={bar.id}>
            <Bar bar={bar} whole={bar.whole ?? most} />
          </li>
        ))}
      </ul>
      {end}
    </section>
  );
}

function Bar({ bar, whole }: { readonly bar: SpaceBar; readonly whole: number }) {
  const { t } = useTranslation('library');
  const { name, fileCount, bytes, note, onPress } = bar;
  const content = (
    <>
      <span className="space-name">
        <MiddleEllipsis>{name}</MiddleEllipsis>
      </span>
      <span className="dim tabular space-count">
        {note ?? (fileCount === null ? '' : t('space.files', { count: fileCount }))}
      </span>
      <span className="tabular space-bytes">{formatBytes(bytes)}</span>
      <span aria-hidden className="space-track">
        <span style={{ width: `${Math.min(100, (bytes / whole) * 100)}%` }} />
      </span>
    </>
  );
  if (onPress === null) return <div className="space-bar">{content}</div>;
  return (
    <Button
      className="space-bar"
      aria-label={`${t('space.showOf', { name })}, ${formatBytes(bytes)}`}
      onPress={onPress}
    >
      {content}
    </Button>
  );
}
