import type { TFunction } from 'i18next';
import { ClipboardPaste, Compass, FileInput, Heart, UserRound } from 'lucide-react';
import { navigate } from '../../stores/view';
import { shortcutText } from '../../ui/kbd';
import type { MenuEntry } from '../../ui/menu-entries';
import { askForList, importLock, planFavorites } from './actions';

/** The ways in which something comes into the plan. */
export function addEntries(t: TFunction<'plan'>, isSignedIn: boolean): readonly MenuEntry[] {
  return [
    {
      id: 'list',
      label: t('actions.pasteList'),
      icon: ClipboardPaste,
      shortcut: shortcutText(['Mod', 'V']),
      onAction: askForList,
    },
    {
      id: 'lock',
      label: t('actions.importLock'),
      icon: FileInput,
      onAction: () => void importLock(),
    },
    'separator',
    {
      id: 'discover',
      label: t('actions.discover'),
      icon: Compass,
      onAction: () => navigate({ screen: 'discover' }),
    },
    {
      id: 'creators',
      label: t('actions.creators'),
      icon: UserRound,
      onAction: () => navigate({ screen: 'creators' }),
    },
    ...(isSignedIn
      ? [{ id: 'favorites', label: t('actions.favorites'), icon: Heart, onAction: planFavorites }]
      : []),
  ];
}
