import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../ui/skeleton';

export function ModelSkeleton() {
  const { t } = useTranslation('model');
  return (
    <div className="model-scroll" role="status">
      <span className="visually-hidden">{t('loading')}</span>
      <Skeleton width="46%" height={28} />
      <Skeleton width="34%" height={16} />
      <Skeleton width="60%" height={36} />
      <Skeleton height={300} radius={8} />
      <Skeleton width="80%" height={16} />
      <Skeleton width="72%" height={16} />
    </div>
  );
}
