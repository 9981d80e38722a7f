import { useTranslation } from 'react-i18next';
import { useDownloadsStore } from '../../stores/downloads';
import { useProgressStore } from '../../stores/progress';
import { formatDuration, formatPercent, formatSpeed } from '../../ui/format';
import { ProgressBar } from '../../ui/progress-bar';
import { formatAmounts } from './format-amounts';
import { summarise } from './queue-summary';

/** The whole queue in one line and one bar. */
export function QueueTotals() {
  const { t } = useTranslation('queue');
  const progressById = useProgressStore((store) => store.byId);
  const { lists, counts, batch, byId } = useDownloadsStore();
  const { running, waiting, attention, upNext, done } = lists;
  const { receivedBytes, totalBytes, bytesPerSecond, remainingMs } = summarise(batch, progressById, (id) =>
    byId.get(id),
  );
  if (running.length + waiting.length + attention.length + upNext.length === 0) {
    return done.length === 0 ? null : (
      <p className="queue-totals dim">{t('summary.allDone', { count: done.length })}</p>
    );
  }
  const pausedCount = counts.paused ?? 0;
  const queuedCount = upNext.length - pausedCount;
  const parts = [
    running.length > 0 ? t('summary.running', { count: running.length }) : t('summary.idle'),
    queuedCount > 0 && t('summary.queued', { count: queuedCount }),
    pausedCount > 0 && t('summary.paused', { count: pausedCount }),
    waiting.length > 0 && t('summary.waiting', { count: waiting.length }),
    attention.length > 0 && t('summary.attention', { count: attention.length }),
  ].filter((part) => part !== false);
  const share = totalBytes ? receivedBytes / totalBytes : null;
  return (
    <div className="queue-totals">
      <div className="queue-totals-line tabular">
        <ul className="queue-totals-counts dim">
          {parts.map((text) => (
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
