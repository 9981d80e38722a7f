import { ArrowDown, CloudOff, FlaskConical, HardDrive, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useAccountStore } from '../stores/account';
import { useStatusStore } from '../stores/status';
import { navigate, type Screen } from '../stores/view';
import { formatExactBytes, formatSpeed } from '../ui/format';
import { useWorkInProgress } from './work-in-progress';
import './status-bar.css';

export function StatusBar() {
  const { t } = useTranslation();
  return (
    <section className="status-bar tabular" aria-label={t('status.label')}>
      <QueueStatus />
      <VolumeStatus />
      <span className="status-gap" />
      <OriginStatus />
      <OnlineStatus />
      <AccountStatus />
    </section>
  );
}

function StatusLink({ to, title, children }: { to: Screen; title?: string; children: ReactNode }) {
  return (
    <Button className="status-entry status-link" onPress={() => navigate({ screen: to })}>
      <span className="status-words" title={title}>
        {children}
      </span>
    </Button>
  );
}

function QueueStatus() {
  const { t } = useTranslation();
  const { runningCount, queuedCount, failedCount, bytesPerSecond } = useWorkInProgress();
  return (
    <>
      <span className="status-entry status-speed">
        <ArrowDown aria-hidden size={14} />
        {runningCount === 0 ? t('status.idle') : formatSpeed(bytesPerSecond)}
      </span>
      <StatusLink to="queue">
        {t('status.running', { count: runningCount })}
        <span className="status-dot" />
        {t('status.queued', { count: queuedCount })}
      </StatusLink>
      {failedCount > 0 && (
        <StatusLink to="queue">
          <TriangleAlert aria-hidden size={14} className="status-failed" />
          {t('status.failed', { count: failedCount })}
        </StatusLink>
      )}
    </>
  );
}

function VolumeStatus() {
  const { t } = useTranslation();
  const status = useStatusStore((state) => state.status);
  if (!status || status.freeBytes === null) return null;
  const { freeBytes, volumeLabel } = status;
  return (
    <StatusLink to="folders" title={formatExactBytes(freeBytes)}>
      <HardDrive aria-hidden size={14} />
      {volumeLabel
        ? t('status.freeOn', { volume: volumeLabel, bytes: freeBytes })
        : t('status.free', { bytes: freeBytes })}
    </StatusLink>
  );
}

function OriginStatus() {
  const { t } = useTranslation();
  const info = useStatusStore((state) => state.info);
  if (!info?.isCustomOrigin) return null;
  return (
    <span className="status-entry status-origin" title={t('status.originHint', { origin: info.apiOrigin })}>
      <FlaskConical aria-hidden size={14} />
      <span className="ellipsis">{info.apiOrigin}</span>
    </span>
  );
}

function OnlineStatus() {
  const { t } = useTranslation();
  const isOnline = useStatusStore((state) => state.status?.isOnline ?? true);
  return (
    <span role="status" className="status-live">
      {!isOnline && (
        <span className="status-entry status-offline">
          <CloudOff aria-hidden size={14} />
          {t('status.offline')}
        </span>
      )}
    </span>
  );
}

function AccountStatus() {
  const { t } = useTranslation();
  const account = useAccountStore((state) => state.account);
  if (!account) return null;
  return (
    <StatusLink to="account">
      {account.kind === 'signedIn' && t('status.signedIn', { name: account.username })}
      {account.kind === 'signedOut' && t('status.signedOut')}
      {account.kind === 'unchecked' && t(`status.unchecked.${account.reason}`)}
    </StatusLink>
  );
}
