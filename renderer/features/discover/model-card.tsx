import { Download, PanelRight, ThumbsUp } from 'lucide-react';
import { memo, useId } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ModelSummary } from '../../../shared/civitai/model';
import { pictureUrl } from '../../ipc/picture-url';
import { modelTypeWord } from '../../locales/model-type-word';
import { liftVeil, useIsVeiled } from '../../stores/veil';
import { navigate, peekAtModel } from '../../stores/view';
import { formatCount, formatNumber } from '../../ui/format';
import { IconButton } from '../../ui/icon-button';
import { Picture } from '../../ui/picture';
import { Veil } from '../../ui/veil';
import { CardDownload } from './card-download';
import { CardMarks } from './card-marks';
import { useModelMark } from './use-model-mark';
import './model-card.css';

interface ModelCardProps {
  readonly model: ModelSummary;
  readonly column: number;
  readonly isTabbable: boolean;
  readonly isPeeked: boolean;
  readonly onFocus: (id: number) => void;
  readonly register: (id: number, element: HTMLElement | null) => void;
}

export const ModelCard = memo(function ModelCard({
  model,
  column,
  isTabbable,
  isPeeked,
  onFocus,
  register,
}: ModelCardProps) {
  const { t } = useTranslation('discover');
  const factsId = useId();
  const { id, name, picture } = model;
  const mark = useModelMark(id);
  const isVeiled = useIsVeiled(picture);
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by hand, which a table cannot be.
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter and Space are the grid's, as for every cell.
    <div
      ref={(element) => register(id, element)}
      role="gridcell"
      aria-label={name}
      data-model-id={id}
      aria-describedby={factsId}
      aria-colindex={column}
      aria-selected={isPeeked}
      tabIndex={isTabbable ? 0 : -1}
      className="model-card"
      onFocus={() => onFocus(id)}
      onClick={() => navigate({ screen: 'model', modelId: id, versionId: null })}
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
      <CardMarks model={model} mark={mark} />
      <div className="model-card-words">
        <h3 className="model-card-name">{name}</h3>
        <div id={factsId} className="model-card-facts">
          <Facts model={model} />
          <Counts model={model} />
        </div>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only keeps a press on the button from opening the page. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the button inside answers keys. */}
      <span className="model-card-peek" onClick={(event) => event.stopPropagation()}>
        <IconButton
          icon={PanelRight}
          size="small"
          label={t('card.details', { name })}
          excludeFromTabOrder
          preventFocusOnPress
          onPress={() => peekAtModel(isPeeked ? null : id)}
        />
      </span>
      {model.bestFile && <CardDownload model={model} bestFile={model.bestFile} mark={mark} />}
    </div>
  );
});

function Facts({ model }: { readonly model: ModelSummary }) {
  const { creator } = model;
  const facts = [modelTypeWord(model.type), model.baseModel].filter((fact) => fact !== null);
  return (
    <p className="model-card-line ellipsis" title={[...facts, creator ?? []].flat().join(' · ')}>
      {facts.map((fact, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the facts keep their places.
        <span key={index} className="model-card-fact">
          {fact}
        </span>
      ))}
      {creator && (
        // biome-ignore lint/a11y/noStaticElementInteractions: only keeps a press on the name from opening the page.
        // biome-ignore lint/a11y/useKeyWithClickEvents: the button inside answers keys.
        <span className="model-card-fact" onClick={(event) => event.stopPropagation()}>
          <Button
            className="model-card-creator"
            excludeFromTabOrder
            preventFocusOnPress
            onPress={() => navigate({ screen: 'creator', username: creator })}
          >
            {creator}
          </Button>
        </span>
      )}
    </p>
  );
}

function Counts({ model }: { readonly model: ModelSummary }) {
  const { t } = useTranslation('discover');
  const { downloadCount, likeCount } = model;
  return (
    <p className="model-card-line model-card-counts tabular">
      {downloadCount !== null && (
        <span title={formatNumber(downloadCount)}>
          <Download aria-hidden size={12} />
          <span aria-hidden>{formatCount(downloadCount)}</span>
          <span className="visually-hidden">{t('card.downloads', { count: downloadCount })}</span>
        </span>
      )}
      {likeCount !== null && (
        <span title={formatNumber(likeCount)}>
          <ThumbsUp aria-hidden size={12} />
          <span aria-hidden>{formatCount(likeCount)}</span>
          <span className="visually-hidden">{t('card.likes', { count: likeCount })}</span>
        </span>
      )}
    </p>
  );
}
