import {
  ArchiveRestore,
  CircleArrowUp,
  Copy,
  Download,
  Ellipsis,
  ExternalLink,
  FolderOpen,
  PanelRight,
  Search,
  ShieldCheck,
  SquareArrowOutUpRight,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LibraryEntry } from '../../../shared/library/library';
import { selectLibraryEntry } from '../../stores/view';
import { IconButton } from '../../ui/icon-button';
import { MenuButton } from '../../ui/menu';
import { copyAndTell } from '../model/actions';
import { useFileWishes } from '../tidy/use-file-wishes';
import { planOne } from '../updates/actions';
import {
  canComeAgain,
  checkFiles,
  downloadAgain,
  isOpen,
  lookAgain,
  openModel,
  openOnCivitai,
  showInFolder,
} from './actions';
import { bringBackSeen } from './choice-question';

interface EntryButtonsProps {
  readonly entry: LibraryEntry;
  readonly isActive: boolean;
}

export function EntryButtons({ entry, isActive }: EntryButtonsProps) {
  const { t } = useTranslation('library');
  const wishes = useFileWishes(entry);
  const name = entry.modelName ?? entry.fileName;
  const ofModel = [
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
  ];
  const { newer, trashId } = entry;
  const restore = (trashedId: number) => ({
    id: 'bringBack',
    label: t('inTrash.bringBack'),
    icon: ArchiveRestore,
    onAction: () => void bringBackSeen(trashedId),
  });
  const update = {
    id: 'update',
    label: t('newer.updateTo', { ns: 'updates', version: newer?.versionName }),
    icon: CircleArrowUp,
    onAction: () => void (newer && planOne(newer.updateId)),
  };
  const check = {
    id: 'check',
    label: t('check.one'),
    icon: ShieldCheck,
    onAction: () => void checkFiles({ kind: 'files', ids: [entry.id] }),
  };
  const again = {
    id: 'again',
    label: t(entry.standing === 'incomplete' ? 'again.whole' : 'again.one'),
    icon: Download,
    onAction: () => void downloadAgain({ kind: 'files', ids: [entry.id] }),
  };
  const look = {
    id: 'lookAgain',
    label: t('lookAgain.one'),
    icon: Search,
    onAction: () => void lookAgain(entry),
  };
  return (
    <>
      <IconButton
        size="small"
        icon={FolderOpen}
        label={t('actions.showInFolderOf', { name })}
        excludeFromTabOrder={!isActive}
        onPress={() => void showInFolder(entry)}
      />
      <MenuButton
        label={t('actions.moreFor', { name })}
        trigger={
          <IconButton
            size="small"
            icon={Ellipsis}
            label={t('actions.moreFor', { name })}
            excludeFromTabOrder={!isActive}
          />
        }
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
          ...(newer === null ? [] : [update]),
          ...(entry.modelId === null ? [] : ofModel),
          {
            id: 'copyName',
            label: t('actions.copyName'),
            icon: Copy,
            onAction: () => void copyAndTell(entry.fileName),
          },
          ...(trashId === null ? [] : [restore(trashId)]),
          ...(canComeAgain(entry) ? [again] : []),
          ...(isOpen(entry) ? [look] : []),
          ...(entry.standing === 'missing' ? [] : [check]),
          ...wishes,
        ]}
      />
    </>
  );
}
