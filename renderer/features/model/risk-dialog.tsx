import { useTranslation } from 'react-i18next';
import type { ModelFile } from '../../../shared/civitai/model';
import { plainMessage } from './read-scan-message';
import { RiskConfirm } from './risk-confirm';

interface RiskDialogProps {
  /** Those that a scan calls dangerous. */
  readonly files: readonly ModelFile[];
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onAccept: () => void;
}

/** Dangerous files are fetched only after being asked for twice, in so many words. */
export function RiskDialog({ files, isOpen, onOpenChange, onAccept }: RiskDialogProps) {
  const { t } = useTranslation('model');
  return (
    <RiskConfirm
      count={files.length}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      confirmLabel={t('risk.confirm', { count: files.length })}
      cancelLabel={t('risk.cancel')}
      onAccept={onAccept}
    >
      {files.map((file) => (
        <RiskWords key={file.id} file={file} />
      ))}
    </RiskConfirm>
  );
}

function RiskWords({ file }: { readonly file: ModelFile }) {
  const { t } = useTranslation('model');
  const { pickleScan, pickleScanMessage, virusScan, virusScanMessage } = file;
  return (
    <>
      {pickleScan === 'danger' && (
        <p>
          {pickleScanMessage
            ? t('risk.pickle', { message: plainMessage(pickleScanMessage) })
            : t('risk.pickleNoMessage')}
        </p>
      )}
      {virusScan === 'danger' && (
        <p>
          {virusScanMessage
            ? t('risk.virus', { message: plainMessage(virusScanMessage) })
            : t('risk.virusNoMessage')}
        </p>
      )}
      <p>{t('risk.text', { name: file.untrustedName })}</p>
    </>
  );
}
