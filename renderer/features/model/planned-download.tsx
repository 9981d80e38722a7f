import { useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelFile } from '../../../shared/civitai/model';
import type { DownloadPlan } from '../../../shared/ipc/contract';
import { Button } from '../../ui/button';
import { formatPreciseBytes } from '../../ui/format';
import { addDownload } from './actions';
import { RiskDialog } from './risk-dialog';
import { useDownloadKey } from './use-download-key';

interface PlannedDownloadProps {
  readonly plan: DownloadPlan;
  readonly chosen: { readonly modelId: number; readonly versionId: number; readonly fileId: number };
  readonly file: ModelFile;
  /** Set when the button is pressed, because it then makes room for the state of the download. */
  readonly hasAdded: RefObject<boolean>;
}

export function PlannedDownload({ plan, chosen, file, hasAdded }: PlannedDownloadProps) {
  const { t } = useTranslation('model');
  const queries = useQueryClient();
  const [isAdding, setIsAdding] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const { approximateBytes, freeBytes, placeLabel, placePath, fileName } = plan;

  const add = async (isRiskAccepted: boolean) => {
    setIsAdding(true);
    hasAdded.current = true;
    await addDownload(chosen, { isRiskAccepted, name: fileName });
    await queries.invalidateQueries({ queryKey: ['plan'] });
    setIsAdding(false);
  };
  const start = () => {
    if (isAdding) return;
    if (plan.needsRiskAccepted) setIsAsking(true);
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
        onPress={start}
      >
        {approximateBytes === null
          ? t('download.buttonNoSize', { place: placeLabel })
          : t('download.button', { bytes: formatPreciseBytes(approximateBytes), place: placeLabel })}
      </Button>
      <div className="download-panel-place">
        <p className="download-panel-name selectable" title={fileName}>
          {fileName}
        </p>
        <p className="dim selectable download-panel-path" title={placePath}>
          {placePath}
        </p>
      </div>
      {freeBytes !== null && approximateBytes !== null && freeBytes < approximateBytes && (
        <p className="download-panel-warning">{t('download.tooBig', { free: freeBytes })}</p>
      )}
      <RiskDialog
        files={[file]}
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        onAccept={() => void add(true)}
      />
    </div>
  );
}
