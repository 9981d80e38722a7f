import { useTranslation } from 'react-i18next';
import { useDownloadsStore } from '../../stores/downloads';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { formatBytes } from '../../ui/format';
import { removeNow } from './actions';
import { askBeforeRemoval, useQueueView } from './queue-view';

/** Asks, with the numbers, before bytes are thrown away that took a while to come. */
export function RemovalQuestion() {
  const { t } = useTranslation('queue');
  const id = useQueueView((view) => view.removalId);
  const download = useDownloadsStore((store) => (id ? store.byId.get(id) : undefined));
  if (!download) return null;
  return (
    <ConfirmDialog
      isOpen
      isDestructive
      onOpenChange={(isOpen) => !isOpen && askBeforeRemoval(null)}
      title={t('question.removeTitle', { name: download.modelName })}
      confirmLabel={t('question.removeConfirm')}
      cancelLabel={t('question.removeKeep')}
      onConfirm={() => void removeNow(download)}
    >
      {t('question.removeBody', { received: formatBytes(download.durableBytes) })}
    </ConfirmDialog>
  );
}
