import { Bell, CheckCheck, Compass, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import { useFollowingStore } from '../../stores/following';
import { navigate } from '../../stores/view';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { formatDate, formatRelative } from '../../ui/format';
import { PageHeader } from '../../ui/page-header';
import { Segmented } from '../../ui/segmented';
import { useLostFocus } from '../../ui/use-lost-focus';
import { lookNow, markAllRead } from './actions';
import { FollowedList } from './followed-list';
import { FollowingNotes } from './following-notes';
import { NewsList } from './news-list';
import { useMinute } from './use-minute';
import './following-page.css';

type Part = 'news' | 'followed';

/** Coming back from a model finds the list that it was opened from. */
const usePart = create<{ readonly part: Part }>(() => ({ part: 'news' }));

export function FollowingPage() {
  const { t } = useTranslation('following');
  const status = useFollowingStore((store) => store.status);
  const part = usePart((view) => view.part);
  const isEmpty = status?.followed.length === 0;
  const ref = useLostFocus<HTMLDivElement>(`${isEmpty} ${status?.unreadCount === 0}`);
  if (status === null) return null;
  const count = status.followed.length;
  return (
    <div ref={ref} tabIndex={-1} className="following-page">
      <PageHeader title={t('title')} subtitle={count > 0 && <LookedAt />}>
        {count > 0 && (
          <>
            <Segmented
              label={t('parts.label')}
              options={[
                { id: 'news', label: t('parts.news') },
                { id: 'followed', label: t('parts.followed', { count }) },
              ]}
              value={part}
              onChange={(next) => usePart.setState({ part: next })}
            />
            <Button
              size="small"
              variant="quiet"
              icon={CheckCheck}
              isDisabled={status.unreadCount === 0}
              onPress={() => void markAllRead()}
            >
              {t('markAll')}
            </Button>
            <Button size="small" icon={RefreshCw} isPending={status.isLooking} onPress={() => void lookNow()}>
              {t('lookNow')}
            </Button>
          </>
        )}
      </PageHeader>
      <FollowingNotes />
      {count === 0 ? <NothingFollowed /> : part === 'news' ? <NewsList /> : <FollowedList />}
    </div>
  );
}

function LookedAt() {
  const { t } = useTranslation('following');
  const status = useFollowingStore((store) => store.status);
  const lookedAtMs = status?.lookedAtMs ?? null;
  const nowMs = useMinute();
  return (
    <p role="status" className="dim" title={lookedAtMs === null ? undefined : formatDate(lookedAtMs)}>
      {status?.isLooking
        ? t('looking')
        : lookedAtMs === null
          ? t('notLooked')
          : t('lookedAt', { age: formatRelative(lookedAtMs, nowMs) })}
    </p>
  );
}

function NothingFollowed() {
  const { t } = useTranslation('following');
  return (
    <div className="following-centre">
      <EmptyState
        icon={Bell}
        title={t('empty.title')}
        action={{
          label: t('empty.action'),
          icon: Compass,
          onPress: () => navigate({ screen: 'discover' }),
        }}
      >
        {t('empty.text')}
      </EmptyState>
    </div>
  );
}
