import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOperationsStore } from '../../stores/operations';
import { Button } from '../../ui/button';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { formatBytes } from '../../ui/format';
import { emptyTrash } from './actions';
import './operations.css';

/** What Civet's own trash holds, and a way to empty it. */
export function TrashNote() {
  const { t } = useTranslation('operations');
  const trash = useOperationsStore((store) => store.view?.trash);
  const [isAsking, setIsAsking] = useState(false);
  if (trash === undefined) return null;
  const holds = { count: trash.fileCount, size: formatBytes(trash.bytes) };
  return (
    <div className="changes-trash">
      <span className="dim tabular">{trash.bytes === 0 ? t('trash.none') : t('trash.holds', holds)}</span>
      <Button size="small" icon={Trash2} isDisabled={trash.bytes === 0} onPress={() => setIsAsking(true)}>
        {t('trash.empty')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        isDestructive
        onOpenChange={setIsAsking}
        title={t('trash.question', holds)}
        confirmLabel={t('trash.confirm')}
        cancelLabel={t('trash.keep')}
        onConfirm={() => void emptyTrash(trash.bytes)}
      >
        {t('trash.questionText')}
      </ConfirmDialog>
    </div>
  );
}
