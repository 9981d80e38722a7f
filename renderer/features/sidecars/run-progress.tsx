import { Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSidecarsStore } from '../../stores/sidecars';
import { Button } from '../../ui/button';
import { ProgressBar } from '../../ui/progress-bar';
import { stopSidecars } from '../settings/sidecars/actions';

/** How far sidecars that were asked for are, with a way to stop; nothing while none are written. */
export function SidecarRunProgress() {
  const { t } = useTranslation('settings');
  const run = useSidecarsStore(({ status }) => status?.run ?? null);
  if (run?.state !== 'running') return null;
  const { doneCount, totalCount, failedCount } = run;
  const words = [
    t('sidecars.run.running', { done: doneCount, count: totalCount }),
    ...(failedCount > 0 ? [t('sidecars.run.failed', { count: failedCount })] : []),
  ].join(' · ');
  return (
    <div className="library-progress library-check">
      <ProgressBar
        label={t('sidecars.run.label')}
        value={doneCount / Math.max(1, totalCount)}
        size="thin"
        valueText={words}
      />
      <div className="library-check-line">
        <p className="library-progress-words dim tabular">{words}</p>
        <Button size="small" variant="quiet" icon={Square} onPress={() => void stopSidecars()}>
          {t('sidecars.run.stop')}
        </Button>
      </div>
    </div>
  );
}
