import { BellRing, EyeOff } from 'lucide-react';
import { GridList, GridListHeader, GridListSection } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../../ipc/api';
import { describeFailure } from '../../locales/describe-failure';
import { useFollowingStore } from '../../stores/following';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorCard } from '../../ui/error-card';
import { formatWeekday } from '../../ui/format';
import { openNewVersion } from './actions';
import { byDay, daysAgo } from './by-day';
import { NewsRow } from './news-row';
import { rememberOpened } from './return-to';
import { useMinute } from './use-minute';
import { useNews } from './use-news';
import './news-list.css';

export function NewsList() {
  const { t } = useTranslation('following');
  const { versions, aboveLevelCount, isPending, isError, error, refetch, ...query } = useNews();
  if (isPending) return null;
  if (isError && versions.length === 0) {
    return (
      <div className="following-centre">
        <ErrorCard
          {...describeFailure(failureOf(error))}
          action={{ label: t('retry'), onPress: () => void refetch() }}
        />
      </div>
    );
  }
  if (versions.length === 0) return <NoNews aboveLevelCount={aboveLevelCount} />;
  return (
    <div className="following-scroll">
      <GridList
        aria-label={t('news.label')}
        className="news-list"
        onAction={(key) => {
          const version = versions.find(({ versionId }) => String(versionId) === key);
          if (!version) return;
          rememberOpened(version.versionId);
          openNewVersion(version);
        }}
      >
        {byDay(versions).map(({ startMs, items }) => (
          <GridListSection key={startMs} id={`day ${startMs}`} className="news-day">
            <GridListHeader className="news-day-name">
              <DayName startMs={startMs} />
            </GridListHeader>
            {items.map((version) => (
              <NewsRow key={version.versionId} version={version} />
            ))}
          </GridListSection>
        ))}
      </GridList>
      <div className="news-end dim">
        {query.hasNextPage && (
          <Button isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
            {t('news.more')}
          </Button>
        )}
        {aboveLevelCount > 0 && (
          <p className="news-above">
            <EyeOff aria-hidden size={14} />
            {t('news.aboveLevel', { count: aboveLevelCount })}
          </p>
        )}
      </div>
    </div>
  );
}

function DayName({ startMs }: { readonly startMs: number }) {
  const { t } = useTranslation('following');
  const nowMs = useMinute();
  const days = daysAgo(startMs, nowMs);
  if (days <= 0) return t('news.today');
  return days === 1 ? t('news.yesterday') : formatWeekday(startMs, nowMs);
}

function NoNews({ aboveLevelCount }: { readonly aboveLevelCount: number }) {
  const { t } = useTranslation('following');
  const count = useFollowingStore((store) => store.followed.size);
  const isHidden = aboveLevelCount > 0;
  return (
    <div className="following-centre">
      <EmptyState
        icon={isHidden ? EyeOff : BellRing}
        title={isHidden ? t('news.onlyAboveTitle', { count: aboveLevelCount }) : t('news.none')}
      >
        {isHidden ? t('news.onlyAbove') : t('news.noneText', { count })}
      </EmptyState>
    </div>
  );
}
