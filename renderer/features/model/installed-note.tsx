import { FolderOpen, HardDriveDownload } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { openFolderOf } from './actions';
import { useFilesHere } from './use-files-here';

interface InstalledNoteProps {
  readonly modelId: number;
  readonly versionId: number;
}

/** What of this version is on disk already, and where. */
export function InstalledNote({ modelId, versionId }: InstalledNoteProps) {
  const { t } = useTranslation('model');
  const placed = useFilesHere(modelId).filter(
    ({ versionId: own, state }) => own === versionId && state.kind === 'completed',
  );
  if (placed.length === 0) return null;
  return (
    <ul className="installed" aria-label={t('installed.title')}>
      {placed.map(({ id, state, fileName, placeLabel, placePath }) => {
        const name = state.kind === 'completed' ? state.finalName : fileName;
        return (
          <li key={id} className="installed-file">
            <HardDriveDownload aria-hidden size={16} className="installed-icon" />
            <p className="installed-words selectable" title={placePath}>
              <strong>{t('installed.title')}</strong>{' '}
              <span className="dim">{t('installed.where', { name, place: placeLabel })}</span>
            </p>
            <Button
              size="small"
              icon={FolderOpen}
              aria-label={t('installed.showOf', { name })}
              onPress={() => openFolderOf(id)}
            >
              {t('installed.show')}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
