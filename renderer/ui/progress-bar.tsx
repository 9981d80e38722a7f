import { ProgressBar as AriaProgressBar } from 'react-aria-components';
import { classNames } from './class-names';
import './progress-bar.css';

interface ProgressBarProps {
  /** The accessible name. */
  readonly label: string;
  /** From 0 to 1; null while it cannot be told. */
  readonly value: number | null;
  readonly tone?: 'accent' | 'waiting' | 'paused' | 'verified' | 'failed';
  readonly size?: 'thin' | 'normal';
  /** Parts from 0 to 1 that can be told apart; what is verified lies before what is only downloaded. */
  readonly segments?: { readonly verified: number; readonly downloaded: number };
  readonly valueText?: string;
  readonly className?: string;
}

const asWidth = (share: number) => ({ width: `${Math.min(1, Math.max(0, share)) * 100}%` });

export function ProgressBar({
  label,
  value,
  tone = 'accent',
  size = 'normal',
  segments,
  valueText,
  className,
}: ProgressBarProps) {
  return (
    <AriaProgressBar
      aria-label={label}
      value={value ?? 0}
      minValue={0}
      maxValue={1}
      isIndeterminate={value === null}
      {...(valueText === undefined ? {} : { valueLabel: valueText })}
      className={classNames('ui-progress', `ui-progress-${size}`, `ui-progress-${tone}`, className)}
    >
      {value === null ? (
        <span className="ui-progress-unknown" />
      ) : segments ? (
        <>
          <span className="ui-progress-fill ui-progress-verified-part" style={asWidth(segments.verified)} />
          <span className="ui-progress-fill" style={asWidth(segments.downloaded)} />
        </>
      ) : (
        <span className="ui-progress-fill" style={asWidth(value)} />
      )}
    </AriaProgressBar>
  );
}
