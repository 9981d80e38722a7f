import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DuplicateGroup } from '../../../shared/library/duplicates';
import { isOwnEvent } from '../../ui/is-own-event';
import { useLostFocus } from '../../ui/use-lost-focus';
import { useRovingRows } from '../../ui/use-roving-rows';
import { DuplicateCard } from './duplicate-card';
import type { DuplicateTab } from './duplicates-view';

/** Two copies, and what belongs to them. */
const USUAL_HEIGHT = 148;
const ROWS_IN_A_PAGE = 4;

interface DuplicateListProps {
  readonly tab: DuplicateTab;
  readonly total: number;
  readonly groupAt: (index: number) => DuplicateGroup | null;
  readonly look: (first: number, last: number) => void;
}

/** All groups by their places; only those on screen are drawn. */
export function DuplicateList({ tab, total, groupAt, look }: DuplicateListProps) {
  const { t } = useTranslation('duplicates');
  const lostRef = useLostFocus<HTMLDivElement>(String(total));
  const listRef = useRef<HTMLDivElement>(null);
  const ids = useMemo(() => Array.from({ length: total }, (_, at) => String(at)), [total]);
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => listRef.current,
    estimateSize: () => USUAL_HEIGHT,
    overscan: 3,
  });
  const rows = useRovingRows({
    ids,
    gridRef: listRef,
    pageSize: ROWS_IN_A_PAGE,
    scrollTo: (id) => virtualizer.scrollToIndex(Number(id), { align: 'auto' }),
    onMove: () => undefined,
  });
  const shown = virtualizer.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => look(first, last), [look, first, last]);

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (!event.defaultPrevented && isOwnEvent(event)) rows.onKeyDown(event);
  }

  return (
    <div ref={lostRef} tabIndex={-1} className="duplicates-frame">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys go to the rows in it. */}
      <div ref={listRef} className="duplicates-scroll" onKeyDown={onKeyDown} {...rows.listProps}>
        <ul className="duplicates-list" aria-label={t('list')} style={{ height: virtualizer.getTotalSize() }}>
          {shown.map(({ index, start }) => (
            <DuplicateCard
              key={index}
              tab={tab}
              group={groupAt(index)}
              rowId={String(index)}
              index={index}
              count={total}
              top={start}
              measure={virtualizer.measureElement}
              isActive={String(index) === rows.activeId}
              onActivate={rows.setActive}
            />
          ))}
        </ul>
      </div>
    </div>
  );
}
