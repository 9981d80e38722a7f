import { Compass, Download, Filter } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useDownloadsStore } from '../../stores/downloads';
import { navigate } from '../../stores/view';
import { EmptyState } from '../../ui/empty-state';
import { HistoryList } from './history/history-list';
import { DownloadsList } from './list/downloads-list';
import { QueueAnnouncer } from './queue-announcer';
import { countByFilter, type QueueFilter, queueEntries } from './queue-groups';
import { QueueHeader } from './queue-header';
import { QueueSkeleton } from './queue-skeleton';
import { showQueueTab, useQueueView } from './queue-view';
import { RemovalQuestion } from './removal-question';
import './queue.css';

export function QueuePage() {
  const isLoaded = useDownloadsStore((store) => store.isLoaded);
  const lists = useDownloadsStore((store) => store.lists);
  const tab = useQueueView((view) => view.tab);
  const counts = useMemo(() => countByFilter(lists), [lists]);
  return (
    <div className="queue-screen">
      <QueueHeader counts={counts} />
      {!isLoaded ? <QueueSkeleton /> : tab === 'history' ? <HistoryList /> : <Downloads filter={tab} />}
      <RemovalQuestion />
      <QueueAnnouncer />
    </div>
  );
}

function Downloads({ filter }: { readonly filter: QueueFilter }) {
  const lists = useDownloadsStore((store) => store.lists);
  const entries = useMemo(() => queueEntries(lists, filter), [lists, filter]);
  if (entries.count > 0) return <DownloadsList entries={entries} />;
  return <NothingToShow filter={filter} />;
}

function NothingToShow({ filter }: { readonly filter: QueueFilter }) {
  const { t } = useTranslation('queue');
  if (filter === 'all') {
    return (
      <EmptyState
        icon={Download}
        title={t('empty.title')}
        action={{ label: t('empty.action'), icon: Compass, onPress: () => navigate({ screen: 'discover' }) }}
      >
        {t('empty.text')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={Filter}
      title={t('empty.filteredTitle')}
      isPrimaryAction={false}
      action={{ label: t('empty.showAll'), onPress: () => showQueueTab('all') }}
    >
      {t(`empty.${filter}`)}
    </EmptyState>
  );
}
