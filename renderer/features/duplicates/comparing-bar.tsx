import { useTranslation } from 'react-i18next';
import { useDuplicatesStore } from '../../stores/duplicates';
import { Button } from '../../ui/button';
import { formatBytes } from '../../ui/format';
import { ProgressBar } from '../../ui/progress-bar';
import { stopDuplicates } from './actions';

/** How far planning or comparing has come, and the way out; nothing while nothing is looked at. */
export function ComparingBar() {
  const { t } = useTranslation('duplicates');
  const progress = useDuplicatesStore((store) => store.progress);
  if (progress === null) return null;
  const isComparing = progress.kind === 'comparing';
  const words = isComparing
    ? t('comparing', { read: formatBytes(progress.readBytes), total: formatBytes(progress.totalBytes) })
    : t('looking', { done: progress.doneCount, count: progress.totalCount });
  const [done, total] = isComparing
    ? [progress.readBytes, progress.totalBytes]
    : [progress.doneCount, progress.totalCount];
  return (
    <div className="duplicates-comparing">
      <div className="duplicates-comparing-words">
        <span className="tabular">{words}</span>
        <Button size="small" variant="quiet" onPress={() => void stopDuplicates()}>
          {t('stop')}
        </Button>
      </div>
      <ProgressBar
        label={t(isComparing ? 'comparingLabel' : 'lookingLabel')}
        value={total === 0 ? null : done / total}
        valueText={words}
        size="thin"
      />
    </div>
  );
}
