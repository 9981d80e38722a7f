import { useTranslation } from 'react-i18next';
import { SeenNote } from '../../app/seen-note';
import { failureOf } from '../../ipc/api';
import { describeFailure } from '../../locales/describe-failure';
import { ErrorCard } from '../../ui/error-card';
import { ModelContent } from './model-content';
import { ModelSkeleton } from './model-skeleton';
import './model-page.css';
import { useModel } from './use-model';

interface ModelPageProps {
  readonly modelId: number;
  readonly versionId: number | null;
}

export function ModelPage({ modelId, versionId }: ModelPageProps) {
  const { t } = useTranslation('model');
  const query = useModel(modelId);
  if (query.data) {
    return (
      <div className="seen-frame">
        <SeenNote seen={query.data.seen} />
        <ModelContent model={query.data} versionId={versionId} />
      </div>
    );
  }
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
