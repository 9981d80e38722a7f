import { FolderCheck, FolderLock, FolderOpen, FolderPlus, FolderX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FolderKind, FoldersView, FolderView, RootView } from '../../../shared/placement';
import { Badge } from '../../ui/badge';
import { IconButton } from '../../ui/icon-button';
import { Section } from '../../ui/section';
import { StateMark } from '../../ui/state-mark';
import { openFolder } from './actions';
import { KindMenu } from './kind-menu';

/** Kinds whose name alone does not tell everyone what goes there. */
const hinted = [
  'checkpoint',
  'diffusionModel',
  'embedding',
  'textEncoder',
  'motionModule',
  'detection',
] as const satisfies readonly FolderKind[];

interface KindsTableProps {
  readonly folders: Extract<FoldersView, { kind: 'chosen' }>;
}

export function KindsTable({ folders: { folders, roots, usualId } }: KindsTableProps) {
  const { t } = useTranslation('folders');
  return (
    <Section title={t('table.title')} description={t('table.text')} className="folders-kinds">
      <table aria-label={t('table.label')} className="folders-table">
        <thead>
          <tr>
            <th scope="col">{t('table.kind')}</th>
            <th scope="col">{t('table.path')}</th>
            <th scope="col">{t('table.state')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('table.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {folders.map((folder) => (
            <KindRow key={folder.kind} folder={folder} roots={roots} usualId={usualId} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

interface KindRowProps {
  readonly folder: FolderView;
  readonly roots: readonly RootView[];
  readonly usualId: string;
}

function KindRow({ folder, roots, usualId }: KindRowProps) {
  const { t } = useTranslation('folders');
  const { kind: id, label, path, reason, exists, isManaged, canBeMade, rootId } = folder;
  const root = roots.find((each) => each.id === rootId);
  const kind = t(`kinds.${id}`);
  const hint = hinted.find((each) => each === id);
  return (
    <tr>
      <th scope="row">
        <span>{kind}</span>
        {hint && <span className="folders-kind-hint dim">{t(`kindHints.${hint}`)}</span>}
      </th>
      <td>
        <span className="folders-path">
          <bdi className="ellipsis selectable" title={path}>
            {label}
          </bdi>
          {reason === 'own' && <Badge>{t('table.ownChoice')}</Badge>}
          {reason === 'extraPaths' && <Badge title={t('further.defaultLong')}>{t('table.extraPaths')}</Badge>}
          {reason === 'otherRoot' && root && <Badge title={root.path}>{t(`layouts.${root.layout}`)}</Badge>}
        </span>
      </td>
      <td>
        <FolderState exists={exists} canBeMade={canBeMade} isManaged={isManaged} />
      </td>
      <td>
        <span className="folders-buttons">
          <KindMenu folder={folder} roots={roots} usualId={usualId} />
          <IconButton
            size="small"
            icon={FolderOpen}
            label={t('actions.open', { kind })}
            isDisabled={!exists}
            onPress={() => void openFolder(id)}
          />
        </span>
      </td>
    </tr>
  );
}

interface FolderStateProps {
  readonly exists: boolean;
  readonly canBeMade: boolean;
  readonly isManaged: boolean;
}

/** A layout's folder is made when the first file needs it; one of the user's own must be there. */
function FolderState({ exists, canBeMade, isManaged }: FolderStateProps) {
  const { t } = useTranslation('folders');
  if (isManaged)
    return (
      <StateMark tone="attention" icon={FolderLock} isQuiet title={t('table.managedLong')}>
        {t('table.managed')}
      </StateMark>
    );
  if (exists)
    return (
      <StateMark tone="neutral" icon={FolderCheck} isQuiet>
        {t('table.exists')}
      </StateMark>
    );
  if (!canBeMade)
    return (
      <StateMark tone="attention" icon={FolderX} isQuiet>
        {t('table.ownMissing')}
      </StateMark>
    );
  return (
    <StateMark tone="neutral" icon={FolderPlus} isQuiet>
      {t('table.willBeCreated')}
    </StateMark>
  );
}
