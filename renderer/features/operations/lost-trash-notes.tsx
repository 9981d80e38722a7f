import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ArchiveRestore, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LostTrashView, TrashHoldings } from '../../../shared/operations/operations';
import { ask } from '../../ipc/api';
import { useOperationsStore } from '../../stores/operations';
import { Button } from '../../ui/button';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { formatBytes } from '../../ui/format';
import { useFocusBack } from '../../ui/use-focus-back';
import { LOST_TRASH, removeLost, restoreLost } from './actions';

/** Files in the trash that no change in the list stands for; nothing when there are none. */
export function LostTrashNotes() {
  // A change that was undone or forgotten may leave some, or have been theirs.
  const changes = useOperationsStore(({ view }) =>
    String(view?.operations.map(({ id, state }) => `${id} ${state}`)),
  );
  const { data } = useQuery({
    queryKey: [...LOST_TRASH, changes],
    queryFn: () => ask('operations.lostTrash'),
    // What is asked about anew stays as it was until the answer is there.
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
  if (data === undefined) return null;
  return (
    <>
      {data.fileCount > 0 && <LostNote holdings={data} />}
      {data.others.fileCount > 0 && <OthersNote others={data.others} />}
    </>
  );
}

/** What another Civet knows of is told of, and not offered. */
function OthersNote({ others }: { readonly others: LostTrashView['others'] }) {
  const { t } = useTranslation('operations');
  const title = t(others.hasMore ? 'others.titleMore' : 'others.title', holdsOf(others));
  const hosts = others.hosts.join(', ');
  return (
    <section className="lost-trash" aria-label={title}>
      <NoteWords
        title={title}
        holdings={others}
        text={hosts === '' ? t('others.somewhere') : t('others.on', { hosts })}
      />
    </section>
  );
}

function LostNote({ holdings }: { readonly holdings: TrashHoldings }) {
  const { t } = useTranslation('operations');
  const [isAsking, setIsAsking] = useState(false);
  const focusBack = useFocusBack();
  const title = t(holdings.hasMore ? 'lost.titleMore' : 'lost.title', holdsOf(holdings));
  const { allCount, fileCount } = holdings;
  const asked = { ...holdsOf(holdings), count: allCount };
  const besideCount = allCount - fileCount;
  return (
    <section {...focusBack} className="lost-trash" aria-label={title}>
      <NoteWords title={title} holdings={holdings} text={t('lost.text')} />
      <div className="lost-trash-buttons">
        <Button size="small" icon={ArchiveRestore} onPress={() => void restoreLost()}>
          {t('lost.restore')}
        </Button>
        <Button size="small" variant="quiet" icon={Trash2} onPress={() => setIsAsking(true)}>
          {t('lost.remove')}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        isDestructive
        onOpenChange={setIsAsking}
        title={t(holdings.hasMore ? 'lost.questionMore' : 'lost.question', asked)}
        confirmLabel={t('trash.confirm')}
        cancelLabel={t('trash.keep')}
        onConfirm={() => void removeLost()}
      >
        {besideCount > 0 ? t('lost.questionBeside', { count: besideCount }) : t('lost.questionText')}
      </ConfirmDialog>
    </section>
  );
}

interface NoteWordsProps {
  readonly title: string;
  readonly holdings: TrashHoldings;
  readonly text: string;
}

function NoteWords({ title, holdings, text }: NoteWordsProps) {
  const { t } = useTranslation('operations');
  const { fileCount, fileNames } = holdings;
  const names = fileNames.join(', ');
  const more = fileCount - fileNames.length;
  const listed = more > 0 ? t('namesMore', { names, count: more }) : names;
  return (
    <div className="lost-trash-words">
      <h2 className="lost-trash-title">{title}</h2>
      <p className="ellipsis dim" title={listed}>
        <bdi>{listed}</bdi>
      </p>
      <p className="dim">{text}</p>
    </div>
  );
}

function holdsOf({ fileCount, bytes }: TrashHoldings) {
  return { count: fileCount, size: formatBytes(bytes) };
}
