import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UsedResource } from '../../../shared/civitai/images';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';
import { navigate } from '../../stores/view';
import { Button } from '../../ui/button';
import { useKnownVersion } from './known-version';

interface UsedModelsProps {
  readonly resources: readonly UsedResource[];
  /** For pictures that name their model and nothing else. */
  readonly modelName: string | null;
}

/** The models that a picture was made with; those that can be found lead to their pages. */
export function UsedModels({ resources, modelName }: UsedModelsProps) {
  const { t } = useTranslation('gallery');
  if (resources.length === 0 && modelName === null) return null;
  return (
    <section className="used-models">
      <h3 className="image-field-name">{t('used.title')}</h3>
      <ul>
        {resources.map((resource, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list of one picture never changes.
          <li key={at} className="used-model">
            <UsedModel resource={resource} />
          </li>
        ))}
        {resources.length === 0 && <li className="used-model selectable">{modelName}</li>}
      </ul>
    </section>
  );
}

function UsedModel({ resource }: { readonly resource: UsedResource }) {
  const { t } = useTranslation('gallery');
  const [isLooking, setIsLooking] = useState(false);
  const { name, type, weight, modelVersionId, hash } = resource;
  const known = useKnownVersion(modelVersionId);
  const byId = modelVersionId === null ? hash : t('used.version', { id: modelVersionId });
  const shown = name ?? (known === null ? byId : t('used.known', { ...known }));
  const wanted = modelVersionId !== null ? { versionId: modelVersionId } : hash !== null ? { hash } : null;
  const open = async () => {
    if (wanted === null) return;
    setIsLooking(true);
    const answer = await api.invoke('catalogue.findVersion', wanted);
    setIsLooking(false);
    if (answer.ok) navigate({ screen: 'model', ...answer.value });
    else showFailure(answer.error);
  };
  return (
    <>
      <span className="used-model-words selectable">
        {shown ?? t('used.unnamed')}
        {(type || weight !== null) && (
          <span className="dim tabular">
            {weight === null ? type : t('used.weight', { type: type ?? t('used.resource'), weight })}
          </span>
        )}
      </span>
      {wanted !== null && (
        <Button
          size="small"
          variant="quiet"
          icon={ArrowRight}
          isPending={isLooking}
          aria-label={t('used.openOf', { name: shown ?? t('used.unnamed') })}
          onPress={() => void open()}
        >
          {t('used.open')}
        </Button>
      )}
    </>
  );
}
