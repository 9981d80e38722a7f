import {
  ArrowDownToLine,
  ArrowLeft,
  ArrowRight,
  Bell,
  CircleArrowUp,
  CircleUserRound,
  Compass,
  FileSearch,
  FolderPlus,
  FolderTree,
  KeyRound,
  LibraryBig,
  ListChecks,
  type LucideIcon,
  Moon,
  Pause,
  Play,
  RotateCw,
  Search,
  Settings,
  Sparkles,
  Sun,
  SunMoon,
  Tags,
  UsersRound,
} from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/failure';
import type { Result } from '../../shared/result';
import { pickRoot } from '../features/folders/actions';
import { useFollowingCommands } from '../features/following/use-following-commands';
import { pauseAll } from '../features/queue/actions';
import { api } from '../ipc/api';
import { goBack, goForward, navigate, type Screen } from '../stores/view';
import { shortcutText } from '../ui/kbd';
import { focusSearch } from './search-focus';
import { showFailure } from './show-failure';

export interface PaletteCommand {
  readonly id: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly shortcut?: string;
  readonly run: () => void;
}

export interface PaletteGroup {
  readonly id: string;
  readonly label: string;
  readonly commands: readonly PaletteCommand[];
}

const screens: readonly { readonly screen: Screen; readonly icon: LucideIcon; readonly digit: string }[] = [
  { screen: 'discover', icon: Compass, digit: '1' },
  { screen: 'following', icon: Bell, digit: '2' },
  { screen: 'queue', icon: ArrowDownToLine, digit: '3' },
  { screen: 'library', icon: LibraryBig, digit: '4' },
  { screen: 'folders', icon: FolderTree, digit: '5' },
  { screen: 'settings', icon: Settings, digit: '6' },
  { screen: 'account', icon: CircleUserRound, digit: '7' },
];

function tell(answer: Promise<Result<unknown, Failure>>): void {
  void answer.then((result) => {
    if (!result.ok) showFailure(result.error);
  });
}

export function usePaletteCommands(): readonly PaletteGroup[] {
  const { t } = useTranslation(['common', 'entry']);
  const following = useFollowingCommands();
  return useMemo(
    () => [
      {
        id: 'go',
        label: t('palette.groups.go'),
        commands: [
          ...screens.map(({ screen, icon, digit }) => ({
            id: `go-${screen}`,
            label: t(`screens.${screen}`),
            icon,
            shortcut: shortcutText(['Mod', digit]),
            run: () => navigate({ screen }),
          })),
          {
            id: 'go-creators',
            label: t('screens.creators'),
            icon: UsersRound,
            run: () => navigate({ screen: 'creators' }),
          },
          { id: 'go-tags', label: t('screens.tags'), icon: Tags, run: () => navigate({ screen: 'tags' }) },
          {
            id: 'go-plan',
            label: t('screens.plan'),
            icon: ListChecks,
            run: () => navigate({ screen: 'plan' }),
          },
          {
            id: 'go-inspection',
            label: t('palette.inspect'),
            icon: FileSearch,
            run: () => navigate({ screen: 'inspection' }),
          },
          {
            id: 'go-updates',
            label: t('palette.updates'),
            icon: CircleArrowUp,
            run: () => navigate({ screen: 'updates' }),
          },
          { id: 'back', label: t('top.back'), icon: ArrowLeft, run: goBack },
          { id: 'forward', label: t('top.forward'), icon: ArrowRight, run: goForward },
        ],
      },
      {
        id: 'do',
        label: t('palette.groups.do'),
        commands: [
          {
            id: 'search',
            label: t('top.search'),
            icon: Search,
            shortcut: shortcutText(['Mod', 'K']),
            // The dialog gives focus back to where it was; the box is focused after that.
            run: () => setTimeout(focusSearch, 50),
          },
          ...following,
          {
            id: 'pause-all',
            label: t('palette.pauseAll'),
            icon: Pause,
            run: pauseAll,
          },
          {
            id: 'resume-all',
            label: t('palette.resumeAll'),
            icon: Play,
            run: () => tell(api.invoke('downloads.resumeAll')),
          },
          {
            id: 'retry-all',
            label: t('palette.retryAll'),
            icon: RotateCw,
            run: () => tell(api.invoke('downloads.retryAllFailed')),
          },
          {
            id: 'pick-folder',
            label: t('palette.pickFolder'),
            icon: FolderPlus,
            // What comes of it, also a refusal, is told on that page.
            run: () => {
              navigate({ screen: 'folders' });
              void pickRoot(null);
            },
          },
          {
            id: 'welcome',
            label: t('entry:welcome.command'),
            icon: Sparkles,
            run: () => navigate({ screen: 'welcome' }),
          },
          {
            id: 'token-page',
            label: t('palette.tokenPage'),
            icon: KeyRound,
            run: () => tell(api.invoke('app.openTokenPage')),
          },
        ],
      },
      {
        id: 'theme',
        label: t('palette.groups.theme'),
        commands: (
          [
            { theme: 'dark', icon: Moon },
            { theme: 'light', icon: Sun },
            { theme: 'system', icon: SunMoon },
          ] as const
        ).map(({ theme, icon }) => ({
          id: `theme-${theme}`,
          label: t(`palette.theme.${theme}`),
          icon,
          run: () => tell(api.invoke('settings.update', { theme })),
        })),
      },
    ],
    [t, following],
  );
}
