import {
  Archive,
  Ban,
  CircleCheck,
  CircleDollarSign,
  Hourglass,
  KeyRound,
  type LucideIcon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AccessState } from '../../../shared/civitai/access';
import { StateMark, type StateTone } from '../../ui/state-mark';

const looks: Readonly<Record<AccessState['kind'], { readonly tone: StateTone; readonly icon: LucideIcon }>> =
  {
    free: { tone: 'verified', icon: CircleCheck },
    login: { tone: 'attention', icon: KeyRound },
    earlyAccess: { tone: 'attention', icon: Hourglass },
    paid: { tone: 'attention', icon: CircleDollarSign },
    archived: { tone: 'attention', icon: Archive },
    downloadsDisabled: { tone: 'attention', icon: Ban },
  };

/** In a word whether a version can be had. */
export function AccessMark({ state }: { readonly state: AccessState }) {
  const { t } = useTranslation('model');
  const title = state.kind === 'free' ? t(`access.free.${state.login}`) : t(`access.${state.kind}.title`);
  return (
    <StateMark isQuiet {...looks[state.kind]} title={title}>
      {state.kind === 'free' ? t('access.free.title') : t(`access.${state.kind}.title`)}
    </StateMark>
  );
}
