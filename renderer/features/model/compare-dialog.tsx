import { X } from 'lucide-react';
import { useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ModelDetails, ModelVersion } from '../../../shared/civitai/model';
import { newestFirst } from '../../../shared/civitai/versions';
import { IconButton } from '../../ui/icon-button';
import { Select } from '../../ui/select';
import { CompareTable } from './compare-table';
import '../../ui/dialog.css';
import './compare-dialog.css';

interface CompareDialogProps {
  readonly model: ModelDetails;
  /** The version on the page, which stands on the left at first. */
  readonly versionId: number;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** Two versions of a model side by side. */
export function CompareDialog({ model, versionId, isOpen, onOpenChange }: CompareDialogProps) {
  const { t } = useTranslation('model');
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={onOpenChange} isDismissable className="ui-veil">
      <Modal className="ui-modal ui-modal-large">
        <Dialog className="ui-dialog">
          <header className="ui-dialog-header">
            <Heading slot="title" className="ui-dialog-title">
              {t('compare.title')}
            </Heading>
            <IconButton
              icon={X}
              label={t('compare.close')}
              size="small"
              onPress={() => onOpenChange(false)}
            />
          </header>
          <div className="ui-dialog-body">
            <Compared versions={newestFirst(model.versions)} versionId={versionId} />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface ComparedProps {
  readonly versions: readonly ModelVersion[];
  readonly versionId: number;
}

function Compared({ versions, versionId }: ComparedProps) {
  const { t } = useTranslation('model');
  const [leftId, setLeftId] = useState(versionId);
  // Beside the one before it, which says what has changed; the oldest stands beside the next.
  const [rightId, setRightId] = useState(() => {
    const at = versions.findIndex(({ id }) => id === versionId);
    return (versions[at + 1] ?? versions[at - 1])?.id ?? versionId;
  });
  const left = versions.find(({ id }) => id === leftId);
  const right = versions.find(({ id }) => id === rightId);
  if (!left || !right) return null;
  const options = versions.map(({ id, name }) => ({ id: String(id), label: name }));
  return (
    <CompareTable
      left={left}
      right={right}
      heads={[
        <Select
          key="left"
          label={t('compare.left')}
          isLabelHidden
          options={options}
          value={String(leftId)}
          onChange={(id) => setLeftId(Number(id))}
        />,
        <Select
          key="right"
          label={t('compare.right')}
          isLabelHidden
          options={options}
          value={String(rightId)}
          onChange={(id) => setRightId(Number(id))}
        />,
      ]}
    />
  );
}
