import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelFile } from '../../../shared/civitai/model';
import { Checkbox } from '../../ui/checkbox';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { plainMessage } from './read-scan-message';

interface RiskDialogProps {
  readonly file: ModelFile;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onAccept: () => void;
}

/** A dangerous file is fetched only after being asked for twice, in so many words. */
export function RiskDialog({ file, isOpen, onOpenChange, onAccept }: RiskDialogProps) {
  const { t } = useTranslation('model');
  const [isAccepted, setIsAccepted] = useState(false);
  const { pickleScan, pickleScanMessage, virusScan, virusScanMessage } = file;
  const change = (open: boolean) => {
    setIsAccepted(false);
    onOpenChange(open);
  };
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={change}
      title={t('risk.title')}
      confirmLabel={t('risk.confirm')}
      cancelLabel={t('risk.cancel')}
      isDestructive
      isConfirmDisabled={!isAccepted}
      onConfirm={onAccept}
    >
      <div className="risk-words">
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
        <Checkbox isSelected={isAccepted} onChange={setIsAccepted}>
          {t('risk.accept')}
        </Checkbox>
      </div>
    </ConfirmDialog>
  );
}
