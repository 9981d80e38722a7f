import type { TFunction } from 'i18next';
import {
  Copy,
  ExternalLink,
  FolderOpen,
  ListX,
  type LucideIcon,
  PanelRight,
  Pause,
  Play,
  RotateCw,
  SquareArrowOutUpRight,
  X,
} from 'lucide-react';
import type { DownloadView } from '../../../../shared/download/download';
import type { MenuEntry } from '../../../ui/menu';
import { copySha256, openModel, openOnCivitai, perform, showDetails } from '../actions';
import { actionsFor, type DownloadAction } from '../possible-actions';

export const actionIcons: Readonly<Record<DownloadAction, LucideIcon>> = {
  pause: Pause,
  resume: Play,
  retry: RotateCw,
  tryNow: RotateCw,
  cancel: X,
  remove: ListX,
  openFolder: FolderOpen,
};

const keyFor = (action: DownloadAction, actions: readonly DownloadAction[]): string | undefined => {
  if (action === 'pause' || action === 'resume') return 'P';
  const deleted = actions.includes('cancel') ? 'cancel' : 'remove';
  return action === deleted ? 'Del' : undefined;
};

/** Everything that can be done with a download, for the menu button and the context menu alike. */
export function rowMenu(t: TFunction<'queue'>, download: DownloadView): readonly MenuEntry[] {
  const { state } = download;
  const actions = actionsFor(state.kind);
  const entry = (action: DownloadAction): MenuEntry => {
    const shortcut = keyFor(action, actions);
    return {
      id: action,
      label: t(`actions.${action}`),
      icon: actionIcons[action],
      isDestructive: action === 'cancel',
      onAction: () => perform(action, download),
      ...(shortcut === undefined ? {} : { shortcut }),
    };
  };
  const isAway = (action: DownloadAction) => action === 'cancel' || action === 'remove';
  const verification = state.kind === 'completed' ? state.verification : null;
  return [
    ...actions.filter((action) => !isAway(action)).map(entry),
    'separator',
    {
      id: 'details',
      label: t('actions.details'),
      icon: PanelRight,
      shortcut: '↵',
      onAction: () => showDetails(download.id),
    },
    {
      id: 'openModel',
      label: t('actions.openModel'),
      icon: SquareArrowOutUpRight,
      onAction: () => openModel(download),
    },
    {
      id: 'openOnCivitai',
      label: t('actions.openOnCivitai'),
      icon: ExternalLink,
      onAction: () => openOnCivitai(download),
    },
    ...(verification === null
      ? []
      : [
          {
            id: 'copySha256',
            label: t('actions.copySha256'),
            icon: Copy,
            onAction: () => void copySha256(verification.sha256),
          },
        ]),
    ...(actions.some(isAway) ? (['separator'] as const) : []),
    ...actions.filter(isAway).map(entry),
  ];
}
