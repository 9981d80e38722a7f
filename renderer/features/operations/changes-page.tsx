import { History, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OperationsView } from '../../../shared/operations/operations';
import { isBehindDialog } from '../../app/is-behind-dialog';
import { isTyping } from '../../app/is-typing';
import { useOperationsStore } from '../../stores/operations';
import { Button } from '../../ui/button';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { EmptyState } from '../../ui/empty-state';
import { formatBytes } from '../../ui/format';
import { PageHeader } from '../../ui/page-header';
import { useLostFocus } from '../../ui/use-lost-focus';
import { LibrarySections } from '../library/library-sections';
import { emptyTrash, undoLastOperation } from './actions';
import { ChangeRow } from './change-row';
import { LostTrashNotes } from './lost-trash-notes';
import './operations.css';

/** What Civet has done with the user's files, and the way back. */
export function ChangesPage() {
  const { t } = useTranslation('operations');
  const view = useOperationsStore((store) => store.view);
  // A row that was undone has no button any more.
  const ref = useLostFocus<HTMLDivElement>(String(view?.operations.map(({ state }) => state)));
  useUndoKey();
  if (view === null) return null;
  const { operations, trash } = view;
  return (
    <div ref={ref} tabIndex={-1} className="changes-page">
      <LibrarySections />
      <PageHeader title={t('title')}>
        <TrashNote trash={trash} />
      </PageHeader>
      <LostTrashNotes />
      {operations.length === 0 ? (
        <EmptyState icon={History} title={t('nothing.title')}>
          {t('nothing.text')}
        </EmptyState>
      ) : (
        <div className="changes-scroll">
          <ul className="changes-list" aria-label={t('list')}>
            {operations.map((operation) => (
              <ChangeRow key={operation.id} operation={operation} />
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function TrashNote({ trash }: Pick<OperationsView, 'trash'>) {
  const { t } = useTranslation('operations');
  const [isAsking, setIsAsking] = useState(false);
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

/** Ctrl+Z, or ⌘Z, undoes the last change while this screen is open. */
function useUndoKey(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.code === 'KeyZ';
      if (!isUndo || isTyping(event.target) || isBehindDialog()) return;
      event.preventDefault();
      void undoLastOperation();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
