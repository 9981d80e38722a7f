import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import '../../ui/dialog.css';
import './diagnostics.css';

interface TextDialogProps {
  readonly title: string;
  readonly explanation?: string;
  /** The accessible name of the text. */
  readonly label: string;
  readonly text: string;
  readonly onClose: () => void;
  /** The buttons below. */
  readonly children: ReactNode;
}

/** A long text to be read, in a window of its own. */
export function TextDialog({ title, explanation, label, text, onClose, children }: TextDialogProps) {
  return (
    <ModalOverlay isOpen onOpenChange={(isOpen) => !isOpen && onClose()} isDismissable className="ui-veil">
      <Modal className="ui-modal ui-modal-large">
        <Dialog className="ui-dialog">
          <header className="ui-dialog-header">
            <Heading slot="title" className="ui-dialog-title">
              {title}
            </Heading>
          </header>
          <div className="ui-dialog-body diagnostics-dialog">
            {explanation !== undefined && <p className="dim">{explanation}</p>}
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard, too. */}
            <section aria-label={label} tabIndex={0} className="diagnostics-text mono selectable">
              {text}
            </section>
          </div>
          <footer className="ui-dialog-footer">{children}</footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
