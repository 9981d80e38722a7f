import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { PlanChoice, PlanItem } from '../../../../shared/bulk/plan';
import { ask, failureOf } from '../../../ipc/api';
import { describeFailure } from '../../../locales/describe-failure';
import { Button } from '../../../ui/button';
import { ErrorCard } from '../../../ui/error-card';
import { Select } from '../../../ui/select';
import { Skeleton } from '../../../ui/skeleton';
import { takeFile } from '../actions';
import { ChoiceFiles } from './choice-files';
import '../../../ui/dialog.css';
import './plan-dialogs.css';

interface ChoiceDialogProps {
  readonly item: PlanItem;
  readonly onClose: () => void;
}

/** Puts another file, of this or another version, in the place of the one that is planned. */
export function ChoiceDialog({ item, onClose }: ChoiceDialogProps) {
  const { t } = useTranslation('plan');
  const choices = useQuery({
    queryKey: ['planChoices', item.id, item.versionId],
    queryFn: () => ask('bulk.choices', { id: item.id }),
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <ModalOverlay isOpen onOpenChange={(isOpen) => !isOpen && onClose()} isDismissable className="ui-veil">
      <Modal className="ui-modal ui-modal-medium">
        <Dialog className="ui-dialog">
          <header className="ui-dialog-header plan-choice-head">
            <Heading slot="title" className="ui-dialog-title">
              {t('choice.title')}
            </Heading>
            <bdi className="dim">{item.modelName}</bdi>
          </header>
          {choices.isPending && (
            <div role="status" aria-label={t('choice.loading')} className="ui-dialog-body plan-choice-wait">
              <Skeleton />
              <Skeleton />
              <Skeleton />
            </div>
          )}
          {choices.isError && (
            <div className="ui-dialog-body">
              <ErrorCard
                {...describeFailure(failureOf(choices.error))}
                action={{ label: t('choice.retry'), onPress: () => void choices.refetch() }}
              />
            </div>
          )}
          {choices.data ? (
            <Choices item={item} choices={choices.data} onClose={onClose} />
          ) : (
            <footer className="ui-dialog-footer">
              <Button onPress={onClose}>{t('choice.cancel')}</Button>
            </footer>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface ChoicesProps extends ChoiceDialogProps {
  readonly choices: readonly PlanChoice[];
}

function Choices({ item, choices, onClose }: ChoicesProps) {
  const { t } = useTranslation('plan');
  const [versionId, setVersionId] = useState(item.versionId);
  const [fileId, setFileId] = useState(item.fileId);
  const version = choices.find((each) => each.versionId === versionId);
  const file = version?.files.find((each) => each.fileId === fileId);
  const isAsBefore = versionId === item.versionId && fileId === item.fileId;
  return (
    <>
      <div className="ui-dialog-body plan-choice">
        <Select
          label={t('choice.version')}
          value={String(versionId)}
          options={choices.map(({ versionId: id, versionName, baseModel }) => ({
            id: String(id),
            label: versionName,
            ...(baseModel === null ? {} : { description: baseModel }),
          }))}
          onChange={(id) => {
            const next = choices.find((each) => String(each.versionId) === id);
            setVersionId(Number(id));
            setFileId(next?.files[0]?.fileId ?? null);
          }}
        />
        <ChoiceFiles files={version?.files ?? []} chosenId={fileId} onChoose={setFileId} />
      </div>
      <footer className="ui-dialog-footer">
        <Button onPress={onClose}>{t('choice.cancel')}</Button>
        <Button
          variant="primary"
          isDisabled={file === undefined || isAsBefore}
          onPress={() => {
            if (file === undefined) return;
            onClose();
            void takeFile(item.id, versionId, file.fileId);
          }}
        >
          {t('choice.confirm')}
        </Button>
      </footer>
    </>
  );
}
