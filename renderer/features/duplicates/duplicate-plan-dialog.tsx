import { useTranslation } from 'react-i18next';
import type { DuplicatePlan } from '../../../shared/library/duplicates';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { formatBytes } from '../../ui/format';
import { runDuplicates } from './actions';
import { askAboutPlan, useDuplicatesView } from './duplicates-view';

/** What would happen, before it does. */
export function DuplicatePlanDialog() {
  const { t } = useTranslation('duplicates');
  const plan = useDuplicatesView((view) => view.plan);
  if (plan === null) return null;
  const { act, copyCount } = plan;
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) askAboutPlan(null);
      }}
      title={t(copyCount === 0 ? 'plan.nothing' : `plan.${act}Title`, { count: copyCount })}
      confirmLabel={t(`plan.${act}`, { count: copyCount })}
      cancelLabel={t('plan.cancel')}
      isConfirmDisabled={copyCount === 0}
      onConfirm={() => void runDuplicates(plan)}
    >
      <PlanWords plan={plan} />
    </ConfirmDialog>
  );
}

function PlanWords({ plan }: { readonly plan: DuplicatePlan }) {
  const { t } = useTranslation('duplicates');
  const { act, copyCount, freedBytes, sharedCount, readBytes, staying, rows, groupCount } = plan;
  const sizes = { freed: formatBytes(freedBytes), read: formatBytes(readBytes) };
  return (
    <div className="duplicate-plan">
      {copyCount > 0 && <p>{t(`plan.${act}Text`, sizes)}</p>}
      {sharedCount > 0 && <p>{t('plan.shared', { count: sharedCount })}</p>}
      {staying.otherVolume > 0 && <p>{t('plan.otherVolume', { count: staying.otherVolume })}</p>}
      {staying.perhapsOneFile > 0 && <p>{t('plan.perhapsOneFile', { count: staying.perhapsOneFile })}</p>}
      {staying.linkedName > 0 && <p>{t('plan.linkedName', { count: staying.linkedName })}</p>}
      {rows.length > 0 && (
        <ul className="duplicate-plan-rows" aria-label={t('plan.rows')}>
          {rows.map(({ kept, others }) => (
            <li key={kept}>
              <bdi dir="ltr">{t('plan.kept', { path: kept })}</bdi>
              {others.map((path) => (
                <bdi key={path} dir="ltr" className="dim">
                  {t(`plan.${act}Row`, { path })}
                </bdi>
              ))}
            </li>
          ))}
          {rows.length < groupCount && (
            <li className="dim">{t('plan.more', { count: groupCount - rows.length })}</li>
          )}
        </ul>
      )}
    </div>
  );
}
