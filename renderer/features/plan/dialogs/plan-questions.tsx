import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlanStore } from '../../../stores/plan';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { clearPlan, removeNow } from '../actions';
import { askPlanQuestion, type PlanQuestion, usePlanView } from '../plan-view';
import { ChoiceDialog } from './choice-dialog';
import { ListDialog } from './list-dialog';
import { RiskQuestion } from './risk-question';

const close = () => askPlanQuestion(null);
const onOpenChange = (isOpen: boolean) => {
  if (!isOpen) close();
};

/** The window that is open over the plan, if there is one. */
export function PlanQuestions() {
  const { t } = useTranslation('plan');
  const question = usePlanView((view) => view.question);
  const items = usePlanStore((store) => store.items);
  const byId = usePlanStore((store) => store.byId);
  const ids = idsOf(question);
  // What it is about may leave the plan while the question stands.
  const isMoot = ids !== null && !ids.some((id) => byId.has(id));
  useEffect(() => {
    if (isMoot) close();
  }, [isMoot]);
  if (isMoot) return null;
  switch (question?.kind) {
    case undefined:
      return null;
    case 'list':
      return <ListDialog text={question.text} corrects={question.corrects} onClose={close} />;
    case 'choice': {
      const item = byId.get(question.id);
      return item === undefined ? null : <ChoiceDialog item={item} onClose={close} />;
    }
    case 'risk':
      return <RiskQuestion items={question.ids.flatMap((id) => byId.get(id) ?? [])} onClose={close} />;
    case 'removal':
      return (
        <ConfirmDialog
          isOpen
          isDestructive
          onOpenChange={onOpenChange}
          title={t('removal.title', { count: question.ids.length })}
          confirmLabel={t('removal.confirm')}
          cancelLabel={t('removal.cancel')}
          onConfirm={() => removeNow(question.ids)}
        >
          {t('removal.text')}
        </ConfirmDialog>
      );
    case 'clear':
      return (
        <ConfirmDialog
          isOpen
          isDestructive
          onOpenChange={onOpenChange}
          title={t('clear.title')}
          confirmLabel={t('clear.confirm')}
          cancelLabel={t('clear.cancel')}
          onConfirm={clearPlan}
        >
          {t('clear.text', { count: items.length })}
        </ConfirmDialog>
      );
  }
}

/** Null for what is not about certain items. */
function idsOf(question: PlanQuestion | null): readonly string[] | null {
  switch (question?.kind) {
    case 'choice':
      return [question.id];
    case 'risk':
    case 'removal':
      return question.ids;
    default:
      return null;
  }
}
