import { useTranslation } from 'react-i18next';
import type { DownloadView } from '../../../shared/download/download';
import { useProgressStore } from '../../stores/progress';
import { formatDuration, formatPercent, formatSpeed } from '../../ui/format';
import { ProgressBar } from '../../ui/progress-bar';
import { formatAmounts } from './format-amounts';
import { groupDownloads } from './queue-groups';
import { summarise } from './queue-summary';

/** The whole queue in one line and one bar. */
export function QueueTotals({ downloads }: { readonly downloads: readonly DownloadView[] }) {
  const { t } = useTranslation('queue');
  const progressById = useProgressStore((store) => store.byId);
  const groups = groupDownloads(downloads);
  const pausedCount = groups.upNext.filter(({ state }) => state.kind === 'paused').length;
  const queuedCount = groups.upNext.length - pausedCount;
  const { receivedBytes, totalBytes, bytesPerSecond, remainingMs } = summarise(downloads, progressById);
  const unfinished = downloads.length - groups.done.length;
  if (unfinished === 0) {
    return <p className="queue-totals dim">{t('summary.allDone', { count: groups.done.length })}</p>;
  }
  const counts = [
    groups.running.length > 0 ? t('summary.running', { count: groups.running.length }) : t('summary.idle'),
    queuedCount > 0 && t('summary.queued', { count: queuedCount }),
    pausedCount > 0 && t('summary.paused', { count: pausedCount }),
    groups.attention.length > 0 && t('summary.attention', { count: groups.attention.length }),
  ].filter((part) => part !== false);
  const share = totalBytes ? receivedBytes / totalBytes : null;
  return (
    <div className="queue-totals">
      <div className="queue-totals-line tabular">
        <ul className="queue-totals-counts dim">
          {counts.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        <span className="queue-totals-numbers">
          <span className="queue-speed">{bytesPerSecond > 0 && formatSpeed(bytesPerSecond)}</span>
          <span className="queue-left">
            {remainingMs !== null && t('summary.left', { duration: formatDuration(remainingMs) })}
          </span>
          <span className="queue-amounts">{formatAmounts(t, receivedBytes, totalBytes)}</span>
        </span>
      </div>
      <ProgressBar
        label={t('summary.label')}
        value={share ?? 0}
        size="thin"
        {...(share === null ? {} : { valueText: formatPercent(share) })}
      />
    </div>
  );
}
