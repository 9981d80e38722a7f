import { useTranslation } from 'react-i18next';
import type { DownloadView } from '../../../../shared/download/download';
import { Button } from '../../../ui/button';
import { formatBytes, formatExactBytes } from '../../../ui/format';
import { TextButton } from '../../../ui/text-button';
import { perform } from '../actions';

interface RowKeptProps {
  readonly download: DownloadView;
  readonly isActive: boolean;
}

/** A cancelled download goes on taking space until it is removed, so its row says how much. */
export function RowKept({ download, isActive }: RowKeptProps) {
  const { t } = useTranslation('queue');
  const { durableBytes } = download;
  return (
    <div className="queue-problem queue-problem-cancelled">
      <p className="queue-problem-words queue-problem-text tabular" title={formatExactBytes(durableBytes)}>
        {durableBytes > 0
          ? t('card.keptCancelled', { bytes: formatBytes(durableBytes) })
          : t('card.keptNothing')}
      </p>
      <div className="queue-problem-actions">
        <Button size="small" excludeFromTabOrder={!isActive} onPress={() => perform('retry', download)}>
          {t('actions.retry')}
        </Button>
        <TextButton excludeFromTabOrder={!isActive} onPress={() => perform('remove', download)}>
          {t('actions.removeShort')}
        </TextButton>
      </div>
    </div>
  );
}
