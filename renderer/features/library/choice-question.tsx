import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import type { ChosenSummary, LibraryChoice, SeenChoice } from '../../../shared/library/library';
import type { MovePlan } from '../../../shared/operations/operations';
import { api } from '../../ipc/api';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { formatBytes } from '../../ui/format';
import { bringBack, trashChoice } from '../operations/actions';
import { runMove } from './choice-actions';
import { MoveAccount } from './move-account';

/** So many go into the trash by a key, without a question. */
const MOST_UNASKED = 36;

type Question =
  | { readonly kind: 'move'; readonly plan: MovePlan & { readonly id: string } }
  | {
      readonly kind: 'trash';
      readonly seen: SeenChoice;
      readonly summary: ChosenSummary;
      readonly onTrashed: () => void;
    }
  | { readonly kind: 'bringBack'; readonly id: number; readonly fileCount: number };

const useQuestion = create<{ readonly question: Question | null }>(() => ({ question: null }));

export function askToMove(plan: MovePlan & { readonly id: string }): void {
  useQuestion.setState({ question: { kind: 'move', plan } });
}

/** Asks first where it is many. */
export async function trashSeen(
  choice: LibraryChoice,
  summary: ChosenSummary,
  onTrashed: () => void,
): Promise<void> {
  const seen: SeenChoice = { choice, mark: summary.mark };
  if (summary.thereCount > MOST_UNASKED)
    useQuestion.setState({ question: { kind: 'trash', seen, summary, onTrashed } });
  else if (await trashChoice(seen)) onTrashed();
}

/** Asks first where others went into the trash with it. @param id of a file of the library that lies there */
export async function bringBackSeen(id: number): Promise<void> {
  const answer = await api.invoke('operations.trashed', { id });
  const fileCount = answer.ok ? answer.value.fileCount : 1;
  if (fileCount > 1) useQuestion.setState({ question: { kind: 'bringBack', id, fileCount } });
  else await bringBack(id);
}

/** What is about to happen to many chosen files, before it does. */
export function ChoiceQuestion() {
  const { t } = useTranslation('library');
  const question = useQuestion((state) => state.question);
  if (question === null) return null;
  const { kind } = question;
  const { count, size } = amountOf(question);
  const confirm = async () => {
    if (question.kind === 'move') await runMove(question.plan.id);
    else if (question.kind === 'bringBack') await bringBack(question.id);
    else if (await trashChoice(question.seen)) question.onTrashed();
  };
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) useQuestion.setState({ question: null });
      }}
      title={t(`choice.ask.${kind}Title`, { count })}
      confirmLabel={t(`choice.ask.${kind}`, { count })}
      cancelLabel={t('choice.ask.cancel')}
      onConfirm={() => void confirm()}
    >
      <p>{t(`choice.ask.${kind}Text`, { size })}</p>
      {kind === 'move' && question.plan.copies && <p>{t('choice.ask.copies')}</p>}
      {kind === 'move' && <MoveAccount plan={question.plan} />}
    </ConfirmDialog>
  );
}

function amountOf(question: Question): { readonly count: number; readonly size: string } {
  switch (question.kind) {
    case 'move':
      return { count: question.plan.fileCount, size: formatBytes(question.plan.bytes) };
    case 'trash':
      return { count: question.summary.thereCount, size: formatBytes(question.summary.thereBytes) };
    case 'bringBack':
      return { count: question.fileCount, size: '' };
  }
}
