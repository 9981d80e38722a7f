// biome-ignore-all lint/a11y/useSemanticElements: rows that are scrolled into being cannot be a table's.
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { LibraryEntry } from '../../../shared/library/library';
import { clearSelected, type SelectionList } from '../../stores/selection';
import { selectLibraryEntry, useViewStore } from '../../stores/view';
import { isOwnEvent } from '../../ui/is-own-event';
import { useRovingRows } from '../../ui/use-roving-rows';
import { trashFiles } from '../operations/actions';
import { trashSeen } from './choice-question';
import { LibraryHeadings } from './library-headings';
import { LibraryRow } from './library-row';
import { useLibraryView } from './library-view';
import { useChoosing } from './use-choosing';
import { useChosenSummary } from './use-chosen-summary';
import { useFollowedFile } from './use-followed-file';
import { useLibraryFacets } from './use-library-facets';
import type { useLibraryList } from './use-library-list';

const rowHeight = 48;
const rowsInAPage = 10;

type LibraryListProps = Pick<ReturnType<typeof useLibraryList>, 'entryAt' | 'look' | 'isStale'> & {
  readonly total: number;
  readonly choices: SelectionList;
};

/** All entries by their places: which one stands at a place is known once it is on screen. */
export function LibraryList({ total, entryAt, look, isStale, choices }: LibraryListProps) {
  const { t } = useTranslation('library');
  const wish = useLibraryView();
  const tellsUse = useLibraryFacets()?.tellsUse === true;
  const openId = useViewStore((view) => view.selectedLibraryId);
  const gridRef = useRef<HTMLDivElement>(null);
  const ids = useMemo(() => Array.from({ length: total }, (_, at) => String(at)), [total]);
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => gridRef.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const choosing = useChoosing({ list: choices, entryAt, isStale });
  const movedTo = useRef<number | null>(null);
  const rows = useRovingRows({
    ids,
    gridRef,
    pageSize: rowsInAPage,
    scrollTo: (id) => virtualizer.scrollToIndex(Number(id), { align: 'auto' }),
    onMove: (id) => {
      movedTo.current = Number(id);
      followed.leave();
    },
  });
  const followed = useFollowedFile({ wish, entryAt, rows, gridRef });
  const { summary, isStale: isOldSummary } = useChosenSummary(choosing.choice);
  const shown = virtualizer.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => look(first, last), [look, first, last]);
  // Another list begins at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the wish is what is waited for.
  useEffect(() => void gridRef.current?.scrollTo({ top: 0 }), [wish]);

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.defaultPrevented || !isOwnEvent(event)) return;
    const from = rows.activeIndex;
    movedTo.current = null;
    if (rows.onKeyDown(event)) {
      if (movedTo.current !== null) choosing.chooseByMove(event, from, movedTo.current);
      return;
    }
    // Key events of this page come from elements only. On a button, Enter presses the button.
    const isOnRow = (event.target as HTMLElement).dataset.rowId === rows.activeId;
    if (!choosing.chooseByKey(event, from, isOnRow) && !(isOnRow && act(event))) return;
    event.preventDefault();
  }

  /** Answers whether the key means something for what is chosen, or else for the file in focus. */
  function act({ key, repeat }: KeyboardEvent): boolean {
    const entry = entryAt(rows.activeIndex);
    if (key === 'Delete') {
      if (!repeat && !isStale) trash(entry);
    } else if (key === 'Enter' && entry !== null) selectLibraryEntry(entry.id);
    else return false;
    return true;
  }

  /** What is chosen, once it was said how much that is; of a choice of which nothing is in this list, the row. */
  function trash(entry: LibraryEntry | null): void {
    const { choice } = choosing;
    if (choice !== null && (summary === null || isOldSummary)) return;
    if (choice !== null && summary !== null && summary.fileCount > summary.elsewhereCount)
      void trashSeen(choice, summary, () => clearSelected(choices));
    else if (entry !== null && entry.standing !== 'missing' && followed.isSettled())
      void trashFiles([entry.id]);
  }

  function onClick(event: MouseEvent<HTMLElement>): void {
    // Mouse events of this page come from elements only.
    const pressed = event.target as Element;
    const row = pressed.closest<HTMLElement>('[data-row-id]');
    const isTick = pressed.closest('[data-act=tick]') !== null;
    if (row === null || (!isTick && pressed.closest('button') !== null)) return;
    const index = Number(row.dataset.rowId);
    const entry = entryAt(index);
    if (!choosing.chooseByPress(event, isTick, index) && entry !== null) selectLibraryEntry(entry.id);
  }

  return (
    <div
      role="grid"
      aria-label={t('tableLabel')}
      aria-rowcount={total + 1}
      aria-multiselectable
      className="library-frame"
      data-uses={tellsUse || undefined}
    >
      <LibraryHeadings choices={choices} total={total} tellsUse={tellsUse} />
      <div
        ref={gridRef}
        role="rowgroup"
        className="library-list"
        onKeyDown={onKeyDown}
        onClick={onClick}
        {...rows.listProps}
      >
        <div role="presentation" className="library-space" style={{ height: virtualizer.getTotalSize() }}>
          {shown.map(({ index, start }) => {
            const entry = entryAt(index);
            const rowId = String(index);
            return (
              <LibraryRow
                key={index}
                rowId={rowId}
                index={index}
                top={start}
                entry={entry}
                isActive={rowId === rows.activeId}
                tellsUse={tellsUse}
                isOpen={entry !== null && entry.id === openId}
                isChosen={entry !== null && choosing.isChosen(entry.id)}
                onActivate={followed.activate}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
