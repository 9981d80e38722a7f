import { useTranslation } from 'react-i18next';
import type { LibraryStatus } from '../../../shared/library/library';
import { formatBytes, formatDuration, formatSpeed } from '../../ui/format';
import { ProgressBar } from '../../ui/progress-bar';

/** How far a scan is; nothing while there is none. */
export function ScanProgress({ status }: { readonly status: LibraryStatus }) {
  const { t } = useTranslation('library');
  const words = useScanWords(status);
  if (words === null) return null;
  const { scan, isPaused } = status;
  const share = scan.kind === 'reading' ? scan.readBytes / Math.max(1, scan.totalBytes) : isPaused ? 0 : null;
  return (
    <div className="library-progress">
      <ProgressBar
        label={t('scan.label')}
        value={share}
        size="thin"
        tone={isPaused ? 'paused' : 'accent'}
        valueText={words}
      />
      <p className="library-progress-words dim tabular">{words}</p>
    </div>
  );
}

function useScanWords({ scan, isPaused }: LibraryStatus): string | null {
  const { t } = useTranslation('library');
  switch (scan.kind) {
    case 'idle':
      return isPaused ? t('scan.paused') : null;
    case 'looking':
      return isPaused ? t('scan.paused') : t('scan.looking', { count: scan.seenCount });
    case 'asking':
      return isPaused ? t('scan.paused') : t('scan.asking');
    case 'reading': {
      const amounts = {
        count: scan.totalCount,
        done: scan.readCount,
        read: formatBytes(scan.readBytes),
        total: formatBytes(scan.totalBytes),
      };
      if (isPaused) return t('scan.readingPaused', amounts);
      if (scan.bytesPerSecond === null || scan.remainingMs === null) return t('scan.reading', amounts);
      return t('scan.readingFor', {
        ...amounts,
        speed: formatSpeed(scan.bytesPerSecond),
        left: formatDuration(scan.remainingMs),
      });
    }
  }
}
