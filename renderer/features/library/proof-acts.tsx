import { ArchiveRestore, Download, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LibraryDetails } from '../../../shared/library/library';
import { searchByFileName } from '../../app/search-by-file-name';
import { Button } from '../../ui/button';
import { canComeAgain, downloadAgain } from './actions';
import { bringBackSeen } from './choice-question';

/** What can be done for a file that is not as it should be: what lies in the trash needs no download. */
export function ProofActs({ file }: { readonly file: LibraryDetails }) {
  const { t } = useTranslation('library');
  const { id, fileName, standing, trashId } = file;
  return (
    <>
      {trashId !== null && standing !== 'trashed' && <p className="dim">{t('inTrash.twin')}</p>}
      <div className="library-mend">
        {trashId !== null && (
          <Button variant="primary" icon={ArchiveRestore} onPress={() => void bringBackSeen(trashId)}>
            {t('inTrash.bringBack')}
          </Button>
        )}
        {canComeAgain(file) && (
          <Button
            variant={trashId === null ? 'primary' : 'quiet'}
            icon={Download}
            onPress={() => void downloadAgain({ kind: 'files', ids: [id] })}
          >
            {t(standing === 'incomplete' ? 'again.whole' : 'again.one')}
          </Button>
        )}
        {(standing === 'incomplete' || standing === 'noModel') && (
          <Button icon={Search} onPress={() => searchByFileName(fileName)}>
            {t('flaws.search')}
          </Button>
        )}
      </div>
    </>
  );
}
