import { Compass, FolderPlus, FolderSearch, Hourglass, LibraryBig, SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LibraryStatus } from '../../../shared/library/library';
import { describeFailure } from '../../locales/describe-failure';
import { useLibraryStore } from '../../stores/library';
import { navigate } from '../../stores/view';
import { EmptyState } from '../../ui/empty-state';
import { ErrorCard } from '../../ui/error-card';
import { useLostFocus } from '../../ui/use-lost-focus';
import { scanNow } from './actions';
import { CheckControl } from './check-control';
import { CheckProgress } from './check-progress';
import { ChoiceBar } from './choice-bar';
import { ChoiceQuestion } from './choice-question';
import { LibraryCount } from './library-count';
import { LibraryFilters } from './library-filters';
import { LibraryList } from './library-list';
import { LibraryNotes } from './library-notes';
import { LibrarySections } from './library-sections';
import { narrowedBy, showWholeLibrary, useLibraryView } from './library-view';
import { ScanControl } from './scan-control';
import { ScanProgress } from './scan-progress';
import { useChoiceList } from './use-choosing';
import { useLibraryList } from './use-library-list';
import './library.css';

export function LibraryPage() {
  const { t } = useTranslation('library');
  const status = useLibraryStore((store) => store.status);
  const wish = useLibraryView();
  const { total, failure, renew, ...list } = useLibraryList();
  const choices = useChoiceList();
  // The last row of a list goes with its file.
  const screenRef = useLostFocus<HTMLDivElement>(String(total === 0));
  if (status === null || total === null) {
    return failure === null ? null : <Problem failure={failure} onRetry={renew} />;
  }
  const narrowed = narrowedBy(wish);
  const hasFiles = total > 0 || narrowed !== null;
  const focusList = () =>
    (
      screenRef.current?.querySelector<HTMLElement>('[data-row-id][tabindex="0"]') ?? screenRef.current
    )?.focus({ preventScroll: true });
  return (
    <div ref={screenRef} tabIndex={-1} className="library-screen">
      <LibrarySections />
      <header className="library-header">
        <div className="library-title">
          <h1 className="screen-title">{t('title')}</h1>
          <LibraryCount status={status} shownCount={total} />
        </div>
        {hasFiles && <LibraryFilters />}
        {hasFiles && status.isWanted && <CheckControl total={total} />}
        {status.hasFolders && (hasFiles || status.isWanted) && <ScanControl status={status} />}
      </header>
      <ScanProgress status={status} />
      <CheckProgress check={status.check} />
      <LibraryNotes status={status} />
      {hasFiles && !status.isWanted && status.hasFolders && <p className="library-hint dim">{t('hint')}</p>}
      {failure !== null && <Problem failure={failure} onRetry={renew} />}
      {total > 0 ? (
        <LibraryList total={total} choices={choices} {...list} />
      ) : narrowed !== null ? (
        <EmptyState
          icon={SearchX}
          title={t('empty.filteredTitle')}
          isPrimaryAction={false}
          action={{ label: t(`empty.clear.${narrowed}`), onPress: showWholeLibrary }}
        >
          {t(`empty.filteredText.${narrowed}`)}
        </EmptyState>
      ) : (
        <NothingYet status={status} />
      )}
      <ChoiceBar list={choices} onCleared={focusList} />
      <ChoiceQuestion />
    </div>
  );
}

function NothingYet({ status }: { readonly status: LibraryStatus }) {
  const { t } = useTranslation('library');
  if (!status.hasFolders) {
    return (
      <EmptyState
        icon={LibraryBig}
        title={t('empty.foldersTitle')}
        action={{
          label: t('empty.foldersAction'),
          icon: FolderPlus,
          onPress: () => navigate({ screen: 'folders' }),
        }}
      >
        {t('empty.foldersText')}
      </EmptyState>
    );
  }
  if (!status.isWanted) {
    return (
      <EmptyState
        icon={FolderSearch}
        title={t('empty.scanTitle')}
        action={{ label: t('empty.scanAction'), icon: FolderSearch, onPress: () => void scanNow() }}
      >
        {t('empty.scanText')}
      </EmptyState>
    );
  }
  if (status.scan.kind !== 'idle' || status.scannedAtMs === null)
    return <EmptyState icon={Hourglass} title={t('empty.scanningTitle')} />;
  return (
    <EmptyState
      icon={LibraryBig}
      title={t('empty.noneTitle')}
      action={{
        label: t('empty.noneAction'),
        icon: Compass,
        onPress: () => navigate({ screen: 'discover' }),
      }}
    >
      {t('empty.noneText')}
    </EmptyState>
  );
}

interface ProblemProps {
  readonly failure: Parameters<typeof describeFailure>[0];
  readonly onRetry: () => void;
}

function Problem({ failure, onRetry }: ProblemProps) {
  const { t } = useTranslation('library');
  return (
    <div className="library-problem">
      <ErrorCard {...describeFailure(failure)} action={{ label: t('retry'), onPress: onRetry }} />
    </div>
  );
}
