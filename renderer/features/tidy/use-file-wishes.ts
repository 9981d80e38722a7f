import { FolderInput, Link2, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LibraryEntry } from '../../../shared/library/library';
import { useFoldersStore } from '../../stores/folders';
import type { MenuEntry } from '../../ui/menu-entries';
import { trashFiles } from '../operations/actions';
import { linkInto, moveToRightFolder } from './actions';

/** What can be done with a file of the library, as entries of a menu; nothing with one that is not there. */
export function useFileWishes({ id, standing, folderPath }: LibraryEntry): readonly MenuEntry[] {
  const { t } = useTranslation(['tidy', 'operations', 'folders']);
  const folders = useFoldersStore((store) => store.folders);
  if (standing === 'missing' || standing === 'trashed') return [];
  const roots = folders?.kind === 'chosen' ? folders.roots : [];
  // Main looks at paths for real; here they only keep a program from being offered its own files.
  const others = roots.filter(
    ({ path }) => !`${folderPath}/`.replaceAll('\\', '/').startsWith(`${path}/`.replaceAll('\\', '/')),
  );
  const isRecognised = standing === 'known' || standing === 'edited';
  return [
    'separator',
    ...(isRecognised
      ? [
          {
            id: 'rightFolder',
            label: t('wishes.move'),
            icon: FolderInput,
            onAction: () => void moveToRightFolder(id),
          },
        ]
      : []),
    ...others.map(({ id: rootId, layout, path }) => ({
      id: `link ${rootId}`,
      label: t('wishes.linkInto', { program: t(`layouts.${layout}`, { ns: 'folders' }) }),
      detail: path,
      icon: Link2,
      onAction: () => void linkInto(id, rootId),
    })),
    {
      id: 'trash',
      label: t('wishes.trash', { ns: 'operations' }),
      icon: Trash2,
      onAction: () => void trashFiles([id]),
    },
  ];
}
