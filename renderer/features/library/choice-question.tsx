import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import type { ChosenSummary, LibraryChoice, SeenChoice } from '../../../shared/library/library';
import type { MovePlan } from '../../../shared/operations/operations';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { formatBytes } from '../../ui/format';
import { trashChoice } from '../operations/actions';
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
    };

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

/** What is about to happen to many chosen files, before it does. */
export function ChoiceQuestion() {
  const { t } = useTranslation('library');
  const question = useQuestion((state) => state.question);
  if (question === null) return null;
  const { kind } = question;
  const { count, bytes } =
    kind === 'move'
      ? { count: question.plan.fileCount, bytes: question.plan.bytes }
      : { count: question.summary.thereCount, bytes: question.summary.thereBytes };
  const confirm = async () => {
    if (question.kind === 'move') await runMove(question.plan.id);
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
      <p>{t(`choice.ask.${kind}Text`, { size: formatBytes(bytes) })}</p>
      {kind === 'move' && question.plan.copies && <p>{t('choice.ask.copies')}</p>}
      {kind === 'move' && <MoveAccount plan={question.plan} />}
    </ConfirmDialog>
  );
}
