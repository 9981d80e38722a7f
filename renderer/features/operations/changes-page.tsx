import { History } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { isBehindDialog } from '../../app/is-behind-dialog';
import { isTyping } from '../../app/is-typing';
import { useOperationsStore } from '../../stores/operations';
import { EmptyState } from '../../ui/empty-state';
import { PageHeader } from '../../ui/page-header';
import { useLostFocus } from '../../ui/use-lost-focus';
import { LibrarySections } from '../library/library-sections';
import { undoLastOperation } from './actions';
import { ChangeRow } from './change-row';
import { LostTrashNotes } from './lost-trash-notes';
import { TrashNote } from './trash-note';
import './operations.css';

/** What Civet has done with the user's files, and the way back. */
export function ChangesPage() {
  const { t } = useTranslation('operations');
  const view = useOperationsStore((store) => store.view);
  // A row that was undone has no button any more.
  const ref = useLostFocus<HTMLDivElement>(String(view?.operations.map(({ state }) => state)));
  useUndoKey();
  if (view === null) return null;
  const { operations } = view;
  return (
    <div ref={ref} tabIndex={-1} className="changes-page">
      <LibrarySections />
      <PageHeader title={t('title')}>
        <TrashNote />
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
