import { Layers, SquareStack } from 'lucide-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchWish } from '../../../shared/civitai/search';
import { MenuButton } from '../../ui/menu';
import { planSearch } from './plan-actions';

interface PlanAllProps {
  /** Of the menu. */
  readonly label: string;
  readonly wish: SearchWish;
  readonly trigger: ReactElement;
}

/** Takes everything that a search finds into the plan: of each model the newest version, or all of them. */
export function PlanAll({ label, wish, trigger }: PlanAllProps) {
  const { t } = useTranslation('discover');
  return (
    <MenuButton
      label={label}
      trigger={trigger}
      placement="bottom start"
      entries={[
        {
          id: 'newest',
          label: t('planAll.newest'),
          icon: SquareStack,
          onAction: () => planSearch(wish, 'newest'),
        },
        { id: 'all', label: t('planAll.all'), icon: Layers, onAction: () => planSearch(wish, 'all') },
      ]}
    />
  );
}
