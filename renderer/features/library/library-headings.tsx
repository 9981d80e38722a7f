// biome-ignore-all lint/a11y/useSemanticElements: rows that are scrolled into being cannot be a table's.
// biome-ignore-all lint/a11y/useFocusableInteractive: the button in it takes the focus.
import { ChevronDown, ChevronUp } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { LibrarySort } from '../../../shared/library/library';
import {
  clearSelected,
  type SelectionList,
  selectWhole,
  useIsAllBut,
  useSelectedIds,
} from '../../stores/selection';
import { Checkbox } from '../../ui/checkbox';
import { changeLibraryWish, useLibraryView } from './library-view';

const columns = ['name', 'type', 'base', 'size', 'standing', 'used', 'added', 'buttons'] as const;
const sorts: Readonly<Partial<Record<(typeof columns)[number], LibrarySort>>> = {
  name: 'name',
  type: 'type',
  size: 'size',
  used: 'used',
  added: 'added',
};
/** What one wants to see first: the largest, the latest, and else from A on. */
const startsDescending: readonly LibrarySort[] = ['size', 'used', 'added'];

interface LibraryHeadingsProps {
  readonly choices: SelectionList;
  readonly total: number;
  readonly tellsUse: boolean;
}

export function LibraryHeadings({ choices, total, tellsUse }: LibraryHeadingsProps) {
  const { t } = useTranslation('library');
  const order = useLibraryView((view) => view.order);
  const sortBy = (by: LibrarySort) =>
    changeLibraryWish({
      order: { by, isDescending: by === order.by ? !order.isDescending : startsDescending.includes(by) },
    });
  return (
    <div role="row" aria-rowindex={1} className="library-headings">
      <div role="columnheader" className="library-tick">
        <TickAll choices={choices} total={total} />
      </div>
      {columns.map((column) => {
        if (column === 'used' && !tellsUse) return null;
        const by = sorts[column];
        const isSorted = by === order.by;
        const direction = isSorted ? (order.isDescending ? 'descending' : 'ascending') : undefined;
        return (
          <div
            key={column}
            role="columnheader"
            {...(by === undefined ? {} : { 'aria-sort': direction ?? 'none' })}
            className={`library-heading library-${column}`}
          >
            {by === undefined ? (
              <span className={column === 'buttons' ? 'visually-hidden' : ''}>{t(`columns.${column}`)}</span>
            ) : (
              <Button className="library-sort" onPress={() => sortBy(by)}>
                {t(`columns.${column}`)}
                {direction === 'ascending' && <ChevronUp aria-hidden size={12} />}
                {direction === 'descending' && <ChevronDown aria-hidden size={12} />}
              </Button>
            )}
          </div>
        );
      })}
    </div>
  );
}

/** Chooses all that the list holds, also what has not been scrolled into being. */
function TickAll({ choices, total }: Pick<LibraryHeadingsProps, 'choices' | 'total'>) {
  const { t } = useTranslation('library');
  const ids = useSelectedIds(choices);
  const isAllBut = useIsAllBut(choices);
  const isAll = isAllBut && ids.size === 0;
  return (
    <Checkbox
      aria-label={t('choice.all')}
      isSelected={isAll}
      isIndeterminate={!isAll && (ids.size > 0 || isAllBut)}
      isDisabled={total === 0}
      onChange={() => (isAll ? clearSelected(choices) : selectWhole(choices))}
    />
  );
}
