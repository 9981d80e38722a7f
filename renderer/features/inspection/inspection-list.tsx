import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useInspectionStore } from '../../stores/inspection';
import { isOwnEvent } from '../../ui/is-own-event';
import { useRovingRows } from '../../ui/use-roving-rows';
import { openInspected } from './actions';
import { InspectedCard } from './inspected-card';

/** Of a file that is known, folded. */
const USUAL_HEIGHT = 196;
const ROWS_IN_A_PAGE = 4;

/** All files by their places; only those on screen are drawn, each as high as what is known of it. */
export function InspectionList() {
  const { t } = useTranslation('inspection');
  const { ids, byId } = useInspectionStore();
  const listRef = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: () => listRef.current,
    getItemKey: (index) => ids[index] ?? index,
    estimateSize: () => USUAL_HEIGHT,
    overscan: 3,
  });
  const rows = useRovingRows({
    ids,
    gridRef: listRef,
    pageSize: ROWS_IN_A_PAGE,
    scrollTo: (id) => virtualizer.scrollToIndex(ids.indexOf(id), { align: 'auto' }),
    onMove: () => undefined,
  });

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.defaultPrevented || !isOwnEvent(event) || rows.onKeyDown(event)) return;
    const file = rows.activeId === null ? undefined : byId.get(rows.activeId);
    // Key events of this page come from elements only. On a button, Enter presses the button.
    const isOnRow = (event.target as HTMLElement).dataset.rowId !== undefined;
    if (event.key !== 'Enter' || !isOnRow || file === undefined) return;
    event.preventDefault();
    openInspected(file);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys go to the rows in it.
    <div ref={listRef} className="inspection-scroll" onKeyDown={onKeyDown} {...rows.listProps}>
      <ul className="inspection-list" aria-label={t('list')} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const rowId = ids[index] ?? '';
          const file = byId.get(rowId);
          return file === undefined ? null : (
            <InspectedCard
              key={rowId}
              file={file}
              rowId={rowId}
              index={index}
              count={ids.length}
              top={start}
              measure={virtualizer.measureElement}
              isActive={rowId === rows.activeId}
              onActivate={rows.setActive}
            />
          );
        })}
      </ul>
    </div>
  );
}
