import { Clock, type LucideIcon, ShieldAlert, ShieldCheck, ShieldQuestionMark } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ScanResult } from '../../../shared/civitai/model';
import { StateMark, type StateTone } from '../../ui/state-mark';

const toneOf: Readonly<Record<ScanResult, StateTone>> = {
  success: 'verified',
  danger: 'failed',
  pending: 'waiting',
  error: 'attention',
  unknown: 'neutral',
};
const iconOf: Readonly<Record<ScanResult, LucideIcon>> = {
  success: ShieldCheck,
  danger: ShieldAlert,
  pending: Clock,
  error: ShieldQuestionMark,
  unknown: ShieldQuestionMark,
};

interface ScanMarkProps {
  readonly result: ScanResult;
  readonly title?: string;
  readonly children: ReactNode;
}

export function ScanMark({ result, title, children }: ScanMarkProps) {
  return (
    <StateMark
      isQuiet
      tone={toneOf[result]}
      icon={iconOf[result]}
      {...(title ? { title } : {})}
      className={`scan-${result}`}
    >
      {children}
    </StateMark>
  );
}
