import { FolderCheck, FolderSearch } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TidyView } from '../../../shared/operations/tidy';
import { useTidyStore } from '../../stores/tidy';
import { EmptyState } from '../../ui/empty-state';
import { lookForMisplaced } from './actions';

/** Nothing lies in a wrong folder, or nobody has looked; never more than was found out. */
export function TidyEmpty() {
  const { t } = useTranslation('tidy');
  const view = useTidyStore();
  const found = foundIn(view);
  if (found === 'start')
    return (
      <EmptyState
        icon={FolderSearch}
        title={t('empty.startTitle')}
        action={{ label: t('look'), icon: FolderSearch, onPress: () => void lookForMisplaced() }}
      >
        {t('empty.startText')}
      </EmptyState>
    );
  return (
    <EmptyState icon={found === 'allRight' ? FolderCheck : FolderSearch} title={t(`empty.${found}Title`)}>
      {view.rightCount > 0 ? t('empty.right', { count: view.rightCount }) : t(`empty.${found}Text`)}
    </EmptyState>
  );
}

function foundIn({ stage, trouble, rightCount, unknownCount }: TidyView) {
  if (stage === 'idle') return 'start';
  if (trouble !== null) return 'trouble';
  if (unknownCount > 0) return 'noneWrong';
  return rightCount > 0 ? 'allRight' : 'noFiles';
}
