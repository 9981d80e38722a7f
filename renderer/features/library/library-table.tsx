import { ChevronDown, ChevronUp } from 'lucide-react';
import { useMemo } from 'react';
import {
  Cell,
  Column,
  Row,
  type SortDescriptor,
  Table,
  TableBody,
  TableHeader,
  TableLayout,
  Virtualizer,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { selectLibraryEntry, useViewStore } from '../../stores/view';
import { EntryCell, type ShownColumn } from './entry-cell';
import { LIBRARY_COLUMNS, type LibraryEntry } from './library-entries';
import { changeLibraryWish, useLibraryView } from './library-view';
import { useWidth } from './use-width';

const widths: Readonly<Record<ShownColumn, number | '1fr'>> = {
  name: '1fr',
  version: 120,
  type: 108,
  baseModel: 108,
  size: 84,
  proof: 148,
  placed: 116,
  actions: 76,
};

/** What gives way first when the list is narrow; the inspector has it all. */
function columnsFor(width: number): readonly ShownColumn[] {
  const hidden: readonly ShownColumn[] =
    width < 560
      ? ['version', 'type', 'baseModel', 'placed']
      : width < 780
        ? ['type', 'baseModel', 'version']
        : width < 940
          ? ['baseModel', 'type']
          : [];
  return [...LIBRARY_COLUMNS, 'actions' as const].filter((column) => !hidden.includes(column));
}

export function LibraryTable({ entries }: { readonly entries: readonly LibraryEntry[] }) {
  const { t } = useTranslation('library');
  const order = useLibraryView((view) => view.order);
  const selectedId = useViewStore((view) => view.selectedLibraryId);
  const [ref, width] = useWidth();
  const columns = useMemo(() => columnsFor(width).map((id) => ({ id })), [width]);
  const sort = ({ column, direction }: SortDescriptor) => {
    const known = LIBRARY_COLUMNS.find((each) => each === column);
    if (known) changeLibraryWish({ order: { column: known, direction } });
  };
  return (
    <div ref={ref} className="library-frame">
      <Virtualizer layout={TableLayout} layoutOptions={{ rowHeight: 48, headingHeight: 32 }}>
        <Table
          aria-label={t('tableLabel')}
          className="library-table"
          sortDescriptor={order}
          onSortChange={sort}
          onRowAction={(key) => selectLibraryEntry(entries.find(({ id }) => id === key)?.id ?? null)}
        >
          <TableHeader columns={columns} dependencies={[columns]}>
            {({ id }) => (
              <Column
                id={id}
                isRowHeader={id === 'name'}
                allowsSorting={id !== 'actions'}
                width={widths[id]}
                minWidth={id === 'name' ? 180 : 60}
                className={`library-column library-column-${id}`}
              >
                {({ sortDirection }) => (
                  <span className="library-heading">
                    {id === 'actions' ? (
                      <span className="visually-hidden">{t('columns.actions')}</span>
                    ) : (
                      t(`columns.${id}`)
                    )}
                    {sortDirection === 'ascending' && <ChevronUp aria-hidden size={12} />}
                    {sortDirection === 'descending' && <ChevronDown aria-hidden size={12} />}
                  </span>
                )}
              </Column>
            )}
          </TableHeader>
          <TableBody items={entries} dependencies={[columns, selectedId]}>
            {(entry) => (
              <Row
                id={entry.id}
                columns={columns}
                textValue={`${entry.modelName} ${entry.versionName}`}
                className="library-row"
                data-open={entry.id === selectedId || undefined}
                dependencies={[columns, selectedId]}
              >
                {({ id }) => (
                  <Cell className={`library-cell library-cell-${id}`}>
                    <EntryCell
                      entry={entry}
                      column={id}
                      hasVersion={columns.some((column) => column.id === 'version')}
                    />
                  </Cell>
                )}
              </Row>
            )}
          </TableBody>
        </Table>
      </Virtualizer>
    </div>
  );
}
