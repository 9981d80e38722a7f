import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelFile } from '../../../shared/civitai/model';
import { Checkbox } from '../../ui/checkbox';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { plainMessage } from './read-scan-message';

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
  const [isAccepted, setIsAccepted] = useState(false);
  const change = (open: boolean) => {
    setIsAccepted(false);
    onOpenChange(open);
  };
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={change}
      title={t('risk.title', { count: files.length })}
      confirmLabel={t('risk.confirm', { count: files.length })}
      cancelLabel={t('risk.cancel')}
      isDestructive
      isConfirmDisabled={!isAccepted}
      onConfirm={onAccept}
    >
      <div className="risk-words">
        {files.map((file) => (
          <RiskWords key={file.id} file={file} />
        ))}
        <Checkbox isSelected={isAccepted} onChange={setIsAccepted}>
          {t('risk.accept', { count: files.length })}
        </Checkbox>
      </div>
    </ConfirmDialog>
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
