import {
  ArrowDownToLine,
  CircleDashed,
  CirclePause,
  CircleX,
  Clock,
  type LucideIcon,
  ShieldCheck,
  TriangleAlert,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names';
import './state-mark.css';

export type StateTone = 'running' | 'waiting' | 'paused' | 'verified' | 'attention' | 'failed' | 'neutral';

const iconOf: Readonly<Record<StateTone, LucideIcon>> = {
  running: ArrowDownToLine,
  waiting: Clock,
  paused: CirclePause,
  verified: ShieldCheck,
  attention: TriangleAlert,
  failed: CircleX,
  neutral: CircleDashed,
};

interface StateMarkProps {
  readonly tone: StateTone;
  /** The state in a word. Colour and icon only repeat it. */
  readonly children: ReactNode;
  readonly icon?: LucideIcon;
  readonly isQuiet?: boolean;
  readonly title?: string;
  readonly className?: string;
}

export function StateMark({ tone, children, icon, isQuiet = false, title, className }: StateMarkProps) {
  const Icon = icon ?? iconOf[tone];
  return (
    <span
      title={title}
      className={classNames('ui-state', `ui-tone-${tone}`, isQuiet && 'ui-state-quiet', className)}
    >
      <Icon aria-hidden size={14} />
      <span className="ellipsis">{children}</span>
    </span>
  );
}
