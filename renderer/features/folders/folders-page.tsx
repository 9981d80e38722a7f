import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFoldersStore } from '../../stores/folders';
import { Skeleton } from '../../ui/skeleton';
import { lookAgain, useRootChoice } from './actions';
import { ChooseRoot } from './choose-root';
import { KindsTable } from './kinds-table';
import { Programs } from './programs';
import { RootProblem } from './root-problem';
import { RulesSection } from './rules/rules-section';
import './folders.css';

export function FoldersPage() {
  const { t } = useTranslation('folders');
  const folders = useFoldersStore((store) => store.folders);
  useEffect(() => () => useRootChoice.setState({ problem: null }), []);
  useEffect(() => {
    const look = () => void lookAgain();
    look();
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, []);
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
            <Programs folders={folders} />
            <KindsTable folders={folders} />
            <RulesSection roots={folders.roots} />
          </>
        )}
      </div>
    </div>
  );
}
