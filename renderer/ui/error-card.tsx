import { TriangleAlert } from 'lucide-react';
import { Button } from './button';
import { classNames } from './class-names';
import { TextButton } from './text-button';
import './error-card.css';

interface ErrorCardProps {
  /** What happened. */
  readonly title: string;
  /** Why. */
  readonly reason?: string | undefined;
  /** What to do now. */
  readonly next?: string | undefined;
  readonly action?: { readonly label: string; readonly onPress: () => void } | undefined;
  readonly secondary?: { readonly label: string; readonly onPress: () => void } | undefined;
  readonly isCompact?: boolean;
  /** Whether it is spoken as soon as it appears; not where the same words are spoken elsewhere. */
  readonly isAlert?: boolean;
  readonly className?: string;
}

export function ErrorCard({
  title,
  reason,
  next,
  action,
  secondary,
  isCompact = false,
  isAlert = true,
  className,
}: ErrorCardProps) {
  return (
    <div
      {...(isAlert ? { role: 'alert' } : {})}
      className={classNames('ui-error', isCompact && 'ui-error-compact', className)}
    >
      <TriangleAlert aria-hidden size={16} className="ui-error-icon" />
      <div className="ui-error-words">
        <p className="ui-error-title">{title}</p>
        {reason && <p className="ui-error-reason">{reason}</p>}
        {next && <p className="ui-error-reason">{next}</p>}
        {(action || secondary) && (
          <div className="ui-error-actions">
            {action && (
              <Button size={isCompact ? 'small' : 'normal'} onPress={action.onPress}>
                {action.label}
              </Button>
            )}
            {secondary && <TextButton onPress={secondary.onPress}>{secondary.label}</TextButton>}
          </div>
        )}
      </div>
    </div>
  );
}
