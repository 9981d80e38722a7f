import { ListChecks } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_PLANNED } from '../../../shared/bulk/plan';
import { clearSelected, countElsewhere, type SelectionList, useSelectedIds } from '../../stores/selection';
import { Button } from '../../ui/button';
import { SelectionFrame } from '../../ui/selection-frame';
import { planModels } from './plan-actions';

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
    <SelectionFrame
      label={t('selection.label')}
      words={count > 0 ? words : null}
      note={isTooMany ? t('selection.tooMany', { count: MOST_PLANNED }) : null}
      clearLabel={t('selection.clear')}
      onClear={() => {
        clearSelected(list);
        onCleared();
      }}
    >
      <Button
        variant="primary"
        icon={ListChecks}
        isDisabled={isTooMany}
        isPending={isPlanning}
        onPress={() => void plan()}
      >
        {t('selection.plan')}
      </Button>
    </SelectionFrame>
  );
}
