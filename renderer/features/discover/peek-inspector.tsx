import type { TFunction } from 'i18next';
import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BestFile, ModelSummary } from '../../../shared/civitai/model';
import { Inspector } from '../../app/inspector';
import { failureOf } from '../../ipc/api';
import { pictureUrl } from '../../ipc/picture-url';
import { describeFailure } from '../../locales/describe-failure';
import { modelTypeWord } from '../../locales/model-type-word';
import { navigate, peekAtModel, useViewStore } from '../../stores/view';
import { Button } from '../../ui/button';
import { ErrorCard } from '../../ui/error-card';
import { formatBytes, formatExactBytes, formatNumber } from '../../ui/format';
import { KeyValue } from '../../ui/key-value';
import { CreatorLink } from '../creator/creator-link';
import { VeiledPicture } from '../veil/veiled-picture';
import { PeekVersions } from './peek-versions';
import './peek-inspector.css';
import { useModel } from '../model/use-model';

/** A short look at the model under the cursor, without leaving the list. */
export function PeekInspector({ models }: { readonly models: readonly ModelSummary[] }) {
  const peekedModelId = useViewStore((state) => state.peekedModelId);
  const model = models.find(({ id }) => id === peekedModelId);
  return model ? <Peek key={model.id} model={model} /> : null;
}

function Peek({ model }: { readonly model: ModelSummary }) {
  const { t } = useTranslation('discover');
  const open = (versionId: number | null) => navigate({ screen: 'model', modelId: model.id, versionId });
  const details = useModel(model.id);
  const { picture, bestFile } = model;
  return (
    <Inspector
      label={t('peek.label')}
      title={model.name}
      onClose={() => peekAtModel(null)}
      footer={
        <Button variant="primary" icon={ArrowRight} className="peek-open" onPress={() => open(null)}>
          {t('peek.open')}
        </Button>
      }
    >
      <div className="peek">
        <div className="peek-picture">
          <VeiledPicture
            id={picture?.id ?? null}
            maturity={picture?.maturity ?? null}
            name={model.name}
            src={picture && pictureUrl(picture.id, 450)}
            blurhash={picture?.blurhash ?? null}
            alt=""
            kind={picture?.kind ?? 'image'}
            videoLabel={t('card.video')}
          />
        </div>
        <KeyValue
          rows={[
            { label: t('peek.type'), value: modelTypeWord(model.type) },
            ...(model.baseModel ? [{ label: t('peek.baseModel'), value: model.baseModel }] : []),
            ...(model.creator
              ? [{ label: t('peek.creator'), value: <CreatorLink username={model.creator} /> }]
              : []),
            ...(model.downloadCount === null
              ? []
              : [{ label: t('peek.downloads'), value: formatNumber(model.downloadCount) }]),
            ...(model.likeCount === null
              ? []
              : [{ label: t('peek.likes'), value: formatNumber(model.likeCount) }]),
            bestFileRow(t, bestFile),
          ]}
        />
        {details.isError ? (
          <ErrorCard isCompact {...describeFailure(failureOf(details.error))} />
        ) : (
          <PeekVersions
            versions={details.data?.versions ?? null}
            expectedCount={model.versionCount}
            onOpen={open}
          />
        )}
      </div>
    </Inspector>
  );
}

function bestFileRow(t: TFunction<'discover'>, bestFile: BestFile | null) {
  const label = t('peek.bestFile');
  if (bestFile === null) return { label, value: t('peek.noFile') };
  const { approximateBytes: bytes } = bestFile;
  if (bytes === null) return { label, value: t('peek.unknownSize') };
  return { label, value: formatBytes(bytes), title: formatExactBytes(bytes) };
}
