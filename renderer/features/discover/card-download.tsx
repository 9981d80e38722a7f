import { ArrowDownToLine, ShieldAlert } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { BestFile, ModelSummary } from '../../../shared/civitai/model';
import { formatBytes } from '../../ui/format';
import { Tooltip } from '../../ui/tooltip';
import { downloadBestFile } from './actions';

interface CardDownloadProps {
  readonly model: ModelSummary;
  readonly bestFile: BestFile;
}

/** Takes the file that suits the user, straight from the list. The key D on the card does the same. */
export function CardDownload({ model, bestFile }: CardDownloadProps) {
  const { t } = useTranslation('discover');
  const { approximateBytes: bytes, isDangerous } = bestFile;
  const { name } = model;
  const label = isDangerous
    ? t('card.dangerous', { name })
    : bytes === null
      ? t('card.downloadPlain', { name })
      : t('card.download', { name, bytes });
  const Icon = isDangerous ? ShieldAlert : ArrowDownToLine;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps a press on the button from opening the page.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the button inside answers keys.
    <span className="model-card-download" onClick={(event) => event.stopPropagation()}>
      <Tooltip
        text={isDangerous ? label : t('card.bestFile')}
        hint={isDangerous ? null : 'D'}
        placement="top"
      >
        <Button
          aria-label={label}
          className="card-download"
          excludeFromTabOrder
          preventFocusOnPress
          onPress={() => void downloadBestFile(model)}
        >
          <Icon aria-hidden size={14} />
          {bytes !== null && <span className="tabular">{formatBytes(bytes)}</span>}
        </Button>
      </Tooltip>
    </span>
  );
}
