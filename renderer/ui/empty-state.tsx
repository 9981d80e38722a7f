import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button';
import { classNames } from './class-names';
import './empty-state.css';

interface EmptyStateProps {
  readonly icon: LucideIcon;
  readonly title: string;
  /** What belongs here. */
  readonly children?: ReactNode;
  /** The one thing to do first. */
  readonly action?: { readonly label: string; readonly onPress: () => void; readonly icon?: LucideIcon };
  readonly isPrimaryAction?: boolean;
  readonly className?: string;
}

export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
  isPrimaryAction = true,
  className,
}: EmptyStateProps) {
  return (
    <div className={classNames('ui-empty', className)}>
      <Icon aria-hidden size={28} strokeWidth={1.5} className="ui-empty-icon" />
      <h2 className="ui-empty-title">{title}</h2>
      {children && <div className="ui-empty-text">{children}</div>}
      {action && (
        <Button
          variant={isPrimaryAction ? 'primary' : 'secondary'}
          onPress={action.onPress}
          {...(action.icon ? { icon: action.icon } : {})}
          className="ui-empty-action"
        >
          {action.label}
        </Button>
      )}
    </div>
  );
}
