import { Compass, Download, Filter } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DownloadView } from '../../../shared/download/download';
import { useDownloadsStore } from '../../stores/downloads';
import { navigate } from '../../stores/view';
import { EmptyState } from '../../ui/empty-state';
import { DownloadsList } from './list/downloads-list';
import { QueueAnnouncer } from './queue-announcer';
import { countByFilter, groupDownloads, listEntries } from './queue-groups';
import { QueueHeader } from './queue-header';
import { QueueSkeleton } from './queue-skeleton';
import { showQueueFilter, useQueueView } from './queue-view';
import { RemovalQuestion } from './removal-question';
import './queue.css';

/** Every download there is, in the order of the queue. */
export function useDownloads(): readonly DownloadView[] {
  const order = useDownloadsStore((store) => store.order);
  const byId = useDownloadsStore((store) => store.byId);
  return useMemo(() => order.flatMap((id) => (byId[id]?.isListed ? [byId[id]] : [])), [order, byId]);
}

export function QueuePage() {
  const downloads = useDownloads();
  const isLoaded = useDownloadsStore((store) => store.isLoaded);
  const filter = useQueueView((view) => view.filter);
  const groups = useMemo(() => groupDownloads(downloads), [downloads]);
  const entries = useMemo(() => listEntries(groups, filter), [groups, filter]);
  return (
    <div className="queue-screen">
      <QueueHeader downloads={downloads} counts={countByFilter(groups)} />
      {!isLoaded ? (
        <QueueSkeleton />
      ) : entries.length > 0 ? (
        <DownloadsList entries={entries} />
      ) : (
        <NothingToShow isQueueEmpty={downloads.length === 0} />
      )}
      <RemovalQuestion />
      <QueueAnnouncer downloads={downloads} />
    </div>
  );
}

function NothingToShow({ isQueueEmpty }: { readonly isQueueEmpty: boolean }) {
  const { t } = useTranslation('queue');
  const filter = useQueueView((view) => view.filter);
  if (isQueueEmpty || filter === 'all') {
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
      action={{ label: t('empty.showAll'), onPress: () => showQueueFilter('all') }}
    >
      {t(`empty.${filter}`)}
    </EmptyState>
  );
}
