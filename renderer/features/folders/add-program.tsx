import { ChevronDown, FolderSearch } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { LAYOUTS } from '../../../shared/placement';
import { Button } from '../../ui/button';
import { MenuButton } from '../../ui/menu';
import { pickRoot } from './actions';

/** One folder more: recognised, or as what the user says it is. */
export function AddProgram() {
  const { t } = useTranslation('folders');
  return (
    <MenuButton
      label={t('programs.addMenu')}
      trigger={
        <Button>
          <span className="folders-change">
            {t('programs.add')} <ChevronDown aria-hidden size={14} />
          </span>
        </Button>
      }
      entries={[
        {
          id: 'detect',
          label: t('programs.detect'),
          detail: t('programs.detectDetail'),
          icon: FolderSearch,
          onAction: () => void pickRoot(null),
        },
        'separator',
        ...LAYOUTS.map((id) => ({
          id,
          label: t(`layouts.${id}`),
          onAction: () => void pickRoot(id),
        })),
      ]}
    />
  );
}
