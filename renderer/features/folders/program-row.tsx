import { Ellipsis, FolderOpen, FolderSync, ListX, Star, Unplug } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RootView } from '../../../shared/placement';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { MenuButton } from '../../ui/menu';
import { StateMark } from '../../ui/state-mark';
import { openRoot, pickRoot, removeRoot, setUsual } from './actions';
import { FreeSpace } from './free-space';
import { FurtherFolders } from './further-folders';
import { PROGRAM_ICONS } from './program-icons';
import { RegisteredFiles } from './registered-files';

interface ProgramRowProps {
  readonly root: RootView;
  readonly isUsual: boolean;
  readonly isOnly: boolean;
}

export function ProgramRow({ root, isUsual, isOnly }: ProgramRowProps) {
  const { t } = useTranslation('folders');
  const { id, layout, path, isThere } = root;
  const name = t(`layouts.${layout}`);
  const Icon = PROGRAM_ICONS[layout];
  return (
    <li className="folders-program">
      <div className="folders-program-line">
        <Icon aria-hidden size={20} strokeWidth={1.5} className="folders-icon" />
        <div className="folders-program-words">
          <p className="folders-program-name">
            {name}
            {isUsual && !isOnly && <Badge>{t('programs.usual')}</Badge>}
          </p>
          <p className="folders-program-path dim">
            <bdi className="ellipsis selectable" title={path}>
              {path}
            </bdi>
            {isUsual && isThere && <FreeSpace />}
          </p>
        </div>
        {!isUsual && (
          <span className="folders-make-usual">
            <Button
              size="small"
              onPress={() => void setUsual(id)}
              aria-label={t('programs.makeUsualOf', { name, path })}
            >
              {t('programs.makeUsual')}
            </Button>
          </span>
        )}
        <MenuButton
          label={t('programs.more', { name, path })}
          trigger={<IconButton icon={Ellipsis} label={t('programs.more', { name, path })} />}
          entries={[
            {
              id: 'open',
              label: t('programs.open'),
              icon: FolderOpen,
              isDisabled: !isThere,
              onAction: () => void openRoot(id),
            },
            ...(isUsual
              ? []
              : [
                  {
                    id: 'usual',
                    label: t('programs.makeUsual'),
                    icon: Star,
                    onAction: () => void setUsual(id),
                  },
                ]),
            {
              id: 'replace',
              label: t('programs.replace'),
              icon: FolderSync,
              onAction: () => void pickRoot(null, id),
            },
            'separator',
            {
              id: 'remove',
              label: t('programs.remove'),
              detail: t('programs.removeDetail'),
              icon: ListX,
              onAction: () => void removeRoot(root),
            },
          ]}
        />
      </div>
      {!isThere && <MissingRoot root={root} />}
      <FurtherFolders root={root} />
      {root.registration !== null && <RegisteredFiles registration={root.registration} />}
    </li>
  );
}

function MissingRoot({ root: { id, layout } }: { readonly root: RootView }) {
  const { t } = useTranslation('folders');
  return (
    <div className="folders-program-note">
      <StateMark tone="attention" icon={Unplug}>
        {t('missing.title')}
      </StateMark>
      <span className="dim">{t('missing.reason')}</span>
      <Button size="small" onPress={() => void pickRoot(layout, id)}>
        {t('missing.action')}
      </Button>
    </div>
  );
}
