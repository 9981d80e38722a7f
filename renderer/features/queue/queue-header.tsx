import {
  ArrowDownNarrowWide,
  Ellipsis,
  History,
  ListChecks,
  ListX,
  Pause,
  Play,
  RotateCw,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useDownloadsStore } from '../../stores/downloads';
import { useSettingsStore } from '../../stores/settings';
import { navigate } from '../../stores/view';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { MenuButton } from '../../ui/menu';
import { Segmented } from '../../ui/segmented';
import { Select } from '../../ui/select';
import { clearDone, pauseAll, resumeAll, retryAllFailed, setSimultaneousDownloads } from './actions';
import { HistoryTools } from './history/history-tools';
import { LimitButton } from './limit/limit-button';
import { QUEUE_FILTERS, type QueueFilter } from './queue-groups';
import { QueueNotes } from './queue-notes';
import { QueueTotals } from './queue-totals';
import { showQueueTab, useQueueView } from './queue-view';
import { putSmallestFirst } from './reorder-actions';

export function QueueHeader({ counts }: { readonly counts: Readonly<Record<QueueFilter, number>> }) {
  const { t } = useTranslation('queue');
  const tab = useQueueView((view) => view.tab);
  return (
    <header className="queue-header">
      <div className="queue-title-row">
        <h1 className="screen-title">{t('title')}</h1>
        <LimitButton />
        <Simultaneous />
        <Button
          icon={ListChecks}
          aria-label={t('actions.planLong')}
          className="queue-plan"
          onPress={() => navigate({ screen: 'plan' })}
        >
          {t('actions.plan')}
        </Button>
        <BulkButtons />
      </div>
      <QueueTotals />
      <QueueNotes />
      <div className="queue-filter-row">
        <Segmented
          label={t('filterLabel')}
          value={tab}
          onChange={showQueueTab}
          options={[
            ...QUEUE_FILTERS.map((id) => ({
              id,
              label: t('filterCount', { label: t(`filters.${id}`), number: counts[id] }),
            })),
            { id: 'history' as const, label: t('filters.history'), icon: History },
          ]}
        />
        {tab === 'history' && <HistoryTools />}
      </div>
    </header>
  );
}

function BulkButtons() {
  const { t } = useTranslation('queue');
  const counts = useDownloadsStore((store) => store.counts);
  const doneCount = useDownloadsStore((store) => store.lists.done.length);
  const upNextCount = useDownloadsStore((store) => store.lists.upNext.length);
  const { queued = 0, probing = 0, transferring = 0, waiting = 0, paused = 0, failed = 0 } = counts;
  return (
    <>
      <Button icon={Pause} isDisabled={queued + probing + transferring + waiting === 0} onPress={pauseAll}>
        {t('actions.pauseAll')}
      </Button>
      <Button icon={Play} isDisabled={paused === 0} onPress={resumeAll}>
        {t('actions.resumeAll')}
      </Button>
      <MenuButton
        label={t('actions.queueMenu')}
        trigger={<IconButton icon={Ellipsis} label={t('actions.queueMenu')} />}
        entries={[
          {
            id: 'retryAllFailed',
            label: t('actions.retryAllFailed'),
            icon: RotateCw,
            isDisabled: failed === 0,
            onAction: () => void retryAllFailed(),
          },
          {
            id: 'smallestFirst',
            label: t('actions.smallestFirst'),
            icon: ArrowDownNarrowWide,
            isDisabled: upNextCount < 2,
            onAction: () => void putSmallestFirst(),
          },
          'separator',
          {
            id: 'clearDone',
            label: t('actions.clearDone'),
            icon: ListX,
            isDisabled: doneCount === 0,
            onAction: () => void clearDone(),
          },
        ]}
      />
    </>
  );
}

const choices = Array.from({ length: 10 }, (_, index) => index + 1);

function Simultaneous() {
  const { t } = useTranslation('queue');
  const settings = useSettingsStore((store) => store.settings);
  if (!settings) return null;
  return (
    <Select
      label={t('simultaneous.label')}
      isLabelHidden
      value={String(settings.simultaneousDownloads)}
      options={choices.map((count) => ({ id: String(count), label: t('simultaneous.option', { count }) }))}
      onChange={(id) => setSimultaneousDownloads(Number(id))}
    />
  );
}
