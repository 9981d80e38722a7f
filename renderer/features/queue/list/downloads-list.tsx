// biome-ignore-all lint/a11y/useSemanticElements: rows that are scrolled into being cannot be a table's.
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DownloadId } from '../../../../shared/ids';
import { useDownloadsStore } from '../../../stores/downloads';
import { useViewStore } from '../../../stores/view';
import { ContextMenu } from '../../../ui/context-menu';
import { isOwnEvent } from '../../../ui/is-own-event';
import { useRovingRows } from '../../../ui/use-roving-rows';
import { perform, showDetails } from '../actions';
import type { QueueEntries, QueueEntry } from '../queue-groups';
import { useQueueView, wantRowInView } from '../queue-view';
import { canMove, moveForKey } from '../reorder';
import { move } from '../reorder-actions';
import { DownloadRow } from './download-row';
import { GroupHeading } from './group-heading';
import { rowCommand } from './row-keys';
import { rowMenu } from './row-menu';
import './downloads-list.css';

const groupHeight = 36;
const rowHeight = 68;
const rowsInAPage = 8;

interface MenuAt {
  readonly id: DownloadId;
  readonly at: { readonly x: number; readonly y: number };
}

export function DownloadsList({ entries }: { readonly entries: QueueEntries }) {
  const { t } = useTranslation('queue');
  const selectedId = useViewStore((view) => view.selectedDownloadId);
  const wantedId = useQueueView((view) => view.wantedId);
  const gridRef = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<MenuAt | null>(null);
  const { ids, indexOf } = entries;

  const rows = useRovingRows({
    ids,
    gridRef,
    pageSize: rowsInAPage,
    scrollTo: (id) => virtualizer.scrollToIndex(indexOf(id), { align: 'auto' }),
    onMove: (id) => selectedId !== null && showDetails(id),
  });

  // The active row stays in the page when it is scrolled away, so that focus is never lost.
  const activeAt = rows.activeId === null ? -1 : indexOf(rows.activeId);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const visible = defaultRangeExtractor(range);
      return activeAt < 0 || visible.includes(activeAt)
        ? visible
        : [...visible, activeAt].toSorted((a, b) => a - b);
    },
    [activeAt],
  );

  // A function that stays the same while the entries do, or every place would be worked out anew each time.
  const getItemKey = useCallback((index: number) => keyOf(entries.at(index)), [entries]);
  const virtualizer = useVirtualizer({
    count: entries.count,
    getScrollElement: () => gridRef.current,
    estimateSize: (index) => (entries.at(index)?.kind === 'group' ? groupHeight : rowHeight),
    getItemKey,
    rangeExtractor,
    overscan: 6,
  });

  // For who comes from "Show in queue", or has just moved a row: it may be far away.
  const { setActive, takeFocus } = rows;
  useEffect(() => {
    const index = wantedId === null ? -1 : indexOf(wantedId);
    if (wantedId === null || index < 0) return;
    setActive(wantedId);
    if (gridRef.current?.contains(document.activeElement)) takeFocus();
    virtualizer.scrollToIndex(index, { align: 'auto' });
    wantRowInView(null);
  }, [wantedId, indexOf, setActive, takeFocus, virtualizer]);

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.defaultPrevented || !isOwnEvent(event)) return;
    const download = rows.activeId && useDownloadsStore.getState().byId.get(rows.activeId);
    const place = moveForKey(event);
    if (place !== null && download) {
      event.preventDefault();
      if (canMove(download)) move(download, place);
      return;
    }
    if (rows.onKeyDown(event)) return;
    const command = download && rowCommand(event, download);
    if (!command) return;
    event.preventDefault();
    // A cancelled download moves down to the done ones; its neighbour is next in the hand.
    if (command === 'cancel') rows.stepBy(1);
    if (command === 'details') showDetails(download.id);
    else perform(command, download);
  }

  function onContextMenu(event: MouseEvent<HTMLElement>): void {
    if (event.defaultPrevented || !isOwnEvent(event)) return;
    // Mouse events of this page come from elements only.
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-row-id]');
    const id = ids.find((each) => each === row?.dataset.rowId);
    if (!row || id === undefined) return;
    event.preventDefault();
    rows.setActive(id);
    row.focus({ preventScroll: true });
    // The menu key gives no pointer position.
    const box = row.getBoundingClientRect();
    const isByKey = event.clientX === 0 && event.clientY === 0;
    setMenu({
      id,
      at: isByKey ? { x: box.left + 64, y: box.top + 32 } : { x: event.clientX, y: event.clientY },
    });
  }

  const menuDownload = useDownloadsStore((store) => (menu ? store.byId.get(menu.id) : undefined));
  return (
    <>
      <div
        ref={gridRef}
        role="grid"
        aria-label={t('listLabel')}
        aria-rowcount={entries.count}
        className="queue-list"
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
        {...rows.listProps}
      >
        <div role="presentation" className="queue-list-space" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const entry = entries.at(item.index);
            if (!entry) return null;
            if (entry.kind === 'group') {
              return <GroupHeading key={item.key} entry={entry} index={item.index} top={item.start} />;
            }
            return (
              <DownloadRow
                key={item.key}
                id={entry.id}
                index={item.index}
                top={item.start}
                isActive={entry.id === rows.activeId}
                isSelected={entry.id === selectedId}
                onActivate={rows.setActive}
                measure={virtualizer.measureElement}
              />
            );
          })}
        </div>
      </div>
      <ContextMenu
        at={menu?.at ?? null}
        label={t('named.more', { name: menuDownload?.modelName ?? '' })}
        entries={menuDownload ? rowMenu(t, menuDownload) : []}
        onClose={() => {
          rows.takeFocus();
          setMenu(null);
        }}
      />
    </>
  );
}

function keyOf(entry: QueueEntry | null): string {
  if (!entry) return '';
  return entry.kind === 'group' ? entry.group : entry.id;
}
