import { Copy, Images, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GalleryImage } from '../../../shared/civitai/images';
import { navigate } from '../../stores/view';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { formatDate, formatNumber, formatRelative } from '../../ui/format';
import { copyAndTell } from '../model/actions';
import { GenerationFields } from './generation-fields';
import { reactionCount } from './reaction-count';
import { UsedModels } from './used-models';

/** Who made a picture, with what, and how. */
export function ImageDetails({ image }: { readonly image: GalleryImage }) {
  const { t } = useTranslation(['gallery', 'common']);
  const { creator, postId, createdAtMs, baseModel, level, generation, stats } = image;
  const count = reactionCount(stats);
  return (
    <div className="image-details">
      <div className="image-details-facts">
        <Badge>{t(`common:maturity.${level}`)}</Badge>
        {baseModel && <Badge>{baseModel}</Badge>}
        {count !== null && (
          <span className="dim tabular">{t('details.reactions', { count, shown: formatNumber(count) })}</span>
        )}
        {createdAtMs !== null && (
          <span className="dim" title={formatDate(createdAtMs)}>
            {formatRelative(createdAtMs)}
          </span>
        )}
      </div>
      <div className="image-details-ways">
        {creator && (
          <Button
            size="small"
            icon={UserRound}
            onPress={() => navigate({ screen: 'creator', username: creator })}
          >
            {creator}
          </Button>
        )}
        {postId !== null && (
          <Button
            size="small"
            icon={Images}
            onPress={() => navigate({ screen: 'images', subject: { kind: 'post', postId } })}
          >
            {t('details.post')}
          </Button>
        )}
        {generation && generation.text !== '' && (
          <Button size="small" icon={Copy} onPress={() => void copyAndTell(generation.text)}>
            {t('details.copyAll')}
          </Button>
        )}
      </div>
      {generation && <UsedModels resources={generation.resources} modelName={generation.modelName} />}
      {generation && generation.fields.length > 0 ? (
        <GenerationFields generation={generation} />
      ) : (
        <p className="dim">{t('details.none')}</p>
      )}
    </div>
  );
}
