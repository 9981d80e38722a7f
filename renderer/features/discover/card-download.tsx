import type { TFunction } from 'i18next';
import { FolderOpen, ListOrdered, ShieldAlert } from 'lucide-react';
import type { BestFile, ModelSummary } from '../../../shared/civitai/model';
import { downloadsOfModel, useDownloadsStore } from '../../stores/downloads';
import { useOwnedFiles } from '../../stores/owned';
import { formatBytes } from '../../ui/format';
import { bestFileState } from './best-file-state';
import { CardIcon } from './card-icon';
import type { ModelMark } from './use-model-mark';

interface CardDownloadProps {
  readonly model: ModelSummary;
  readonly bestFile: BestFile;
  readonly mark: ModelMark | null;
  readonly t: TFunction<'discover'>;
}

/** Takes the file that suits the user, straight from the list, or leads to it when it is here. The key D does the same. */
export function CardDownload({ model, bestFile, mark, t }: CardDownloadProps) {
  const owned = useOwnedFiles(model.id);
  const kind = useDownloadsStore(() => bestFileState(bestFile, downloadsOfModel(model.id), owned).kind);
  const { icon, label, tip, hint, text } = wordsOf(kind, model.name, bestFile, mark, t);
  return (
    <button
      type="button"
      className="card-download"
      aria-label={label}
      data-act="download"
      data-tip={tip}
      data-hint={hint}
      tabIndex={-1}
    >
      {icon}
      {text !== null && <span className="tabular">{text}</span>}
    </button>
  );
}

function wordsOf(
  kind: ReturnType<typeof bestFileState>['kind'],
  name: string,
  { approximateBytes: bytes, isDangerous }: BestFile,
  mark: ModelMark | null,
  t: TFunction<'discover'>,
) {
  if (kind === 'placed' || kind === 'inLibrary') {
    const [label, tip] = [t('card.openFolder', { name }), t('card.openFolderShort')];
    return { icon: <FolderOpen aria-hidden size={14} />, label, tip, hint: undefined, text: null };
  }
  if (kind === 'queued') {
    const [label, tip] = [t('card.showInQueue', { name }), t('card.showInQueueShort')];
    return { icon: <ListOrdered aria-hidden size={14} />, label, tip, hint: undefined, text: null };
  }
  const text = bytes === null ? null : formatBytes(bytes);
  if (isDangerous) {
    const label = t('card.dangerous', { name });
    return { icon: <ShieldAlert aria-hidden size={14} />, label, tip: label, hint: undefined, text };
  }
  return {
    icon: <CardIcon name="take" size={14} />,
    label: bytes === null ? t('card.downloadPlain', { name }) : t('card.download', { name, bytes }),
    tip: t(mark === 'placed' ? 'card.anotherFile' : 'card.bestFile'),
    hint: 'D',
    text,
  };
}
