import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { DownloadId } from '../../../shared/ids';
import { useDownloadsStore } from '../../stores/downloads';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { pauseAllNow, pauseNow } from './actions';
import { actionsFor } from './possible-actions';
import { askBeforePause, useQueueView } from './queue-view';

/** Asks before a pause that lets a server begin again. Stands in the frame: all can be paused from anywhere. */
export function PauseQuestion() {
  const asked = useQueueView((view) => view.pauseAsked);
  if (asked === null) return null;
  return asked.kind === 'one' ? <OneQuestion id={asked.id} /> : <AllQuestion count={asked.count} />;
}

const close = () => askBeforePause(null);

function OneQuestion({ id }: { readonly id: DownloadId }) {
  const { t } = useTranslation('queue');
  const download = useDownloadsStore((store) => store.byId.get(id));
  const isMoot = !download || !actionsFor(download.state.kind).includes('pause');
  // Its last byte may come while the question stands.
  useEffect(() => {
    if (isMoot) close();
  }, [isMoot]);
  if (isMoot) return null;
  return (
    <ConfirmDialog
      isOpen
      isDestructive
      onOpenChange={(isOpen) => !isOpen && close()}
      title={t('question.pauseTitle', { name: download.modelName })}
      confirmLabel={t('question.pauseConfirm')}
      cancelLabel={t('question.pauseKeep')}
      onConfirm={() => pauseNow(id)}
    >
      {t('row.wholeReason')}
    </ConfirmDialog>
  );
}

function AllQuestion({ count }: { readonly count: number }) {
  const { t } = useTranslation('queue');
  return (
    <ConfirmDialog
      isOpen
      isDestructive
      onOpenChange={(isOpen) => !isOpen && close()}
      title={t('question.pauseAllTitle')}
      confirmLabel={t('question.pauseConfirm')}
      cancelLabel={t('question.pauseKeep')}
      onConfirm={pauseAllNow}
    >
      {t('question.pauseAllBody', { count })}
    </ConfirmDialog>
  );
}
