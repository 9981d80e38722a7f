import { CopyCheck, Link2, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { describeFailure } from '../../locales/describe-failure';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorCard } from '../../ui/error-card';
import { formatBytes } from '../../ui/format';
import { PageHeader } from '../../ui/page-header';
import { Segmented } from '../../ui/segmented';
import { LibrarySections } from '../library/library-sections';
import { planDuplicates } from './actions';
import { ComparingBar } from './comparing-bar';
import { DuplicateList } from './duplicate-list';
import { DuplicatePlanDialog } from './duplicate-plan-dialog';
import { showDuplicateTab, useDuplicatesView } from './duplicates-view';
import { useDuplicates } from './use-duplicates';
import './duplicates.css';

/** Files of the library that are the same, what that costs, and what can be done about it. */
export function DuplicatesPage() {
  const { t } = useTranslation('duplicates');
  const tab = useDuplicatesView((view) => view.tab);
  const { total, totals, failure, groupAt, look } = useDuplicates(tab);
  const hasCost = tab === 'bytes' && totals !== null && totals.groupCount > 0;
  return (
    <div className="duplicates-page">
      <LibrarySections />
      <PageHeader
        title={t('title')}
        subtitle={
          totals !== null &&
          totals.groupCount > 0 && (
            <p className="dim tabular">
              {t('subtitle', { count: totals.groupCount, size: formatBytes(totals.costBytes) })}
            </p>
          )
        }
      >
        <Segmented
          label={t('tabs.label')}
          value={tab}
          onChange={showDuplicateTab}
          options={(['bytes', 'weights', 'left'] as const).map((id) => ({ id, label: t(`tabs.${id}`) }))}
        />
        {hasCost && (
          <>
            <Button size="small" icon={Link2} onPress={() => void planDuplicates('link', null)}>
              {t('acts.linkAll')}
            </Button>
            <Button size="small" icon={Trash2} onPress={() => void planDuplicates('trash', null)}>
              {t('acts.trashAll')}
            </Button>
          </>
        )}
      </PageHeader>
      <ComparingBar />
      {tab === 'weights' && total !== null && total > 0 && (
        <p className="duplicates-note dim">{t('weightsNote')}</p>
      )}
      {failure !== null ? (
        <div className="duplicates-note">
          <ErrorCard {...describeFailure(failure)} />
        </div>
      ) : total === null ? null : total === 0 ? (
        <EmptyState icon={CopyCheck} title={t(`empty.${tab}Title`)}>
          {t(`empty.${tab}Text`)}
        </EmptyState>
      ) : (
        <DuplicateList key={tab} tab={tab} total={total} groupAt={groupAt} look={look} />
      )}
      <DuplicatePlanDialog />
    </div>
  );
}
