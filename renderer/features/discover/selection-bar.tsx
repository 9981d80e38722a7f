import { ListChecks } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_PLANNED } from '../../../shared/bulk/plan';
import { Button } from '../../ui/button';
import { planModels } from './plan-actions';
import { clearSelected, countElsewhere, type SelectionList, useSelectedIds } from './selection';
import './selection-bar.css';

interface SelectionBarProps {
  readonly list: SelectionList;
  /** The models in view or near it; the selection may hold others. */
  readonly shown: readonly { readonly id: number }[];
  /** After the bar is gone, with what was pressed in it. */
  readonly onCleared: () => void;
}

/** What can be done with the selected models; there while some are. Told of without being looked for. */
export function SelectionBar({ list, shown, onCleared }: SelectionBarProps) {
  const { t } = useTranslation('discover');
  const [isPlanning, setIsPlanning] = useState(false);
  const ids = useSelectedIds(list);
  const count = ids.size;
  const elsewhereCount = useMemo(() => countElsewhere(ids, shown), [ids, shown]);
  const words =
    elsewhereCount === 0
      ? t('selection.count', { count })
      : t('selection.countElsewhere', {
          selected: t('selection.count', { count }),
          elsewhere: t('selection.elsewhere', { count: elsewhereCount }),
        });
  const isTooMany = count > MOST_PLANNED;
  const plan = async () => {
    setIsPlanning(true);
    if (await planModels([...ids])) clearSelected(list);
    setIsPlanning(false);
  };
  return (
    <>
      <span role="status" className="visually-hidden">
        {count > 0 && words}
      </span>
      {count > 0 && (
        <section className="selection-bar" aria-label={t('selection.label')}>
          <span className="selection-bar-count tabular" aria-hidden>
            {words}
          </span>
          {isTooMany && <span className="dim">{t('selection.tooMany', { count: MOST_PLANNED })}</span>}
          <span className="selection-bar-gap" />
          <Button
            variant="quiet"
            onPress={() => {
              clearSelected(list);
              onCleared();
            }}
          >
            {t('selection.clear')}
          </Button>
          <Button
            variant="primary"
            icon={ListChecks}
            isDisabled={isTooMany}
            isPending={isPlanning}
            onPress={() => void plan()}
          >
            {t('selection.plan')}
          </Button>
        </section>
      )}
    </>
  );
}
