import { FolderCheck, FolderOpen, FolderPlus, FolderX, Pencil, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FolderKind, FolderView } from '../../../shared/placement';
import { Badge } from '../../ui/badge';
import { IconButton } from '../../ui/icon-button';
import { Section } from '../../ui/section';
import { StateMark } from '../../ui/state-mark';
import { openFolder, pickForKind, resetKind } from './actions';

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
  readonly folders: readonly FolderView[];
  readonly isRootThere: boolean;
}

export function KindsTable({ folders, isRootThere }: KindsTableProps) {
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
            <KindRow key={folder.kind} folder={folder} isRootThere={isRootThere} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

interface KindRowProps {
  readonly folder: FolderView;
  readonly isRootThere: boolean;
}

function KindRow({ folder, isRootThere }: KindRowProps) {
  const { t } = useTranslation('folders');
  const { kind: id, label, path, isOwnChoice, exists } = folder;
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
          {isOwnChoice && <Badge>{t('table.ownChoice')}</Badge>}
        </span>
      </td>
      <td>
        <FolderState exists={exists} canBeMade={isRootThere && !isOwnChoice} />
      </td>
      <td>
        <span className="folders-buttons">
          {isOwnChoice && (
            <IconButton
              size="small"
              icon={Undo2}
              label={t('actions.reset', { kind })}
              onPress={() => void resetKind(id)}
            />
          )}
          <IconButton
            size="small"
            icon={Pencil}
            label={t('actions.change', { kind })}
            onPress={() => void pickForKind(id)}
          />
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
}

/** A layout's folder is made when the first file needs it; one of the user's own must be there. */
function FolderState({ exists, canBeMade }: FolderStateProps) {
  const { t } = useTranslation('folders');
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
