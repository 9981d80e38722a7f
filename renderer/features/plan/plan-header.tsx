import { ChevronDown, Ellipsis, FileOutput, FolderTree, ListPlus, ListX } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlanStore } from '../../stores/plan';
import { navigate } from '../../stores/view';
import { Button } from '../../ui/button';
import { formatExactBytes } from '../../ui/format';
import { IconButton } from '../../ui/icon-button';
import { MenuButton } from '../../ui/menu';
import { exportLock, queuePlan } from './actions';
import { addEntries } from './add-entries';
import { PlanProgress } from './plan-progress';
import { type PlanSummary, whyNothingToQueue } from './plan-summary';
import { askPlanQuestion, usePlanView } from './plan-view';
import { PlanVolumes } from './plan-volumes';

export function PlanHeader({ summary }: { readonly summary: PlanSummary }) {
  const { t } = useTranslation('plan');
  const isSignedIn = usePlanStore((store) => store.head.isSignedIn);
  const aboveLevelCount = usePlanStore((store) => store.head.aboveLevelCount);
  const { includedCount, includedBytes, unknownSizeCount, lockableCount, counts } = summary;
  return (
    <header className="plan-header">
      <div className="plan-title-row">
        <div className="plan-title">
          <h1 className="screen-title">{t('title')}</h1>
          <p className="plan-sums dim tabular">
            {counts.all > 0 && (
              <span>{t('summary.included', { included: includedCount, count: counts.all })}</span>
            )}
            {includedCount > 0 && (
              <span title={formatExactBytes(includedBytes)}>
                {t('summary.includedBytes', { bytes: includedBytes })}
              </span>
            )}
            {unknownSizeCount > 0 && <span>{t('summary.unknown', { count: unknownSizeCount })}</span>}
            {aboveLevelCount > 0 && <span>{t('summary.aboveLevel', { count: aboveLevelCount })}</span>}
          </p>
        </div>
        <MenuButton
          label={t('actions.addMenu')}
          trigger={
            <Button icon={ListPlus}>
              <span className="plan-add">
                {t('actions.add')} <ChevronDown aria-hidden size={14} />
              </span>
            </Button>
          }
          entries={addEntries(t, isSignedIn)}
        />
        <MenuButton
          label={t('actions.more')}
          trigger={<IconButton icon={Ellipsis} label={t('actions.more')} />}
          entries={[
            {
              id: 'export',
              label: t('actions.exportLock'),
              icon: FileOutput,
              isDisabled: lockableCount === 0,
              onAction: () => void exportLock(),
            },
            'separator',
            {
              id: 'clear',
              label: t('actions.clear'),
              icon: ListX,
              isDestructive: true,
              onAction: () => askPlanQuestion({ kind: 'clear' }),
            },
          ]}
        />
        <QueueButton summary={summary} />
      </div>
      <PlanProgress />
      <PlanVolumes />
    </header>
  );
}

/** The one primary button: it queues, or leads to what has to be done first. */
function QueueButton({ summary }: { readonly summary: PlanSummary }) {
  const { t } = useTranslation('plan');
  const reasonId = useId();
  const isFolderChosen = usePlanStore((store) => store.head.isFolderChosen);
  const isCollecting = usePlanStore((store) => store.head.collecting !== null);
  const isQueueing = usePlanView((view) => view.isQueueing);
  if (!isFolderChosen) {
    return (
      <>
        <Button
          variant="primary"
          icon={FolderTree}
          aria-describedby={reasonId}
          onPress={() => navigate({ screen: 'folders' })}
        >
          {t('actions.chooseFolder')}
        </Button>
        <p id={reasonId} className="plan-reason dim">
          {t('actions.noFolder')}
        </p>
      </>
    );
  }
  const { includedCount, counts } = summary;
  const isNothing = includedCount === 0;
  const reason = whyNothingToQueue(summary, isCollecting);
  return (
    <>
      <Button
        variant="primary"
        isPending={isQueueing}
        isDisabled={isNothing}
        {...(reason === null ? {} : { 'aria-describedby': reasonId })}
        onPress={() => void queuePlan()}
      >
        {isNothing ? t('actions.queueNothing') : t('actions.queue', { count: includedCount })}
      </Button>
      {reason !== null && (
        <p id={reasonId} className="plan-reason dim">
          {t(`actions.${reason}`, { count: counts.all })}
        </p>
      )}
    </>
  );
}
