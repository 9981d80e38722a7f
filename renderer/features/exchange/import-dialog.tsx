import { useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ImportPreview, ShownValue } from '../../../shared/settings/exchange';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { importSettings } from './actions';
import '../../ui/dialog.css';
import './import-dialog.css';

interface ImportDialogProps {
  readonly preview: ImportPreview;
  readonly onClose: () => void;
}

/** What a file would change, before anything is taken from it. */
export function ImportDialog({ preview, onClose }: ImportDialogProps) {
  const { t } = useTranslation('entry');
  const { fileName, changes, wrong, folderPaths } = preview;
  const [withFolders, setWithFolders] = useState(true);
  const canImport = changes.length > 0 || (folderPaths.length > 0 && withFolders);
  const hasAnything = changes.length > 0 || folderPaths.length > 0;
  const take = () => {
    onClose();
    void importSettings(withFolders);
  };
  return (
    <ModalOverlay isOpen onOpenChange={(isOpen) => !isOpen && onClose()} isDismissable className="ui-veil">
      <Modal className="ui-modal ui-modal-medium">
        <Dialog className="ui-dialog">
          <header className="ui-dialog-header">
            <Heading slot="title" className="ui-dialog-title">
              {t('exchange.preview.title', { name: fileName })}
            </Heading>
          </header>
          <div className="ui-dialog-body import-body">
            {changes.length === 0 ? <p>{t('exchange.preview.same')}</p> : <Changes changes={changes} />}
            {wrong.length > 0 && (
              <p className="import-wrong">
                {t('exchange.preview.wrong', { count: wrong.length, names: wrong.join(', ') })}
              </p>
            )}
            {folderPaths.length > 0 && (
              <div>
                <Checkbox isSelected={withFolders} onChange={setWithFolders}>
                  {t('exchange.preview.folders', { count: folderPaths.length })}
                </Checkbox>
                <ul className="import-folders mono dim selectable">
                  {folderPaths.map((path) => (
                    <li key={path}>{path}</li>
                  ))}
                </ul>
              </div>
            )}
          </div>
          <footer className="ui-dialog-footer">
            <Button autoFocus onPress={onClose}>
              {t(hasAnything ? 'exchange.preview.cancel' : 'exchange.preview.close')}
            </Button>
            {hasAnything && (
              <Button variant="primary" isDisabled={!canImport} onPress={take}>
                {t('exchange.preview.take')}
              </Button>
            )}
          </footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Changes({ changes }: Pick<ImportPreview, 'changes'>) {
  const { t } = useTranslation('entry');
  const words = useValueWords();
  return (
    <table className="import-changes">
      <caption>{t('exchange.preview.changes', { count: changes.length })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('exchange.preview.setting')}</th>
          <th scope="col">{t('exchange.preview.from')}</th>
          <th scope="col">{t('exchange.preview.to')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ place, from, to }) => (
          <tr key={place}>
            <th scope="row">{t(`exchange.places.${place}` as 'exchange.places.theme', place)}</th>
            <td className="dim">{words(from)}</td>
            <td>{words(to)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function useValueWords(): (value: ShownValue) => string {
  const { t } = useTranslation('entry');
  return (value) => {
    if (value === null) return t('exchange.values.none');
    if (value === true) return t('exchange.values.on');
    if (value === false) return t('exchange.values.off');
    if (value === '') return t('exchange.values.empty');
    return typeof value === 'object' ? t('exchange.values.entries', { count: value.count }) : String(value);
  };
}
