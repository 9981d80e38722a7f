import { Ellipsis, ListX, Pause, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DownloadView } from '../../../shared/download/download';
import { useSettingsStore } from '../../stores/settings';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { MenuButton } from '../../ui/menu';
import { Segmented } from '../../ui/segmented';
import { Select } from '../../ui/select';
import { clearDone, pauseAll, resumeAll, setSimultaneousDownloads } from './actions';
import { isFinished } from './possible-actions';
import { QUEUE_FILTERS, type QueueFilter } from './queue-groups';
import { QueueTotals } from './queue-totals';
import { showQueueFilter, useQueueView } from './queue-view';

interface QueueHeaderProps {
  readonly downloads: readonly DownloadView[];
  readonly counts: Readonly<Record<QueueFilter, number>>;
}

const canPause = ({ state }: DownloadView) =>
  state.kind === 'queued' ||
  state.kind === 'probing' ||
  state.kind === 'transferring' ||
  state.kind === 'waiting';

export function QueueHeader({ downloads, counts }: QueueHeaderProps) {
  const { t } = useTranslation('queue');
  const filter = useQueueView((view) => view.filter);
  return (
    <header className="queue-header">
      <div className="queue-title-row">
        <h1 className="screen-title">{t('title')}</h1>
        {downloads.length > 0 && <BulkButtons downloads={downloads} />}
      </div>
      {downloads.length > 0 && <QueueTotals downloads={downloads} />}
      {downloads.length > 0 && (
        <div className="queue-filter-row">
          <Segmented
            label={t('filterLabel')}
            value={filter}
            onChange={showQueueFilter}
            options={QUEUE_FILTERS.map((id) => ({
              id,
              label: t('filterCount', { label: t(`filters.${id}`), number: counts[id] }),
            }))}
          />
          <Simultaneous />
        </div>
      )}
    </header>
  );
}

function BulkButtons({ downloads }: { readonly downloads: readonly DownloadView[] }) {
  const { t } = useTranslation('queue');
  const finished = downloads.filter(isFinished);
  return (
    <>
      <Button icon={Pause} isDisabled={!downloads.some(canPause)} onPress={pauseAll}>
        {t('actions.pauseAll')}
      </Button>
      <Button
        icon={Play}
        isDisabled={!downloads.some(({ state }) => state.kind === 'paused')}
        onPress={resumeAll}
      >
        {t('actions.resumeAll')}
      </Button>
      <MenuButton
        label={t('actions.queueMenu')}
        trigger={<IconButton icon={Ellipsis} label={t('actions.queueMenu')} />}
        entries={[
          {
            id: 'clearDone',
            label: t('actions.clearDone'),
            icon: ListX,
            isDisabled: finished.length === 0,
            onAction: () => void clearDone(finished),
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
