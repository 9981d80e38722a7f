import { Hourglass, LibraryBig, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { UpdatesStatus } from '../../../shared/updates/updates';
import { useUpdatesStore } from '../../stores/updates';
import { navigate } from '../../stores/view';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { formatBytes, formatDate, formatRelative } from '../../ui/format';
import { PageHeader } from '../../ui/page-header';
import { useLostFocus } from '../../ui/use-lost-focus';
import { useMinute } from '../following/use-minute';
import { LibrarySections } from '../library/library-sections';
import { checkNow } from './actions';
import { IgnoredList } from './ignored-list';
import { Outcomes } from './outcomes';
import { PartChoice } from './part-choice';
import { PromisedList } from './promised-list';
import { StayingDialog } from './staying-dialog';
import { UpdateList } from './update-list';
import { UpdatesNotes } from './updates-notes';
import { isUpdatesUsed, shownPart, useUpdatesView } from './updates-view';
import { useChoicesThatHold } from './use-updates';
import './updates-page.css';

export function UpdatesPage() {
  const status = useUpdatesStore((store) => store.status);
  const part = useUpdatesView((view) => view.part);
  useChoicesThatHold();
  const ref = useLostFocus<HTMLDivElement>(
    `${part} ${status?.revision} ${status?.ignoredCount} ${status?.waitingCount}`,
  );
  if (status === null) return null;
  const isUsed = isUpdatesUsed(status);
  const shown = shownPart(status, part);
  return (
    <div ref={ref} tabIndex={-1} className="updates-page">
      <LibrarySections />
      <Header status={status} isUsed={isUsed} />
      <UpdatesNotes status={status} />
      {isUsed && <Outcomes outcomes={status.outcomes} />}
      {shown === null ? (
        <NothingYet status={status} />
      ) : shown === 'promised' ? (
        <PromisedList />
      ) : shown === 'ignored' ? (
        <IgnoredList />
      ) : (
        <UpdateList key={shown} part={shown} status={status} />
      )}
      <StayingDialog />
    </div>
  );
}

interface HeaderProps {
  readonly status: UpdatesStatus;
  readonly isUsed: boolean;
}

function Header({ status, isUsed }: HeaderProps) {
  const { t } = useTranslation('updates');
  return (
    <PageHeader title={t('title')} subtitle={isUsed && <Subtitle status={status} />}>
      {isUsed && status.modelCount > 0 && (
        <>
          <PartChoice status={status} />
          <Button
            size="small"
            icon={RefreshCw}
            isPending={status.check.kind === 'asking'}
            onPress={() => void checkNow()}
          >
            {t('check')}
          </Button>
        </>
      )}
    </PageHeader>
  );
}

function Subtitle({ status }: { readonly status: UpdatesStatus }) {
  const { t } = useTranslation('updates');
  const nowMs = useMinute();
  const { check, checkedAtMs, counts, updateBytes } = status;
  const words =
    check.kind === 'asking'
      ? [t('asking', { done: check.doneCount, count: check.totalCount })]
      : [
          counts.updates > 0
            ? t('subtitle', { count: counts.updates, size: formatBytes(updateBytes) })
            : t('upToDate'),
          ...(checkedAtMs === null ? [] : [t('checkedAt', { age: formatRelative(checkedAtMs, nowMs) })]),
        ];
  return (
    <p
      role="status"
      className="dim tabular"
      title={checkedAtMs === null ? undefined : formatDate(checkedAtMs)}
    >
      {words.join(' · ')}
    </p>
  );
}

function NothingYet({ status }: { readonly status: UpdatesStatus }) {
  const { t } = useTranslation('updates');
  if (status.modelCount === 0)
    return (
      <EmptyState
        icon={LibraryBig}
        title={t('empty.noModelsTitle')}
        action={{ label: t('empty.noModelsAction'), onPress: () => navigate({ screen: 'library' }) }}
      >
        {t('empty.noModelsText')}
      </EmptyState>
    );
  if (status.check.kind === 'asking') return <EmptyState icon={Hourglass} title={t('empty.askingTitle')} />;
  return (
    <EmptyState
      icon={RefreshCw}
      title={t('empty.notAskedTitle')}
      action={{ label: t('empty.notAskedAction'), icon: RefreshCw, onPress: () => void checkNow() }}
    >
      {t('empty.notAskedText')}
    </EmptyState>
  );
}
