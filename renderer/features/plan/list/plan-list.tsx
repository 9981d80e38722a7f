// biome-ignore-all lint/a11y/useSemanticElements: rows that are scrolled into being cannot be a table's.
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ContextMenu } from '../../../ui/context-menu';
import { isOwnEvent } from '../../../ui/is-own-event';
import { useRovingRows } from '../../../ui/use-roving-rows';
import { idsBetween, type PlanEntries, type PlanEntry } from '../plan-entries';
import { selectItems, usePlanView } from '../plan-view';
import { itemMenu } from './item-menu';
import { itemsMeant, obeyKey } from './obey-key';
import { PlanRow } from './plan-row';
import { pressRow } from './press-row';
import { QuestionRow } from './question-row';
import { useFocusAfterQuestion } from './use-focus-after-question';
import { useRowShown } from './use-row-shown';
import './plan-list.css';

const questionHeight = 36;
const rowHeight = 56;
const rowsInAPage = 8;

interface MenuAt {
  readonly id: string;
  readonly at: { readonly x: number; readonly y: number };
}

export function PlanList({ entries: { entries, ids, indexOf } }: { readonly entries: PlanEntries }) {
  const { t } = useTranslation('plan');
  const selectedIds = usePlanView((view) => view.selectedIds);
  const refused = usePlanView((view) => view.refused);
  const gridRef = useRef<HTMLDivElement>(null);
  const isExtending = useRef(false);
  const [menu, setMenu] = useState<MenuAt | null>(null);
  useFocusAfterQuestion(gridRef);

  const rows = useRovingRows({
    ids,
    gridRef,
    pageSize: rowsInAPage,
    scrollTo: (id) => virtualizer.scrollToIndex(indexOf(id), { align: 'auto' }),
    onMove: (id) => {
      const { anchorId } = usePlanView.getState();
      if (isExtending.current)
        selectItems(idsBetween(ids, anchorId ?? rows.activeId, id), anchorId ?? rows.activeId);
      else selectItems([id], id);
    },
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
  const getItemKey = useCallback((index: number) => keyOf(entries[index]), [entries]);
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: entries.length,
    getScrollElement: () => gridRef.current,
    estimateSize: (index) => (entries[index]?.kind === 'question' ? questionHeight : rowHeight),
    getItemKey,
    rangeExtractor,
    overscan: 6,
  });
  useRowShown(virtualizer, indexOf);

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.defaultPrevented || !isOwnEvent(event)) return;
    isExtending.current = event.shiftKey;
    if (rows.onKeyDown(event)) return;
    if (obeyKey(event, rows.activeId, ids)) event.preventDefault();
  }

  function openMenu(event: MouseEvent<HTMLElement>, row: HTMLElement, id: string): void {
    event.preventDefault();
    rows.setActive(id);
    row.focus({ preventScroll: true });
    if (!usePlanView.getState().selectedIds.has(id)) selectItems([id], id);
    // The menu key and a press by key give no pointer position.
    const box = row.getBoundingClientRect();
    const isByKey = event.clientX === 0 && event.clientY === 0;
    setMenu({
      id,
      at: isByKey ? { x: box.right - 40, y: box.top + 36 } : { x: event.clientX, y: event.clientY },
    });
  }

  function onPress(event: MouseEvent<HTMLElement>): void {
    if (event.defaultPrevented || !isOwnEvent(event)) return;
    const pressed = rowOf(event);
    if (pressed === null) return;
    if (pressRow(event, pressed.id, ids) === 'menu') openMenu(event, pressed.row, pressed.id);
  }

  return (
    <>
      <div
        ref={gridRef}
        role="grid"
        aria-label={t('listLabel')}
        aria-rowcount={entries.length}
        aria-multiselectable
        className="plan-list"
        onKeyDown={onKeyDown}
        onClick={onPress}
        onContextMenu={(event) => {
          const pressed = event.defaultPrevented || !isOwnEvent(event) ? null : rowOf(event);
          if (pressed !== null) openMenu(event, pressed.row, pressed.id);
        }}
        {...rows.listProps}
      >
        <div role="presentation" className="plan-list-space" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const entry = entries[index];
            if (entry === undefined) return null;
            if (entry.kind === 'question')
              return <QuestionRow key={key} ambiguousId={entry.ambiguousId} index={index} top={start} />;
            const { item } = entry;
            return (
              <PlanRow
                key={key}
                item={item}
                refusal={refused.get(item.id)}
                index={index}
                top={start}
                isActive={item.id === rows.activeId}
                isSelected={selectedIds.has(item.id)}
                onActivate={rows.setActive}
                measure={virtualizer.measureElement}
              />
            );
          })}
        </div>
      </div>
      <ContextMenu
        at={menu?.at ?? null}
        label={t('menu.label')}
        entries={menu === null ? [] : itemMenu(t, itemsMeant(menu.id, ids))}
        onClose={() => {
          rows.takeFocus();
          setMenu(null);
        }}
      />
    </>
  );
}

function keyOf(entry: PlanEntry | undefined): string {
  if (entry === undefined) return '';
  return entry.kind === 'question' ? `number ${entry.ambiguousId}` : entry.item.id;
}

function rowOf(event: MouseEvent<HTMLElement>): { readonly row: HTMLElement; readonly id: string } | null {
  // Mouse events of this page come from elements only.
  const row = (event.target as HTMLElement).closest<HTMLElement>('[data-row-id]');
  const id = row?.dataset.rowId;
  return row === null || id === undefined ? null : { row, id };
}
