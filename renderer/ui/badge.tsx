import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names';
import type { StateTone } from './state-mark';
import './state-mark.css';
import './badge.css';

interface BadgeProps {
  readonly tone?: StateTone | 'accent';
  readonly icon?: LucideIcon;
  readonly children: ReactNode;
  readonly title?: string;
  readonly className?: string;
}

/** A small fact in an outline: a format, a precision, a level. */
export function Badge({ tone = 'neutral', icon: Icon, children, title, className }: BadgeProps) {
  return (
    <span title={title} className={classNames('ui-badge', `ui-tone-${tone}`, className)}>
      {Icon && <Icon aria-hidden size={12} />}
      <span className="ellipsis">{children}</span>
    </span>
  );
}

/** A number beside a name. `label` says for a screen reader what is counted. */
export function CountBadge({ count, label }: { readonly count: number; readonly label: string }) {
  if (count === 0) return null;
  return (
    <span className="ui-count tabular">
      <span aria-hidden>{count > 999 ? '999+' : count}</span>
      <span className="visually-hidden">{label}</span>
    </span>
  );
}
