import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, failureOf } from '../../ipc/api';
import { describeFailure } from '../../locales/describe-failure';
import { ErrorCard } from '../../ui/error-card';
import { ModelContent } from './model-content';
import { ModelSkeleton } from './model-skeleton';
import './model-page.css';

interface ModelPageProps {
  readonly modelId: number;
  readonly versionId: number | null;
}

export function ModelPage({ modelId, versionId }: ModelPageProps) {
  const { t } = useTranslation('model');
  const query = useQuery({
    queryKey: ['model', modelId],
    queryFn: () => ask('catalogue.model', { modelId }),
  });
  if (query.data) return <ModelContent model={query.data} versionId={versionId} />;
  if (query.isError) {
    return (
      <div className="model-centre">
        <ErrorCard
          {...describeFailure(failureOf(query.error))}
          action={{ label: t('retry'), onPress: () => void query.refetch() }}
        />
      </div>
    );
  }
  return <ModelSkeleton />;
}
