import { useTranslation } from 'react-i18next';
import { dropRule, keepWriting, useRuleDraft } from '../../../stores/rule-draft';
import { ConfirmDialog } from '../../../ui/confirm-dialog';

/** What was written of a rule cannot be had again. */
export function LeaveRuleQuestion() {
  const { t } = useTranslation('folders');
  const isAsked = useRuleDraft((store) => store.leaving !== null);
  return (
    <ConfirmDialog
      isOpen={isAsked}
      onOpenChange={(isOpen) => !isOpen && keepWriting()}
      title={t('rules.leave.title')}
      confirmLabel={t('rules.leave.drop')}
      cancelLabel={t('rules.leave.keep')}
      onConfirm={dropRule}
      isDestructive
    >
      {t('rules.leave.text')}
    </ConfirmDialog>
  );
}
