import { useTranslation } from 'react-i18next';
import type { ChoiceReason } from '../../../shared/civitai/choose-file';
import type { ModelFile } from '../../../shared/civitai/model';

interface FileReasonProps {
  readonly file: ModelFile;
  readonly reasons: readonly ChoiceReason[];
}

/** Why this file is the one that is chosen to begin with. */
export function FileReason({ file, reasons }: FileReasonProps) {
  const { t } = useTranslation('model');
  const facts = reasons.flatMap((reason) => {
    if (reason === 'format' || reason === 'precision' || reason === 'sizeClass') return file[reason] ?? [];
    return [];
  });
  const words = reasons.includes('only')
    ? null
    : facts.length > 0
      ? t('files.reason.preference', { facts })
      : reasons.includes('primary')
        ? t('files.reason.primary')
        : null;
  if (words === null) return null;
  return <span className="file-reason">{words}</span>;
}
