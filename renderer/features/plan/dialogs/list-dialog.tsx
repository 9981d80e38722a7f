import { useId, useState } from 'react';
import {
  Dialog,
  Heading,
  Label,
  Modal,
  ModalOverlay,
  Text,
  TextArea,
  TextField,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { LONGEST_PASTED_LIST } from '../../../../shared/bulk/plan';
import { Button } from '../../../ui/button';
import { planCorrected, planList } from '../actions';
import '../../../ui/dialog.css';
import '../../../ui/field.css';
import './plan-dialogs.css';

interface ListDialogProps {
  readonly text: string;
  /** The problems that the text stands for; none for a new list. */
  readonly corrects: readonly string[];
  readonly onClose: () => void;
}

/** A list of links, ids and hashes, as somebody has it. */
export function ListDialog({ text: first, corrects, onClose }: ListDialogProps) {
  const { t } = useTranslation('plan');
  const [text, setText] = useState(first);
  const isCorrection = corrects.length > 0;
  const formId = useId();
  const isTooLong = text.length > LONGEST_PASTED_LIST;
  const canPlan = text.trim() !== '' && !isTooLong;
  const plan = () => {
    if (!canPlan) return;
    onClose();
    void (isCorrection ? planCorrected(text, corrects) : planList(text));
  };
  return (
    <ModalOverlay isOpen onOpenChange={(isOpen) => !isOpen && onClose()} isDismissable className="ui-veil">
      <Modal className="ui-modal ui-modal-medium">
        <Dialog className="ui-dialog">
          <header className="ui-dialog-header">
            <Heading slot="title" className="ui-dialog-title">
              {t(isCorrection ? 'list.correctTitle' : 'list.title')}
            </Heading>
          </header>
          <form
            id={formId}
            className="ui-dialog-body"
            onSubmit={(event) => {
              event.preventDefault();
              plan();
            }}
          >
            <TextField value={text} onChange={setText} isInvalid={isTooLong} autoFocus className="ui-field">
              <Label className="visually-hidden">{t('list.field')}</Label>
              <TextArea
                rows={10}
                spellCheck={false}
                placeholder={t('list.placeholder')}
                className="ui-input plan-list-field mono"
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) plan();
                }}
              />
              <Text slot="description" className="ui-field-description">
                {isTooLong ? t('list.tooLong') : t('list.description')}
              </Text>
            </TextField>
          </form>
          <footer className="ui-dialog-footer">
            <Button onPress={onClose}>{t('list.cancel')}</Button>
            <Button variant="primary" type="submit" form={formId} isDisabled={!canPlan}>
              {t(isCorrection ? 'list.confirmCorrected' : 'list.confirm')}
            </Button>
          </footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
