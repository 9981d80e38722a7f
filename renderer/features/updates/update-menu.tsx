import {
  BellOff,
  Ellipsis,
  ExternalLink,
  EyeOff,
  FolderOpen,
  ListCollapse,
  SquareArrowOutUpRight,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { UpdateRow } from '../../../shared/updates/updates';
import { IconButton } from '../../ui/icon-button';
import { MenuButton } from '../../ui/menu';
import { openModel, openOnCivitai, showInFolder } from '../library/actions';
import { ignoreModel, ignoreVersion } from './actions';
import { toggleRow } from './updates-view';

export function UpdateMenu({ row }: { readonly row: UpdateRow }) {
  const { t } = useTranslation('updates');
  const { id, modelId, modelName: model, newFile, oldFiles } = row;
  const [old] = oldFiles;
  const place = { modelId, versionId: newFile?.versionId ?? null };
  return (
    <MenuButton
      label={t('row.more', { model })}
      trigger={<IconButton size="small" icon={Ellipsis} label={t('row.more', { model })} />}
      entries={[
        { id: 'changes', label: t('menu.changes'), icon: ListCollapse, onAction: () => toggleRow(id) },
        {
          id: 'open',
          label: t('menu.openModel'),
          icon: SquareArrowOutUpRight,
          onAction: () => openModel(place),
        },
        {
          id: 'civitai',
          label: t('menu.openOnCivitai'),
          icon: ExternalLink,
          onAction: () => void openOnCivitai(place),
        },
        ...(old === undefined
          ? []
          : [
              {
                id: 'show',
                label: t('menu.showOld'),
                icon: FolderOpen,
                onAction: () => void showInFolder(old),
              },
            ]),
        ...(newFile === null
          ? []
          : [
              {
                id: 'ignoreVersion',
                label: t('menu.ignoreVersion'),
                icon: EyeOff,
                onAction: () => void ignoreVersion(row),
              },
            ]),
        {
          id: 'ignoreModel',
          label: t('menu.ignoreModel'),
          icon: BellOff,
          onAction: () => void ignoreModel(row),
        },
      ]}
    />
  );
}
