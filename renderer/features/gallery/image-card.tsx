import { Heart } from 'lucide-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GalleryImage } from '../../../shared/civitai/images';
import { formatCount } from '../../ui/format';
import { MovingPicture } from './moving-picture';
import { reactionCount } from './reaction-count';
import '../discover/model-card.css';

interface ImageCardProps {
  readonly image: GalleryImage;
  readonly index: number;
  readonly column: number;
  readonly isTabbable: boolean;
}

/** One picture of a gallery. A video stands still until somebody points at it or comes to it by key. */
export const ImageCard = memo(function ImageCard(props: ImageCardProps) {
  const { image, index, column, isTabbable } = props;
  const { t } = useTranslation('gallery');
  const [isAimedAt, setIsAimedAt] = useState(false);
  const { id, picture, creator } = image;
  const count = reactionCount(image.stats);
  const words = { index: index + 1, creator: creator ?? t('card.someone') };
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by hand, which a table cannot be.
    <div
      role="gridcell"
      aria-label={picture.kind === 'video' ? t('card.video', words) : t('card.image', words)}
      data-card-id={id}
      aria-colindex={column}
      tabIndex={isTabbable ? 0 : -1}
      className="model-card image-card"
      onFocus={() => setIsAimedAt(true)}
      onBlur={() => setIsAimedAt(false)}
      onPointerEnter={() => setIsAimedAt(true)}
      onPointerLeave={() => setIsAimedAt(false)}
    >
      <MovingPicture
        picture={picture}
        width={450}
        isPlaying={isAimedAt}
        veilLabel={t('veil.showOf', words)}
        isVeilOutOfTabOrder
      />
      <div className="model-card-words image-card-words">
        <span className="ellipsis">{creator}</span>
        {count !== null && (
          <span className="image-card-count tabular">
            <Heart aria-hidden size={12} />
            {formatCount(count)}
          </span>
        )}
      </div>
    </div>
  );
});
