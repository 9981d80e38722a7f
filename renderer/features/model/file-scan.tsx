import { Clock, type LucideIcon, ShieldAlert, ShieldCheck, ShieldQuestionMark } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ModelFile, ScanResult } from '../../../shared/civitai/model';
import { formatRelative } from '../../ui/format';
import { StateMark, type StateTone } from '../../ui/state-mark';
import { plainMessage } from './plain-message';

const toneOf: Readonly<Record<ScanResult, StateTone>> = {
  success: 'verified',
  danger: 'failed',
  pending: 'waiting',
  error: 'attention',
  unknown: 'neutral',
};
const iconOf: Readonly<Record<ScanResult, LucideIcon>> = {
  success: ShieldCheck,
  danger: ShieldAlert,
  pending: Clock,
  error: ShieldQuestionMark,
  unknown: ShieldQuestionMark,
};

/** What Civitai's two scans say. Two good answers are one short line. */
export function FileScan({ file }: { readonly file: ModelFile }) {
  const { t } = useTranslation('model');
  const { pickleScan, pickleScanMessage, virusScan, virusScanMessage, scannedAt } = file;
  const when = scannedAt === null ? undefined : t('files.scan.by', { when: formatRelative(scannedAt) });
  if (pickleScan === 'success' && virusScan === 'success') {
    return (
      <span className="file-scan">
        <StateMark isQuiet tone="verified" title={when ?? ''} className="file-scan-clean">
          {t('files.scan.clean')}
        </StateMark>
      </span>
    );
  }
  return (
    <span className="file-scan">
      <StateMark
        isQuiet
        tone={toneOf[pickleScan]}
        icon={iconOf[pickleScan]}
        title={pickleScanMessage ? plainMessage(pickleScanMessage) : (when ?? '')}
      >
        {t(`files.scan.pickle.${pickleScan}`)}
      </StateMark>
      <StateMark
        isQuiet
        tone={toneOf[virusScan]}
        icon={iconOf[virusScan]}
        title={virusScanMessage ? plainMessage(virusScanMessage) : (when ?? '')}
      >
        {t(`files.scan.virus.${virusScan}`)}
      </StateMark>
    </span>
  );
}
