// biome-ignore-all lint/a11y/useSemanticElements: rows that are scrolled into being cannot be a table's.
import { useVirtualizer } from '@tanstack/react-virtual';
import { History, SearchX } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../../../shared/download/history';
import { failureOf } from '../../../ipc/api';
import { describeFailure } from '../../../locales/describe-failure';
import { navigate } from '../../../stores/view';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorCard } from '../../../ui/error-card';
import { isOwnEvent } from '../../../ui/is-own-event';
import { useRovingRows } from '../../../ui/use-roving-rows';
import { QueueSkeleton } from '../queue-skeleton';
import { HistoryRow } from './history-row';
import { useHistory } from './use-history';
import './history.css';

const rowHeight = 52;
const rowsInAPage = 10;
/** Rows from the end at which the next page is asked for: about one screen. */
const rowsAhead = 15;

export function HistoryList() {
  const { t } = useTranslation('queue');
  const history = useHistory();
  if (history.isPending) return <QueueSkeleton />;
  if (history.isError && history.entries.length === 0) {
    const { title, reason, next } = describeFailure(failureOf(history.error));
    return (
      <div className="history-problem">
        <ErrorCard
          title={title}
          reason={reason}
          next={next}
          action={{ label: t('actions.retry'), onPress: () => void history.refetch() }}
        />
      </div>
    );
  }
  if (history.entries.length > 0) return <Rows {...history} />;
  return history.isSearch ? (
    <EmptyState icon={SearchX} title={t('history.nothingFound')}>
      {t('history.nothingFoundText')}
    </EmptyState>
  ) : (
    <EmptyState icon={History} title={t('history.empty')}>
      {t('history.emptyText')}
    </EmptyState>
  );
}

export const keyOfEntry = ({ id, atMs, outcome }: HistoryEntry) => `${id}-${atMs}-${outcome}`;

type RowsProps = Pick<
  ReturnType<typeof useHistory>,
  'entries' | 'hasNextPage' | 'isFetching' | 'fetchNextPage'
>;

function Rows({ entries, hasNextPage, isFetching, fetchNextPage }: RowsProps) {
  const { t } = useTranslation('queue');
  const gridRef = useRef<HTMLDivElement>(null);
  const keys = entries.map(keyOfEntry);
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => gridRef.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const rows = useRovingRows({
    ids: keys,
    gridRef,
    pageSize: rowsInAPage,
    scrollTo: (key) => virtualizer.scrollToIndex(keys.indexOf(key), { align: 'auto' }),
    onMove: () => undefined,
  });
  const shown = virtualizer.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetching && lastShown >= entries.length - rowsAhead) void fetchNextPage();
  }, [hasNextPage, isFetching, lastShown, entries.length, fetchNextPage]);

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.defaultPrevented || !isOwnEvent(event) || rows.onKeyDown(event)) return;
    const entry = entries[rows.activeIndex];
    // Key events of this page come from elements only. On a button, Enter presses the button.
    const isOnRow = (event.target as HTMLElement).dataset.rowId !== undefined;
    if (event.key !== 'Enter' || !isOnRow || !entry) return;
    event.preventDefault();
    navigate({ screen: 'model', modelId: entry.modelId, versionId: entry.versionId });
  }

  return (
    <div
      ref={gridRef}
      role="grid"
      aria-label={t('history.label')}
      aria-rowcount={hasNextPage ? -1 : entries.length}
      className="history-list"
      onKeyDown={onKeyDown}
      {...rows.listProps}
    >
      <div role="presentation" className="history-space" style={{ height: virtualizer.getTotalSize() }}>
        {shown.map(({ index, start }) => {
          const entry = entries[index];
          const key = keys[index];
          if (!entry || key === undefined) return null;
          return (
            <HistoryRow
              key={key}
              rowKey={key}
              entry={entry}
              index={index}
              top={start}
              isActive={key === rows.activeId}
              onActivate={rows.setActive}
            />
          );
        })}
      </div>
    </div>
  );
}
