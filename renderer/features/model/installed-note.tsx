import { FolderOpen, HardDriveDownload } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useOwnedFiles } from '../../stores/owned';
import { Button } from '../../ui/button';
import { showInFolder } from '../library/actions';
import { openFolderOf } from './actions';
import { useFilesHere } from './use-files-here';

interface InstalledNoteProps {
  readonly modelId: number;
  readonly versionId: number;
}

interface InstalledFile {
  readonly key: string;
  readonly name: string;
  readonly place: string;
  readonly path: string;
  readonly show: () => void;
}

/** What of this version is on disk already, and where. */
export function InstalledNote({ modelId, versionId }: InstalledNoteProps) {
  const { t } = useTranslation('model');
  const files = useInstalledFiles(modelId, versionId);
  if (files.length === 0) return null;
  return (
    <ul className="installed" aria-label={t('installed.title')}>
      {files.map(({ key, name, place, path, show }) => (
        <li key={key} className="installed-file">
          <HardDriveDownload aria-hidden size={16} className="installed-icon" />
          <p className="installed-words selectable" title={path}>
            <strong>{t('installed.title')}</strong>{' '}
            <span className="dim">{t('installed.where', { name, place })}</span>
          </p>
          <Button
            size="small"
            icon={FolderOpen}
            aria-label={t('installed.showOf', { name })}
            onPress={() => show()}
          >
            {t('installed.show')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** Those that Civet has placed, and then those that were in the user's folders before. */
function useInstalledFiles(modelId: number, versionId: number): readonly InstalledFile[] {
  const owned = useOwnedFiles(modelId).filter((file) => file.versionId === versionId);
  const placed = useFilesHere(modelId).flatMap(({ id, versionId: own, state, placeLabel, placePath }) =>
    own === versionId && state.kind === 'completed'
      ? [
          {
            key: id,
            name: state.finalName,
            place: placeLabel,
            path: placePath,
            show: () => openFolderOf(id),
          },
        ]
      : [],
  );
  const found = owned.map((file) => ({
    key: `library ${file.id}`,
    name: file.fileName,
    place: file.folderPath,
    path: file.folderPath,
    show: () => void showInFolder(file),
  }));
  return [...placed, ...found];
}
