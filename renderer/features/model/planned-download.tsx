import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelFile } from '../../../shared/civitai/model';
import type { DownloadPlan } from '../../../shared/ipc/contract';
import { formatPreciseBytes } from '../../ui/format';
import { addDownload } from './actions';
import { DownloadOrder } from './download-order';

interface PlannedDownloadProps {
  readonly plan: DownloadPlan;
  readonly chosen: { readonly modelId: number; readonly versionId: number; readonly fileId: number };
  readonly file: ModelFile;
  /** Set when the button is pressed, because it then makes room for the state of the download. */
  readonly hasAdded: RefObject<boolean>;
}

export function PlannedDownload({ plan, chosen, file, hasAdded }: PlannedDownloadProps) {
  const { t } = useTranslation('model');
  const { approximateBytes, freeBytes, placeLabel, placePath, fileName } = plan;
  return (
    <DownloadOrder
      label={
        approximateBytes === null
          ? t('download.buttonNoSize', { place: placeLabel })
          : t('download.button', { bytes: formatPreciseBytes(approximateBytes), place: placeLabel })
      }
      dangerous={plan.needsRiskAccepted ? [file] : []}
      onAdd={(isRiskAccepted) => {
        hasAdded.current = true;
        return addDownload(chosen, { isRiskAccepted, name: fileName });
      }}
    >
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
    </DownloadOrder>
  );
}
