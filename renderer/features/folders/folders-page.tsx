import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFoldersStore } from '../../stores/folders';
import { Skeleton } from '../../ui/skeleton';
import { useRootChoice } from './actions';
import { ChooseRoot } from './choose-root';
import { ChosenRoot } from './chosen-root';
import { KindsTable } from './kinds-table';
import { RootProblem } from './root-problem';
import './folders.css';

export function FoldersPage() {
  const { t } = useTranslation('folders');
  const folders = useFoldersStore((store) => store.folders);
  useEffect(() => () => useRootChoice.setState({ problem: null }), []);
  return (
    <div className="screen">
      <div className="folders-page">
        <header className="screen-header">
          <h1 className="screen-title">{t('title')}</h1>
        </header>
        <RootProblem />
        {folders === null && <Skeleton height={120} radius={8} />}
        {folders?.kind === 'notChosen' && <ChooseRoot />}
        {folders?.kind === 'chosen' && (
          <>
            <ChosenRoot folders={folders} />
            <KindsTable folders={folders.folders} isRootThere={folders.isRootThere} />
          </>
        )}
      </div>
    </div>
  );
}
