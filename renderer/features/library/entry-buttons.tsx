import {
  Copy,
  Ellipsis,
  ExternalLink,
  FolderOpen,
  ListX,
  PanelRight,
  SquareArrowOutUpRight,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { selectLibraryEntry } from '../../stores/view';
import { IconButton } from '../../ui/icon-button';
import { MenuButton } from '../../ui/menu';
import { copySha256, openModel, openOnCivitai, removeFromList, showInFolder } from './actions';
import type { LibraryEntry } from './library-entries';

export function EntryButtons({ entry }: { readonly entry: LibraryEntry }) {
  const { t } = useTranslation('library');
  const name = entry.modelName;
  return (
    <span className="library-buttons">
      <IconButton
        size="small"
        icon={FolderOpen}
        label={t('actions.showInFolderOf', { name })}
        onPress={() => void showInFolder(entry)}
      />
      <MenuButton
        label={t('actions.moreFor', { name })}
        trigger={<IconButton size="small" icon={Ellipsis} label={t('actions.moreFor', { name })} />}
        entries={[
          {
            id: 'details',
            label: t('actions.details'),
            icon: PanelRight,
            onAction: () => selectLibraryEntry(entry.id),
          },
          {
            id: 'showInFolder',
            label: t('actions.showInFolder'),
            icon: FolderOpen,
            onAction: () => void showInFolder(entry),
          },
          {
            id: 'openModel',
            label: t('actions.openModel'),
            icon: SquareArrowOutUpRight,
            onAction: () => openModel(entry),
          },
          {
            id: 'openOnCivitai',
            label: t('actions.openOnCivitai'),
            icon: ExternalLink,
            onAction: () => void openOnCivitai(entry),
          },
          {
            id: 'copySha256',
            label: t('actions.copySha256'),
            icon: Copy,
            onAction: () => void copySha256(entry),
          },
          'separator',
          {
            id: 'remove',
            label: t('actions.remove'),
            icon: ListX,
            onAction: () => void removeFromList(entry),
          },
        ]}
      />
    </span>
  );
}
