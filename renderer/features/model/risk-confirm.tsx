import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '../../ui/checkbox';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import './risk-confirm.css';

interface RiskConfirmProps {
  /** How many files a scan calls dangerous. */
  readonly count: number;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly confirmLabel: string;
  readonly cancelLabel: string;
  readonly onAccept: () => void;
  /** Which files they are, and what they may do. */
  readonly children: ReactNode;
}

/** Asks twice: the button works only when the box is ticked. */
export function RiskConfirm({
  count,
  isOpen,
  onOpenChange,
  confirmLabel,
  cancelLabel,
  onAccept,
  children,
}: RiskConfirmProps) {
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
      title={t('risk.title', { count })}
      confirmLabel={confirmLabel}
      cancelLabel={cancelLabel}
      isDestructive
      isConfirmDisabled={!isAccepted}
      onConfirm={onAccept}
    >
      <div className="risk-words">
        {children}
        <Checkbox isSelected={isAccepted} onChange={setIsAccepted}>
          {t('risk.accept', { count })}
        </Checkbox>
      </div>
    </ConfirmDialog>
  );
}
