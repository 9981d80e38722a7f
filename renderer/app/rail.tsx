import {
  ArrowDownToLine,
  Bell,
  CircleUserRound,
  Compass,
  FolderTree,
  LibraryBig,
  type LucideIcon,
  Settings,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useAccountStore } from '../stores/account';
import { useFollowingStore } from '../stores/following';
import { isBelowDiscover, isBelowLibrary, navigate, type Screen, useViewStore } from '../stores/view';
import { CountBadge } from '../ui/badge';
import { shortcutText } from '../ui/kbd';
import { ProgressBar } from '../ui/progress-bar';
import { Tooltip } from '../ui/tooltip';
import { useWorkInProgress } from './work-in-progress';
import './rail.css';

export function Rail() {
  const { t } = useTranslation();
  return (
    <nav className="rail" aria-label={t('rail.label')}>
      <RailEntry screen="discover" icon={Compass} digit="1" />
      <FollowingEntry />
      <QueueEntry />
      <RailEntry screen="library" icon={LibraryBig} digit="4" />
      <RailEntry screen="folders" icon={FolderTree} digit="5" />
      <span className="rail-gap" />
      <RailEntry screen="settings" icon={Settings} digit="6" />
      <AccountEntry />
    </nav>
  );
}

interface RailEntryProps {
  readonly screen: Screen;
  readonly icon: LucideIcon;
  /** With Ctrl or Command, the key that leads there. */
  readonly digit: string;
  readonly detail?: string;
  readonly children?: ReactNode;
}

function RailEntry({ screen, icon: Icon, digit, detail, children }: RailEntryProps) {
  const { t } = useTranslation();
  const isHere = useViewStore(
    ({ route }) =>
      route.screen === screen ||
      (screen === 'discover' && isBelowDiscover(route)) ||
      (screen === 'queue' && route.screen === 'plan') ||
      (screen === 'library' && isBelowLibrary(route)),
  );
  const entry = (
    <Button
      className="rail-entry"
      aria-current={isHere ? 'page' : undefined}
      onPress={() => navigate({ screen })}
    >
      <Icon aria-hidden size={18} strokeWidth={1.75} className="rail-icon" />
      <span className="rail-name">
        <span className="ellipsis">{t(`screens.${screen}`)}</span>
        {detail && <span className="rail-detail ellipsis">{detail}</span>}
      </span>
      {children}
    </Button>
  );
  return (
    <Tooltip text={t(`screens.${screen}`)} hint={shortcutText(['Mod', digit])} placement="end">
      {entry}
    </Tooltip>
  );
}

function FollowingEntry() {
  const { t } = useTranslation();
  const count = useFollowingStore(({ status }) => status?.unreadCount ?? 0);
  return (
    <RailEntry screen="following" icon={Bell} digit="2">
      <CountBadge count={count} label={t('rail.newVersions', { count })} />
    </RailEntry>
  );
}

function QueueEntry() {
  const { t } = useTranslation();
  const { runningCount, queuedCount, waitingCount, share } = useWorkInProgress();
  const count = runningCount + queuedCount + waitingCount;
  return (
    <RailEntry screen="queue" icon={ArrowDownToLine} digit="3">
      <CountBadge count={count} label={t('rail.unfinished', { count })} />
      {runningCount > 0 && (
        <ProgressBar size="thin" label={t('rail.progress')} value={share} className="rail-progress" />
      )}
    </RailEntry>
  );
}

function AccountEntry() {
  const account = useAccountStore((state) => state.account);
  return (
    <RailEntry
      screen="account"
      icon={CircleUserRound}
      digit="7"
      {...(account?.kind === 'signedIn' ? { detail: account.username } : {})}
    />
  );
}
