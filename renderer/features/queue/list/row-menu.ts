import type { TFunction } from 'i18next';
import {
  ArrowDown,
  ArrowDownToLine,
  ArrowUp,
  ArrowUpDown,
  ArrowUpToLine,
  ChevronsDown,
  ChevronsUp,
  Copy,
  Equal,
  ExternalLink,
  Flag,
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
import { PRIORITIES, type Priority } from '../../../../shared/download/priority';
import { shortcutText } from '../../../ui/kbd';
import type { MenuEntry } from '../../../ui/menu-entries';
import { copySha256, openModel, openOnCivitai, perform, showDetails } from '../actions';
import { placeEntries } from '../place-menu';
import { actionsFor, type DownloadAction } from '../possible-actions';
import { canMove, type Move } from '../reorder';
import { move, setPriority } from '../reorder-actions';

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
  const mayCome = state.kind !== 'completed' && state.kind !== 'cancelled';
  return [
    ...actions.filter((action) => !isAway(action)).map(entry),
    'separator',
    ...(canMove(download) ? [moveMenu(t, download)] : []),
    ...(mayCome ? [priorityMenu(t, download)] : []),
    ...placeEntries(download),
    ...(mayCome ? ['separator' as const] : []),
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

function moveMenu(t: TFunction<'queue'>, download: DownloadView): MenuEntry {
  const entry = (kind: Move, label: string, icon: LucideIcon, key: string): MenuEntry => ({
    id: `move-${kind}`,
    label,
    icon,
    shortcut: shortcutText(['Alt', key]),
    onAction: () => move(download, kind),
  });
  return {
    id: 'move',
    label: t('actions.move'),
    icon: ArrowUpDown,
    entries: [
      entry('top', t('actions.moveTop'), ArrowUpToLine, 'Home'),
      entry('up', t('actions.moveUp'), ArrowUp, '↑'),
      entry('down', t('actions.moveDown'), ArrowDown, '↓'),
      entry('bottom', t('actions.moveBottom'), ArrowDownToLine, 'End'),
    ],
  };
}

const priorityIcons: Readonly<Record<Priority, LucideIcon>> = {
  high: ChevronsUp,
  normal: Equal,
  low: ChevronsDown,
};

function priorityMenu(t: TFunction<'queue'>, download: DownloadView): MenuEntry {
  return {
    id: 'priority',
    label: t('actions.priority'),
    icon: Flag,
    chosenId: download.priority,
    choices: PRIORITIES.toReversed().map((id) => ({
      id,
      label: t(`priorities.${id}`),
      icon: priorityIcons[id],
    })),
    onChoose: (chosen) => {
      const priority = PRIORITIES.find((each) => each === chosen);
      if (priority) setPriority(download, priority);
    },
  };
}
