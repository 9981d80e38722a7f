import { FileSearch, FolderSearch } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useInspectionStore } from '../../stores/inspection';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { PageHeader } from '../../ui/page-header';
import { LibrarySections } from '../library/library-sections';
import { clearInspection, pickToInspect } from './actions';
import { InspectionList } from './inspection-list';
import './inspection.css';

/** Files that were dropped on the window or chosen, and what they are. */
export function InspectionPage() {
  const { t } = useTranslation('inspection');
  const count = useInspectionStore(({ ids }) => ids.length);
  const leftOutCount = useInspectionStore((store) => store.leftOutCount);
  return (
    <div className="inspection-page">
      <LibrarySections />
      <PageHeader
        title={t('title')}
        subtitle={count > 0 && <p className="dim tabular">{t('subtitle', { count })}</p>}
      >
        {count > 0 && (
          <Button size="small" variant="quiet" onPress={() => void clearInspection()}>
            {t('clear')}
          </Button>
        )}
        <Button size="small" icon={FolderSearch} onPress={() => void pickToInspect('folder')}>
          {t('chooseFolder')}
        </Button>
        <Button size="small" icon={FileSearch} onPress={() => void pickToInspect('files')}>
          {t('chooseFiles')}
        </Button>
      </PageHeader>
      {count === 0 ? (
        <EmptyState icon={FileSearch} title={t('empty.title')}>
          {t('empty.text')}
        </EmptyState>
      ) : (
        <>
          {leftOutCount > 0 && <p className="inspection-note">{t('leftOut', { count: leftOutCount })}</p>}
          <InspectionList />
        </>
      )}
    </div>
  );
}
