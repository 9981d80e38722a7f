import { Check, TriangleAlert } from 'lucide-react';
import { RadioButton, RadioField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type ChoiceReason, isPickle } from '../../../shared/civitai/choose-file';
import type { ModelFile } from '../../../shared/civitai/model';
import { Badge } from '../../ui/badge';
import { formatBytes, formatExactBytes } from '../../ui/format';
import '../../ui/toggles.css';
import { FileHash } from './file-hash';
import { FileScan } from './file-scan';

/** The weights themselves; other kinds of files say what they are. */
const PLAIN_TYPE = 'Model';

interface FileRowProps {
  readonly file: ModelFile;
  readonly isChosen: boolean;
  /** Why Civet would take this file; null for the others. */
  readonly reasons: readonly ChoiceReason[] | null;
}

export function FileRow({ file, isChosen, reasons }: FileRowProps) {
  const { t } = useTranslation('model');
  const { untrustedName, type, approximateBytes, format, precision, sizeClass, quantization } = file;
  const facts = [format, precision, sizeClass, quantization].filter((fact) => fact !== null);
  return (
    <RadioField value={String(file.id)} className="file-row">
      <RadioButton className="file-row-choice">
        <span className="ui-radio-dot" />
        <span className="file-row-words">
          <span className="file-row-first">
            <span className="file-row-name" title={untrustedName}>
              {untrustedName}
            </span>
            <span
              className="file-row-size tabular"
              title={approximateBytes === null ? undefined : formatExactBytes(approximateBytes)}
            >
              {approximateBytes === null ? t('files.unknownSize') : formatBytes(approximateBytes)}
            </span>
          </span>
          <span className="file-row-facts">
            {type !== PLAIN_TYPE && <Badge title={t('files.type')}>{type}</Badge>}
            {facts.map((fact) => (
              <Badge key={fact}>{fact}</Badge>
            ))}
            {isPickle(file) && (
              <Badge tone="attention" icon={TriangleAlert} title={t('files.pickleHint')}>
                {t('files.pickle')}
              </Badge>
            )}
          </span>
          <FileScan file={file} />
          {reasons && <Reason file={file} reasons={reasons} />}
        </span>
      </RadioButton>
      <FileHash file={file} />
      {isChosen && isPickle(file) && <p className="file-row-notice">{t('files.pickleNotice')}</p>}
    </RadioField>
  );
}

function Reason({ file, reasons }: { readonly file: ModelFile; readonly reasons: readonly ChoiceReason[] }) {
  const { t } = useTranslation('model');
  const facts = reasons.flatMap((reason) => {
    if (reason === 'format' || reason === 'precision' || reason === 'sizeClass') return file[reason] ?? [];
    return [];
  });
  const words = reasons.includes('only')
    ? t('files.reason.only')
    : facts.length > 0
      ? t('files.reason.preference', { facts })
      : reasons.includes('primary')
        ? t('files.reason.primary')
        : null;
  if (words === null) return null;
  return (
    <span className="file-row-reason">
      <Check aria-hidden size={12} strokeWidth={3} />
      {words}
    </span>
  );
}
