import { TriangleAlert } from 'lucide-react';
import { GridListItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type ChoiceReason, isPickle } from '../../../shared/civitai/choose-file';
import type { ModelFile } from '../../../shared/civitai/model';
import type { DownloadView } from '../../../shared/download/download';
import type { OwnedFile } from '../../../shared/library/owned';
import { formatBytes, formatExactBytes } from '../../ui/format';
import { keyed } from '../../ui/keyed';
import { MiddleEllipsis } from '../../ui/middle-ellipsis';
import { RowCheckbox } from '../../ui/row-checkbox';
import { precisionOf } from './file-facts';
import { FileHash } from './file-hash';
import { FileMemory } from './file-memory';
import { FileReason } from './file-reason';
import { FileScan } from './file-scan';

interface FileRowProps {
  readonly file: ModelFile;
  /** Why Civet would take this file; null for the others. */
  readonly reasons: readonly ChoiceReason[] | null;
  /** This very file on disk or on its way; null where there is none. */
  readonly here: DownloadView | null;
  /** The same bytes in the user's folders; null where they are not. */
  readonly owned: OwnedFile | null;
  /** A file that somebody says has these bytes, and that nobody has read; null where there is none. */
  readonly probable: OwnedFile | null;
}

/** One line of the table. A press takes this file alone; its box adds it to others. */
export function FileRow({ file, reasons, here, owned, probable }: FileRowProps) {
  const { t } = useTranslation('model');
  const { id, untrustedName, format, approximateBytes, sizeClass } = file;
  const precision = precisionOf(file);
  const size = approximateBytes === null ? null : formatBytes(approximateBytes);
  const present = (fact: string | null) => fact !== null;
  const facts = [format, precision, sizeClass, size].filter(present);
  return (
    <GridListItem
      id={id}
      textValue={t('files.rowLabel', { name: untrustedName, facts })}
      className="file-row"
    >
      <span className="file-cell file-name">
        <RowCheckbox label={t('files.take', { name: untrustedName })} />
        <span className="file-name-words">
          <MiddleEllipsis>{untrustedName}</MiddleEllipsis>
          <span className="file-merged">
            <span className="file-merged-format">
              <FileFormat file={file} />
            </span>
            {keyed([precision, sizeClass].filter(present)).map(({ key, word }) => (
              <span key={key}>{word}</span>
            ))}
          </span>
        </span>
      </span>
      <span className="file-cell file-format">
        <FileFormat file={file} />
      </span>
      <Fact className="file-precision">{precision}</Fact>
      <Fact className="file-size-class">{sizeClass}</Fact>
      <span
        className="file-cell file-size"
        title={approximateBytes === null ? t('files.unknownSize') : formatExactBytes(approximateBytes)}
      >
        {size ?? <None />}
      </span>
      <span className="file-cell file-memory">
        <FileMemory file={file} />
      </span>
      <span className="file-cell file-scan">
        <FileScan file={file} />
      </span>
      <FileHash file={file} />
      {here && <FileHere download={here} />}
      {!here && owned && (
        <span className="file-reason">{t('files.installed', { place: owned.folderPath })}</span>
      )}
      {!here && !owned && probable && (
        <span className="file-reason">{t('files.probablyInstalled', { place: probable.folderPath })}</span>
      )}
      {reasons && <FileReason file={file} reasons={reasons} />}
    </GridListItem>
  );
}

function FileHere({ download }: { readonly download: DownloadView }) {
  const { t } = useTranslation('model');
  const { state, placeLabel } = download;
  return (
    <span className="file-reason">
      {state.kind === 'completed' ? t('files.installed', { place: placeLabel }) : t('files.inQueue')}
    </span>
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
