import { useTranslation } from 'react-i18next';
import { isPickle } from '../../../shared/civitai/choose-file';
import type { ModelFile } from '../../../shared/civitai/model';
import { Badge } from '../../ui/badge';
import { formatDate, formatExactBytes, formatPreciseBytes, formatRelative } from '../../ui/format';
import { keyed } from '../../ui/keyed';
import { precisionOf } from './file-facts';
import { FileHashes } from './file-hashes';
import { MemoryNeed } from './memory-need';
import { PickleImports } from './pickle-imports';
import { readScanMessage } from './read-scan-message';
import { ScanMark } from './scan-mark';
import './file-details.css';

/** Everything Civitai says of one file that the table has no room for. */
export function FileDetails({ file }: { readonly file: ModelFile }) {
  const { t } = useTranslation('model');
  const { type, format, sizeClass, approximateBytes } = file;
  const facts = [format, precisionOf(file), sizeClass].filter((fact) => fact !== null);
  return (
    <div className="file-details">
      <div className="file-details-facts">
        <Badge title={t('files.type')}>{type}</Badge>
        {keyed(facts).map(({ key, word }) => (
          <Badge key={key}>{word}</Badge>
        ))}
        <span className="file-details-size tabular">
          {approximateBytes === null ? (
            t('files.unknownSize')
          ) : (
            <span title={formatExactBytes(approximateBytes)}>{formatPreciseBytes(approximateBytes)}</span>
          )}
        </span>
      </div>
      {isPickle(file) && <p className="file-details-pickle">{t('files.pickleNotice')}</p>}
      <MemoryNeed file={file} />
      <Scans file={file} />
      <FileHashes file={file} />
    </div>
  );
}

function Scans({ file }: { readonly file: ModelFile }) {
  const { t } = useTranslation('model');
  const { pickleScan, pickleScanMessage, virusScan, virusScanMessage, scannedAt } = file;
  const pickle = pickleScanMessage === null ? null : readScanMessage(pickleScanMessage);
  const virus = virusScanMessage === null ? null : readScanMessage(virusScanMessage);
  return (
    <section className="file-details-part">
      <h3 className="file-details-title">{t('files.scan.title')}</h3>
      <ScanMark result={pickleScan}>{t(`files.scan.pickle.${pickleScan}`)}</ScanMark>
      {pickle && pickle.text !== '' && (pickleScan !== 'success' || pickle.imports.length > 0) && (
        <p className="file-details-message selectable">{pickle.text}</p>
      )}
      {pickle && pickle.imports.length > 0 && <PickleImports imports={pickle.imports} />}
      <ScanMark result={virusScan}>{t(`files.scan.virus.${virusScan}`)}</ScanMark>
      {virusScan !== 'success' && virus && virus.text !== '' && (
        <p className="file-details-message selectable">{virus.text}</p>
      )}
      {scannedAt !== null && (
        <p className="file-details-when" title={formatDate(scannedAt)}>
          {t('files.scan.by', { when: formatRelative(scannedAt) })}
        </p>
      )}
    </section>
  );
}
