import { useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelFile } from '../../../shared/civitai/model';
import { Button } from '../../ui/button';
import { formatPreciseBytes } from '../../ui/format';
import { addSeveral } from './actions';
import { placesOf } from './places-of';
import { RiskDialog } from './risk-dialog';
import { useDownloadKey } from './use-download-key';
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
  const queries = useQueryClient();
  const [isAdding, setIsAdding] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const hereIds = new Set(
    useFilesHere(modelId)
      .filter((each) => each.versionId === versionId)
      .map(({ fileId }) => fileId),
  );
  const plans = useFilePlans(modelId, versionId, files);
  const wanted = plans.filter(({ file }) => !hereIds.has(file.id));
  const dangerous = wanted.filter(({ plan }) => plan?.needsRiskAccepted).map(({ file }) => file);
  const bytes = wanted.reduce((sum, { file }) => sum + (file.approximateBytes ?? 0), 0);
  const places = placesOf(wanted.flatMap(({ plan }) => plan ?? []));
  const isReady = wanted.length > 0 && wanted.every(({ plan }) => plan !== null);

  const add = async (isRiskAccepted: boolean) => {
    setIsAdding(true);
    const chosen = wanted.map(({ file }) => ({ modelId, versionId, fileId: file.id }));
    await addSeveral(chosen, { isRiskAccepted });
    await queries.invalidateQueries({ queryKey: ['plan'] });
    setIsAdding(false);
  };
  const start = () => {
    if (isAdding || !isReady) return;
    if (dangerous.length > 0) setIsAsking(true);
    else void add(false);
  };
  useDownloadKey(start);

  return (
    <div className="download-panel">
      <Button
        variant="primary"
        size="large"
        className="download-panel-button"
        icon={Download}
        isPending={isAdding}
        isDisabled={!isReady}
        onPress={start}
      >
        {wanted.length === 0
          ? t('several.allHere')
          : t('several.button', { count: wanted.length, bytes: formatPreciseBytes(bytes) })}
      </Button>
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
      <RiskDialog
        files={dangerous}
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        onAccept={() => void add(true)}
      />
    </div>
  );
}
