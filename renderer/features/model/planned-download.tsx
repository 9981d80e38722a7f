import { FolderInput } from 'lucide-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelFile } from '../../../shared/civitai/model';
import type { DownloadPlan } from '../../../shared/ipc/contract';
import type { FolderKind } from '../../../shared/placement';
import { choiceEntries } from '../../locales/kind-choices';
import { placeTitle } from '../../locales/place-words';
import { formatPreciseBytes } from '../../ui/format';
import { IconButton } from '../../ui/icon-button';
import { MenuButton } from '../../ui/menu';
import { addDownload } from './actions';
import { DownloadOrder } from './download-order';

interface PlannedDownloadProps {
  readonly plan: DownloadPlan;
  readonly chosen: { readonly modelId: number; readonly versionId: number; readonly fileId: number };
  readonly file: ModelFile;
  /** Set when the button is pressed, because it then makes room for the state of the download. */
  readonly hasAdded: RefObject<boolean>;
  /** The kind of folder that the user has chosen; null for where it belongs. */
  readonly ownKind: FolderKind | null;
  readonly onKind: (kind: FolderKind | null) => void;
}

export function PlannedDownload(props: PlannedDownloadProps) {
  const { plan, chosen, file, hasAdded, ownKind, onKind } = props;
  const { t } = useTranslation('model');
  const { approximateBytes, freeBytes, placeLabel, placePath, placeReason, fileName } = plan;
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
        return addDownload(chosen, { isRiskAccepted, name: fileName, folderKind: ownKind });
      }}
    >
      <div className="download-panel-place">
        <p className="download-panel-name selectable" title={fileName}>
          {fileName}
        </p>
        <div className="download-panel-where">
          <p className="dim selectable download-panel-path" title={placeTitle(placePath, placeReason)}>
            {placePath}
          </p>
          <MenuButton
            label={t('download.putInto')}
            trigger={<IconButton size="small" icon={FolderInput} label={t('download.putInto')} />}
            entries={choiceEntries(ownKind, onKind)}
          />
        </div>
      </div>
      {freeBytes !== null && approximateBytes !== null && freeBytes < approximateBytes && (
        <p className="download-panel-warning">{t('download.tooBig', { free: freeBytes })}</p>
      )}
    </DownloadOrder>
  );
}
