import { useTranslation } from 'react-i18next';
import type { ModelFile } from '../../../shared/civitai/model';
import { isSameFile } from '../../../shared/library/owned';
import { useOwnedFiles } from '../../stores/owned';
import { formatPreciseBytes } from '../../ui/format';
import { addSeveral } from './actions';
import { DownloadOrder } from './download-order';
import { placesOf } from './places-of';
import { useFilePlans } from './use-file-plans';
import { useFilesHere } from './use-files-here';

interface SeveralDownloadProps {
  readonly modelId: number;
  readonly versionId: number;
  readonly files: readonly ModelFile[];
}

/** One button for all the files that were chosen, less those that are here already. */
export function SeveralDownload({ modelId, versionId, files }: SeveralDownloadProps) {
  const { t } = useTranslation('model');
  const owned = useOwnedFiles(modelId);
  const here = useFilesHere(modelId).filter((each) => each.versionId === versionId);
  const isHere = (file: ModelFile) =>
    here.some(({ fileId }) => fileId === file.id) ||
    owned.some((each) => isSameFile(each, versionId, file.hashes.sha256));
  const plans = useFilePlans(modelId, versionId, files);
  const wanted = plans.filter(({ file }) => !isHere(file));
  const dangerous = wanted.filter(({ plan }) => plan?.needsRiskAccepted).map(({ file }) => file);
  const bytes = wanted.reduce((sum, { file }) => sum + (file.approximateBytes ?? 0), 0);
  const places = placesOf(wanted.flatMap(({ plan }) => plan ?? []));
  const isReady = wanted.length > 0 && wanted.every(({ plan }) => plan !== null);

  return (
    <DownloadOrder
      label={
        wanted.length === 0
          ? t('several.allHere')
          : t('several.button', { count: wanted.length, bytes: formatPreciseBytes(bytes) })
      }
      isReady={isReady}
      dangerous={dangerous}
      onAdd={(isRiskAccepted) => {
        const chosen = wanted.map(({ file }) => ({ modelId, versionId, fileId: file.id }));
        return addSeveral(chosen, { isRiskAccepted });
      }}
    >
      <ul className="download-panel-place">
        {places.map(({ label, path, count, isTooSmall, freeBytes }) => (
          <li key={path} title={path}>
            {t('several.place', { count, place: label })}
            {isTooSmall && (
              <span className="download-panel-warning"> {t('download.tooBig', { free: freeBytes })}</span>
            )}
          </li>
        ))}
        {wanted.length > 0 && wanted.length < files.length && (
          <li className="dim">{t('several.here', { count: files.length - wanted.length })}</li>
        )}
      </ul>
    </DownloadOrder>
  );
}
