import { useTranslation } from 'react-i18next';
import type { DownloadView } from '../../../../shared/download/download';
import type { DownloadStateKind } from '../../../../shared/download/state';
import { useProgressStore } from '../../../stores/progress';
import {
  formatBytes,
  formatDuration,
  formatExactBytes,
  formatPercent,
  formatSpeed,
} from '../../../ui/format';
import { ProgressBar } from '../../../ui/progress-bar';
import { formatAmounts } from '../format-amounts';
import { receivedOf, TELLING_SILENCE_MS } from '../queue-summary';
import './row-progress.css';

const tones: Readonly<Partial<Record<DownloadStateKind, 'paused' | 'waiting' | 'failed'>>> = {
  paused: 'paused',
  cancelled: 'paused',
  waiting: 'waiting',
  failed: 'failed',
};

/** Speed, time left and amount, each in a place of its own width, so that none pushes another. */
export function RowNumbers({ download }: { readonly download: DownloadView }) {
  const { t } = useTranslation('queue');
  const progress = useProgressStore((store) => store.byId[download.id]);
  const isRunning = download.state.kind === 'transferring';
  // What came before a silence says nothing about when the rest will be here.
  const isComing = isRunning && (progress?.silentMs ?? 0) < TELLING_SILENCE_MS;
  const speed = isComing ? (progress?.bytesPerSecond ?? null) : null;
  const remainingMs = isComing ? (progress?.remainingMs ?? null) : null;
  const received = receivedOf(download, progress);
  const total = progress?.totalBytes ?? download.totalBytes;
  const exact = formatExactBytes(total ?? received);
  return (
    <span className="queue-numbers tabular">
      {isRunning && <span className="queue-speed">{speed === null ? '' : formatSpeed(speed)}</span>}
      {isRunning && (
        <span className="queue-left">
          {remainingMs === null ? '' : t('row.left', { duration: formatDuration(remainingMs) })}
        </span>
      )}
      <span className="queue-amounts" title={exact}>
        {formatAmounts(t, received, total)}
      </span>
    </span>
  );
}

/** What is verified, what is on disk for certain, what has just arrived, and what is still to come. */
export function RowBar({ download }: { readonly download: DownloadView }) {
  const { t } = useTranslation('queue');
  const progress = useProgressStore((store) => store.byId[download.id]);
  const { state, durableBytes } = download;
  const total = progress?.totalBytes ?? download.totalBytes;
  const received = receivedOf(download, progress);
  const label = t('row.progressLabel', { name: download.modelName });
  if (total === null || total === 0) {
    const isMoving = state.kind === 'transferring';
    return <ProgressBar label={label} value={isMoving ? null : 0} className="queue-bar" />;
  }
  const share = Math.min(1, received / total);
  const isVerified = state.kind === 'finalizing';
  const isHeld = download.heldBy !== null;
  const tone = isHeld ? 'waiting' : tones[state.kind];
  const legend = isVerified
    ? t('row.barVerified')
    : t('row.barLegend', { durable: formatBytes(durableBytes), received: formatBytes(received) });
  return (
    <div className="queue-bar-frame" data-state={isHeld ? 'waiting' : state.kind} title={legend}>
      <span className="queue-bar-received" style={{ width: `${share * 100}%` }} />
      <ProgressBar
        label={label}
        value={share}
        segments={{
          verified: isVerified ? 1 : 0,
          downloaded: isVerified ? 0 : Math.min(1, durableBytes / total),
        }}
        valueText={formatPercent(share)}
        className="queue-bar"
        {...(tone === undefined ? {} : { tone })}
      />
    </div>
  );
}
