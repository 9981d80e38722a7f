import type { TFunction } from 'i18next';
import { Check } from 'lucide-react';
import { memo, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelSummary } from '../../../shared/civitai/model';
import { pictureUrl } from '../../ipc/picture-url';
import { modelTypeWord } from '../../locales/model-type-word';
import { liftVeil, useIsVeiled } from '../../stores/veil';
import { formatCount, formatNumber } from '../../ui/format';
import { Picture } from '../../ui/picture';
import { Veil } from '../../ui/veil';
import { CardDownload } from './card-download';
import { CardIcon } from './card-icon';
import { CardMarks } from './card-marks';
import { useModelMark } from './use-model-mark';
import './model-card.css';

interface ModelCardProps {
  readonly model: ModelSummary;
  readonly column: number;
  readonly isTabbable: boolean;
  readonly isPeeked: boolean;
  readonly isSelected: boolean;
}

/**
 * A model among others. Its parts are plain elements that say in `data-act` what a press on them means; the
 * grid answers presses, keys and tooltips for all cards, because dozens of them a second come into view.
 */
export const ModelCard = memo(function ModelCard(props: ModelCardProps) {
  const { model, column, isTabbable, isPeeked, isSelected } = props;
  const { t } = useTranslation('discover');
  const factsId = useId();
  const { id, name, picture } = model;
  const mark = useModelMark(id);
  const isVeiled = useIsVeiled(picture);
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by hand, which a table cannot be.
    <div
      role="gridcell"
      aria-label={name}
      data-card-id={id}
      data-peeked={isPeeked || undefined}
      aria-selected={isSelected}
      aria-describedby={factsId}
      aria-colindex={column}
      tabIndex={isTabbable ? 0 : -1}
      className="model-card"
    >
      <Picture
        src={picture && pictureUrl(picture.id, 450)}
        blurhash={picture?.blurhash ?? null}
        alt=""
        className={isVeiled ? 'model-card-picture ui-veiled' : 'model-card-picture'}
      />
      {isVeiled && picture && (
        <Veil
          text={t('card.show')}
          label={t('card.showPicture', { name })}
          hint="V"
          onLift={() => liftVeil(picture.id)}
          excludeFromTabOrder
        />
      )}
      <CardMarks model={model} mark={mark} t={t} />
      <div className="model-card-words">
        <h3 className="model-card-name">{name}</h3>
        <div id={factsId} className="model-card-facts">
          <Facts model={model} />
          <Counts model={model} t={t} />
        </div>
      </div>
      <button
        type="button"
        className="model-card-peek"
        aria-label={t('card.details', { name })}
        data-act="peek"
        data-tip={t('card.detailsShort')}
        data-hint={t('card.spaceKey')}
        tabIndex={-1}
      >
        <CardIcon name="details" size={14} />
      </button>
      {/* biome-ignore lint/a11y/useSemanticElements: an input for each card costs more, and the grid ticks it. */}
      <button
        type="button"
        role="checkbox"
        className="model-card-tick"
        aria-checked={isSelected}
        aria-label={t('card.select', { name })}
        data-act="tick"
        data-tip={t(isSelected ? 'card.deselectShort' : 'card.selectShort')}
        data-hint="X"
        tabIndex={-1}
      >
        <span className="model-card-box">
          {isSelected && <Check aria-hidden size={12} strokeWidth={3} />}
        </span>
      </button>
      {model.bestFile && <CardDownload model={model} bestFile={model.bestFile} mark={mark} t={t} />}
    </div>
  );
});

function Facts({ model }: { readonly model: ModelSummary }) {
  const { creator } = model;
  const facts = [modelTypeWord(model.type), model.baseModel].filter((fact) => fact !== null);
  return (
    <p className="model-card-line model-card-said" title={[...facts, creator ?? []].flat().join(' · ')}>
      {facts.map((fact, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the facts keep their places.
        <span key={index} className="model-card-fact">
          {fact}
        </span>
      ))}
      {creator && (
        <span className="model-card-fact model-card-by">
          <button type="button" className="model-card-creator" data-act="creator" tabIndex={-1}>
            {creator}
          </button>
        </span>
      )}
    </p>
  );
}

interface CountsProps {
  readonly model: ModelSummary;
  readonly t: TFunction<'discover'>;
}

function Counts({ model, t }: CountsProps) {
  const { downloadCount, likeCount } = model;
  return (
    <p className="model-card-line model-card-counts tabular">
      {downloadCount !== null && (
        <span title={formatNumber(downloadCount)}>
          <CardIcon name="downloads" size={12} />
          <span aria-hidden>{formatCount(downloadCount)}</span>
          <span className="visually-hidden">{t('card.downloads', { count: downloadCount })}</span>
        </span>
      )}
      {likeCount !== null && (
        <span title={formatNumber(likeCount)}>
          <CardIcon name="likes" size={12} />
          <span aria-hidden>{formatCount(likeCount)}</span>
          <span className="visually-hidden">{t('card.likes', { count: likeCount })}</span>
        </span>
      )}
    </p>
  );
}
