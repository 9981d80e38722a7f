import type { TFunction } from 'i18next';
import {
  ArrowDownToLine,
  Ban,
  BatteryMedium,
  CircleDashed,
  CirclePause,
  CircleX,
  Clock,
  FolderCheck,
  FolderInput,
  HardDrive,
  Hourglass,
  type LucideIcon,
  Moon,
  RadioTower,
  ScanSearch,
  ShieldCheck,
  ShieldX,
  Wifi,
} from 'lucide-react';
import type { DownloadView } from '../../../shared/download/download';
import type { HoldCause } from '../../../shared/download/hold';
import type { VolumeSpace } from '../../../shared/download/space';
import type { StateTone } from '../../ui/state-mark';
import { formatClock } from './format-amounts';
import { volumeOf, waitingWords } from './waiting-words';

interface StateWords {
  readonly tone: StateTone;
  readonly icon: LucideIcon;
  readonly text: string;
}

export const holdIcons: Readonly<Record<HoldCause, LucideIcon>> = {
  battery: BatteryMedium,
  metered: Wifi,
  schedule: Moon,
  sleep: Moon,
};

/** A state as a word, an icon and a colour; never one of them alone. */
export function stateWords(
  t: TFunction<'queue'>,
  download: DownloadView,
  volumes: readonly VolumeSpace[],
): StateWords {
  const { state, heldBy, placePath } = download;
  switch (state.kind) {
    case 'queued':
      if (heldBy === null) return { tone: 'neutral', icon: CircleDashed, text: t('states.queued') };
      return { tone: 'waiting', icon: holdIcons[heldBy], text: t(`states.held.${heldBy}`) };
    case 'probing':
      return { tone: 'running', icon: RadioTower, text: t('states.probing') };
    case 'transferring':
      return { tone: 'running', icon: ArrowDownToLine, text: t('states.transferring') };
    case 'verifying':
      return { tone: 'running', icon: ScanSearch, text: t('states.verifying') };
    case 'finalizing':
      if (state.isBlocked) return { tone: 'waiting', icon: Hourglass, text: t('states.blocked') };
      return { tone: 'running', icon: FolderInput, text: t('states.finalizing') };
    case 'completed': {
      const { verification } = state;
      if (verification.kind === 'unverified' && verification.isRefuted)
        return { tone: 'attention', icon: ShieldX, text: t('states.refuted') };
      if (verification.kind === 'unverified')
        return { tone: 'neutral', icon: FolderCheck, text: t('states.unverified') };
      const hash = t(`hashKinds.${verification.by}`);
      return { tone: 'verified', icon: ShieldCheck, text: t('states.verifiedBy', { hash }) };
    }
    case 'waiting':
      if (state.untilMs !== null)
        return {
          tone: 'waiting',
          icon: Clock,
          text: t('states.waiting', { time: formatClock(state.untilMs) }),
        };
      return {
        tone: 'waiting',
        icon: HardDrive,
        text: waitingWords(t, state.cause, volumeOf(placePath, volumes)),
      };
    case 'paused':
      return { tone: 'paused', icon: CirclePause, text: t('states.paused') };
    case 'failed':
      return { tone: 'failed', icon: CircleX, text: t('states.failed') };
    case 'cancelled':
      return { tone: 'neutral', icon: Ban, text: t('states.cancelled') };
  }
}
