import { ArrowDownToLine, FolderOpen, ListOrdered, type LucideIcon, ShieldAlert } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { BestFile, ModelSummary } from '../../../shared/civitai/model';
import { downloadsOfModel, useDownloadsStore } from '../../stores/downloads';
import { formatBytes } from '../../ui/format';
import { Tooltip } from '../../ui/tooltip';
import { openFolderOf, showInQueue } from '../model/actions';
import { downloadBestFile } from './actions';
import { bestFileState } from './best-file-state';
import type { ModelMark } from './use-model-mark';

interface CardDownloadProps {
  readonly model: ModelSummary;
  readonly bestFile: BestFile;
  readonly mark: ModelMark | null;
}

/** Takes the file that suits the user, straight from the list, or leads to it when it is here. The key D does the same. */
export function CardDownload({ model, bestFile, mark }: CardDownloadProps) {
  const { t } = useTranslation('discover');
  const { name } = model;
  const { approximateBytes: bytes, isDangerous } = bestFile;
  const kind = useDownloadsStore(() => bestFileState(bestFile, downloadsOfModel(model.id)).kind);
  const id = useDownloadsStore(
    () => bestFileState(bestFile, downloadsOfModel(model.id)).download?.id ?? null,
  );
  if (id !== null) {
    const isPlaced = kind === 'placed';
    return (
      <CardButton
        icon={isPlaced ? FolderOpen : ListOrdered}
        label={t(isPlaced ? 'card.openFolder' : 'card.showInQueue', { name })}
        tip={t(isPlaced ? 'card.openFolderShort' : 'card.showInQueueShort')}
        hint={null}
        onPress={() => (isPlaced ? openFolderOf(id) : showInQueue(id))}
      />
    );
  }
  const label = isDangerous
    ? t('card.dangerous', { name })
    : bytes === null
      ? t('card.downloadPlain', { name })
      : t('card.download', { name, bytes });
  const tip = t(mark === 'placed' ? 'card.anotherFile' : 'card.bestFile');
  return (
    <CardButton
      icon={isDangerous ? ShieldAlert : ArrowDownToLine}
      label={label}
      tip={isDangerous ? label : tip}
      hint={isDangerous ? null : 'D'}
      text={bytes === null ? null : formatBytes(bytes)}
      onPress={() => void downloadBestFile(model)}
    />
  );
}

interface CardButtonProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly tip: string;
  readonly hint: string | null;
  readonly text?: string | null;
  readonly onPress: () => void;
}

function CardButton({ icon: Icon, label, tip, hint, text = null, onPress }: CardButtonProps) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps a press on the button from opening the page.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the button inside answers keys.
    <span className="model-card-download" onClick={(event) => event.stopPropagation()}>
      <Tooltip text={tip} hint={hint} placement="top">
        <Button
          aria-label={label}
          className="card-download"
          excludeFromTabOrder
          preventFocusOnPress
          onPress={onPress}
        >
          <Icon aria-hidden size={14} />
          {text !== null && <span className="tabular">{text}</span>}
        </Button>
      </Tooltip>
    </span>
  );
}
