import { TriangleAlert } from 'lucide-react';
import { RadioButton, RadioField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type ChoiceReason, isPickle } from '../../../shared/civitai/choose-file';
import type { ModelFile } from '../../../shared/civitai/model';
import { formatBytes, formatExactBytes } from '../../ui/format';
import { keyed } from '../../ui/keyed';
import { MiddleEllipsis } from '../../ui/middle-ellipsis';
import '../../ui/toggles.css';
import { precisionOf } from './file-facts';
import { FileHash } from './file-hash';
import { FileReason } from './file-reason';
import { FileScan } from './file-scan';

interface FileRowProps {
  readonly file: ModelFile;
  /** Why Civet would take this file; null for the others. */
  readonly reasons: readonly ChoiceReason[] | null;
}

/** One line of the table. The radio's label spans all of it but the button at its end. */
export function FileRow({ file, reasons }: FileRowProps) {
  const { t } = useTranslation('model');
  const { untrustedName, type, approximateBytes, sizeClass } = file;
  const precision = precisionOf(file);
  const merged = [type, precision, sizeClass].filter((fact) => fact !== null);
  return (
    <RadioField value={String(file.id)} className="file-row">
      <RadioButton className="file-row-choice">
        <span className="file-cell file-name">
          <span className="ui-radio-dot" />
          <span className="file-name-words">
            <MiddleEllipsis>{untrustedName}</MiddleEllipsis>
            <span className="file-merged">
              <span className="file-merged-format">
                <FileFormat file={file} />
              </span>
              {keyed(merged).map(({ key, word }) => (
                <span key={key}>{word}</span>
              ))}
            </span>
          </span>
        </span>
        <Fact className="file-type">{type}</Fact>
        <span className="file-cell file-format">
          <FileFormat file={file} />
        </span>
        <Fact className="file-precision">{precision}</Fact>
        <Fact className="file-size-class">{sizeClass}</Fact>
        <span
          className="file-cell file-size"
          title={approximateBytes === null ? t('files.unknownSize') : formatExactBytes(approximateBytes)}
        >
          {approximateBytes === null ? <None /> : formatBytes(approximateBytes)}
        </span>
        <span className="file-cell file-scan">
          <FileScan file={file} />
        </span>
        {reasons && <FileReason file={file} reasons={reasons} />}
      </RadioButton>
      <FileHash file={file} />
    </RadioField>
  );
}

function FileFormat({ file }: { readonly file: ModelFile }) {
  const { t } = useTranslation('model');
  if (!isPickle(file)) return file.format ?? <None />;
  return (
    <span className="file-pickle" title={t('files.pickleHint')}>
      <TriangleAlert aria-hidden size={12} />
      {file.format ?? t('files.pickle')}
    </span>
  );
}

function Fact({ className, children }: { readonly className: string; readonly children: string | null }) {
  return <span className={`file-cell file-fact ${className}`}>{children ?? <None />}</span>;
}

function None() {
  return <span aria-hidden>–</span>;
}
