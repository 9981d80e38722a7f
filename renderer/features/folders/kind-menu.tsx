import { FolderPen, Pencil, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FolderView, RootView } from '../../../shared/placement';
import { IconButton } from '../../ui/icon-button';
import { MenuButton } from '../../ui/menu';
import { pickForKind, resetKind, sendKindTo } from './actions';
import { PROGRAM_ICONS } from './program-icons';

interface KindMenuProps {
  readonly folder: FolderView;
  readonly roots: readonly RootView[];
  readonly usualId: string;
}

/** Where else files of a kind can go: a folder of the user's own, or another of the programs. */
export function KindMenu({ folder: { kind: id, reason, rootId }, roots, usualId }: KindMenuProps) {
  const { t } = useTranslation('folders');
  const kind = t(`kinds.${id}`);
  const others = roots.filter((root) => root.id !== usualId && root.id !== rootId);
  const isChosen = reason === 'own' || reason === 'otherRoot';
  return (
    <MenuButton
      label={t('actions.change', { kind })}
      trigger={<IconButton size="small" icon={Pencil} label={t('actions.change', { kind })} />}
      entries={[
        {
          id: 'pick',
          label: t('actions.pick'),
          icon: FolderPen,
          onAction: () => void pickForKind(id),
        },
        ...others.map((root) => ({
          id: root.id,
          label: t('actions.otherRoot', { program: t(`layouts.${root.layout}`) }),
          detail: root.path,
          icon: PROGRAM_ICONS[root.layout],
          onAction: () => void sendKindTo(id, root.id),
        })),
        ...(isChosen
          ? [
              'separator' as const,
              {
                id: 'reset',
                label: t('actions.reset'),
                icon: Undo2,
                onAction: () => void resetKind(id),
              },
            ]
          : []),
      ]}
    />
  );
}
