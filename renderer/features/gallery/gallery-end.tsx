import { useTranslation } from 'react-i18next';
import { failureOf } from '../../ipc/api';
import { describeFailure } from '../../locales/describe-failure';
import { Button } from '../../ui/button';
import { ErrorCard } from '../../ui/error-card';
import type { GalleryView } from './use-gallery';

/** What stands below the last picture: more to come, a failure, or the end. */
export function GalleryEnd({ gallery }: { readonly gallery: GalleryView }) {
  const { t } = useTranslation('gallery');
  const { images, skippedCount, hasNextPage, isError, isFetchingNextPage } = gallery;
  return (
    <div className="grid-end">
      {isError ? (
        <ErrorCard
          isCompact
          title={t('end.failed')}
          reason={describeFailure(failureOf(gallery.error)).reason}
          action={{ label: t('retry'), onPress: () => void gallery.fetchNextPage() }}
        />
      ) : isFetchingNextPage ? (
        <p role="status">{t('end.loading')}</p>
      ) : hasNextPage ? (
        <Button onPress={gallery.loadMore}>{t('end.more')}</Button>
      ) : (
        <p>{t('end.all', { count: images.length })}</p>
      )}
      {skippedCount > 0 && <p>{t('end.skipped', { count: skippedCount })}</p>}
    </div>
  );
}
