import { ArrowDown, CloudOff, FlaskConical, Gauge, HardDrive, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { LimitForm } from '../features/queue/limit/limit-form';
import { shortLimit } from '../features/queue/limit/limit-words';
import { describeFailure } from '../locales/describe-failure';
import { useAccountStore } from '../stores/account';
import { useNetworkStore } from '../stores/network';
import { useStatusStore } from '../stores/status';
import { navigate, type Screen } from '../stores/view';
import { formatExactBytes, formatSpeed } from '../ui/format';
import { PopoverButton } from '../ui/popover-button';
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
      <ProxyStatus />
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
  const queue = useTranslation('queue');
  const { runningCount, queuedCount, waitingCount, attentionCount, bytesPerSecond } = useWorkInProgress();
  const limit = useStatusStore((state) => state.status?.limit);
  const speed = runningCount === 0 ? t('status.idle') : formatSpeed(bytesPerSecond);
  const limitWords = limit ? shortLimit(queue.t, limit) : queue.t('limit.short.full');
  return (
    <>
      <PopoverButton
        label={queue.t('limit.title')}
        placement="top start"
        trigger={
          <Button
            className="status-entry status-link"
            aria-label={t('status.speedButton', { speed, state: limitWords })}
          >
            <span className="status-words status-speed">
              <ArrowDown aria-hidden size={14} />
              {speed}
            </span>
            {limit && limit.bytesPerSecond !== null && (
              <span className="status-words">
                <Gauge aria-hidden size={14} />
                {limitWords}
              </span>
            )}
          </Button>
        }
      >
        <LimitForm />
      </PopoverButton>
      <StatusLink to="queue">
        {t('status.running', { count: runningCount })}
        <span className="status-dot" />
        {t('status.queued', { count: queuedCount })}
        {waitingCount > 0 && (
          <>
            <span className="status-dot" />
            {t('status.waiting', { count: waitingCount })}
          </>
        )}
      </StatusLink>
      {attentionCount > 0 && (
        <StatusLink to="queue">
          <TriangleAlert aria-hidden size={14} className="status-failed" />
          {t('status.attention', { count: attentionCount })}
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

/** A proxy that refuses is the reason for everything else that does not work. */
function ProxyStatus() {
  const { t } = useTranslation('network');
  const trouble = useNetworkStore((state) => state.network?.trouble ?? null);
  if (trouble === null) return null;
  const { title, reason } = describeFailure(trouble);
  return (
    <StatusLink to="settings" title={reason}>
      <TriangleAlert aria-hidden size={14} className="status-failed" />
      {t('status.trouble', { title })}
    </StatusLink>
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
