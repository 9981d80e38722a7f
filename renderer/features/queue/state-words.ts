import type { TFunction } from 'i18next';
import {
  ArrowDownToLine,
  Ban,
  CircleDashed,
  CirclePause,
  CircleX,
  Clock,
  FolderCheck,
  FolderInput,
  type LucideIcon,
  RadioTower,
  ScanSearch,
  ShieldCheck,
} from 'lucide-react';
import type { DownloadState } from '../../../shared/download/state';
import type { StateTone } from '../../ui/state-mark';
import { formatClock } from './format-amounts';

interface StateWords {
  readonly tone: StateTone;
  readonly icon: LucideIcon;
  readonly text: string;
}

/** A state as a word, an icon and a colour; never one of them alone. */
export function stateWords(t: TFunction<'queue'>, state: DownloadState): StateWords {
  switch (state.kind) {
    case 'queued':
      return { tone: 'neutral', icon: CircleDashed, text: t('states.queued') };
    case 'probing':
      return { tone: 'running', icon: RadioTower, text: t('states.probing') };
    case 'transferring':
      return { tone: 'running', icon: ArrowDownToLine, text: t('states.transferring') };
    case 'verifying':
      return { tone: 'running', icon: ScanSearch, text: t('states.verifying') };
    case 'finalizing':
      return { tone: 'running', icon: FolderInput, text: t('states.finalizing') };
    case 'completed': {
      const { verification } = state;
      if (verification.kind === 'unverified')
        return { tone: 'neutral', icon: FolderCheck, text: t('states.unverified') };
      const hash = t(`hashKinds.${verification.by}`);
      return { tone: 'verified', icon: ShieldCheck, text: t('states.verifiedBy', { hash }) };
    }
    case 'waiting':
      return {
        tone: 'waiting',
        icon: Clock,
        text:
          state.untilMs === null
            ? t('states.waitingForCause')
            : t('states.waiting', { time: formatClock(state.untilMs) }),
      };
    case 'paused':
      return { tone: 'paused', icon: CirclePause, text: t('states.paused') };
    case 'failed':
      return { tone: 'failed', icon: CircleX, text: t('states.failed') };
    case 'cancelled':
      return { tone: 'neutral', icon: Ban, text: t('states.cancelled') };
  }
}
