import { MousePointerClick } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ModelDetails, ModelVersion } from '../../../shared/civitai/model';
import { useFoldersStore } from '../../stores/folders';
import { Button } from '../../ui/button';
import { ChooseFolderFirst, NotOffered } from './download-obstacles';
import { DownloadPanel } from './download-panel';
import { SeveralDownload } from './several-download';
import { useAccessState } from './use-access-state';
import type { FileChoiceView } from './use-file-choice';

interface VersionDownloadProps {
  readonly model: ModelDetails;
  readonly version: ModelVersion;
  readonly choice: FileChoiceView;
}

/** What there is to do with the files that were chosen: none, one, or several. */
export function VersionDownload({ model, version, choice }: VersionDownloadProps) {
  const { t } = useTranslation('model');
  const hasFolder = useFoldersStore((state) => state.folders?.kind !== 'notChosen');
  const access = useAccessState(model, version);
  const { chosen } = choice;
  const [first] = chosen;
  if (!first) {
    return (
      <div className="download-panel">
        <Button variant="primary" size="large" icon={MousePointerClick} isDisabled>
          {t('download.chooseFile')}
        </Button>
        <p className="dim">{t('download.chooseFileText')}</p>
      </div>
    );
  }
  const isOffered = access.kind !== 'archived' && access.kind !== 'downloadsDisabled';
  if (chosen.length === 1) {
    return <DownloadPanel model={model} version={version} file={first} isOffered={isOffered} />;
  }
  if (!isOffered) return <NotOffered isArchived={access.kind === 'archived'} />;
  if (!hasFolder) return <ChooseFolderFirst />;
  return <SeveralDownload modelId={model.id} versionId={version.id} files={chosen} />;
}
