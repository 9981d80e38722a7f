import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './button';
import './dialog.css';

interface ConfirmDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly title: string;
  readonly children?: ReactNode;
  readonly confirmLabel: string;
  readonly cancelLabel: string;
  readonly onConfirm: () => void;
  readonly isDestructive?: boolean;
  readonly isConfirmDisabled?: boolean;
}

/** Asks before what cannot be undone. Focus starts on the way out. */
export function ConfirmDialog({
  isOpen,
  onOpenChange,
  title,
  children,
  confirmLabel,
  cancelLabel,
  onConfirm,
  isDestructive = false,
  isConfirmDisabled = false,
}: ConfirmDialogProps) {
  const confirm = () => {
    onOpenChange(false);
    onConfirm();
  };
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={onOpenChange} className="ui-veil">
      <Modal className="ui-modal ui-modal-small">
        <AriaDialog role="alertdialog" className="ui-dialog">
          <header className="ui-dialog-header">
            <Heading slot="title" className="ui-dialog-title">
              {title}
            </Heading>
          </header>
          {children && <div className="ui-dialog-body">{children}</div>}
          <footer className="ui-dialog-footer">
            <Button autoFocus onPress={() => onOpenChange(false)}>
              {cancelLabel}
            </Button>
            <Button
              variant={isDestructive ? 'danger' : 'primary'}
              isDisabled={isConfirmDisabled}
              onPress={confirm}
            >
              {confirmLabel}
            </Button>
          </footer>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
