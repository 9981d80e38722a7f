import { ArchiveRestore, Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LibraryDetails } from '../../../shared/library/library';
import { Button } from '../../ui/button';
import { bringBack } from '../operations/actions';
import { downloadAgain, isLost } from './actions';

/** What can be done for a file that is lost: what lies in the trash needs no download. */
export function ProofActs({ file }: { readonly file: LibraryDetails }) {
  const { t } = useTranslation('library');
  const { id, standing, trashId } = file;
  return (
    <>
      {trashId !== null && (
        <>
          {standing !== 'trashed' && <p className="dim">{t('inTrash.twin')}</p>}
          <Button variant="primary" icon={ArchiveRestore} onPress={() => void bringBack(trashId)}>
            {t('inTrash.bringBack')}
          </Button>
        </>
      )}
      {isLost(file) && (
        <Button
          variant={trashId === null ? 'primary' : 'quiet'}
          icon={Download}
          onPress={() => void downloadAgain({ kind: 'files', ids: [id] })}
        >
          {t('again.one')}
        </Button>
      )}
    </>
  );
}
