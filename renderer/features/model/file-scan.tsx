import { useTranslation } from 'react-i18next';
import type { ModelFile } from '../../../shared/civitai/model';
import { formatRelative } from '../../ui/format';
import { worseScan } from './file-facts';
import { plainMessage } from './read-scan-message';
import { ScanMark } from './scan-mark';

/** Both scans in a word; what they say in full is in the tooltip and in the inspector. */
export function FileScan({ file }: { readonly file: ModelFile }) {
  const { t } = useTranslation('model');
  const { pickleScan, pickleScanMessage, virusScan, virusScanMessage, scannedAt } = file;
  const result = worseScan(file);
  const lines = [
    t(`files.scan.pickle.${pickleScan}`),
    pickleScanMessage && plainMessage(pickleScanMessage),
    t(`files.scan.virus.${virusScan}`),
    virusScanMessage && plainMessage(virusScanMessage),
    scannedAt !== null && t('files.scan.by', { when: formatRelative(scannedAt) }),
  ].filter(Boolean);
  return (
    <ScanMark result={result} title={lines.join('\n')}>
      {t(`files.scan.word.${result}`)}
    </ScanMark>
  );
}
