import { useTranslation } from 'react-i18next';
import { failureOf } from '../../ipc/api';
import { describeFailure } from '../../locales/describe-failure';
import { Button } from '../../ui/button';
import { ErrorCard } from '../../ui/error-card';
import { SeenBefore } from './seen-before';
import type { ModelSearch } from './use-model-search';

/** What stands below the last card: more to come, a failure, or the end. */
export function GridEnd({ search }: { readonly search: ModelSearch }) {
  const { t } = useTranslation('discover');
  const { models, skippedCount, leftOutCount, hasNextPage, isError, isFetchingNextPage, isStuck, hasWords } =
    search;
  return (
    <div className="grid-end">
      {isError ? (
        <ErrorCard
          isCompact
          title={t('error.more')}
          reason={describeFailure(failureOf(search.error)).reason}
          action={{ label: t('error.retry'), onPress: () => void search.fetchNextPage() }}
        />
      ) : isStuck ? (
        <>
          <p>{t('fewMatches')}</p>
          <Button onPress={search.loadMore}>{t('searchFurther')}</Button>
        </>
      ) : isFetchingNextPage ? (
        <p role="status">{t('loadingMore')}</p>
      ) : (
        !hasNextPage && <p>{t('end', { count: models.length })}</p>
      )}
      {leftOutCount > 0 && <p>{t('leftOut', { count: leftOutCount })}</p>}
      {skippedCount > 0 && <p>{t('skipped', { count: skippedCount })}</p>}
      {hasWords && <p>{t('incomplete')}</p>}
      {!hasNextPage && <SeenBefore shown={models} />}
    </div>
  );
}
