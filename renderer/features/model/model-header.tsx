import { Download, ExternalLink, ThumbsUp, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isWithin } from '../../../shared/civitai/maturity';
import type { ModelDetails } from '../../../shared/civitai/model';
import { modelTypeWord } from '../../locales/model-type-word';
import { useSettingsStore } from '../../stores/settings';
import { navigate } from '../../stores/view';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { formatNumber } from '../../ui/format';
import { TextButton } from '../../ui/text-button';
import { CreatorLink } from '../creator/creator-link';
import { FollowButton } from '../following/follow-button';
import { openModelPage } from './actions';

/** More tags than these say nothing new. */
const SHOWN_TAGS = 12;

interface ModelHeaderProps {
  readonly model: ModelDetails;
  readonly versionId: number | null;
}

export function ModelHeader({ model, versionId }: ModelHeaderProps) {
  const { t } = useTranslation(['model', 'common']);
  const { name, type, maturity, creator, downloadCount, likeCount, tags } = model;
  // Only a link or an id leads to what no list shows.
  const limit = useSettingsStore((state) => state.settings?.maturity);
  const isAboveLevel = limit !== undefined && !isWithin(maturity, limit);
  return (
    <header className="model-header">
      <div className="model-header-top">
        <h1 className="model-name selectable">{name}</h1>
        <FollowButton subject={{ kind: 'model', modelId: model.id }} name={name} />
        <Button
          size="small"
          icon={ExternalLink}
          aria-label={t('openOnCivitai')}
          onPress={() => openModelPage(model.id, versionId)}
        >
          {t('openOnCivitaiShort')}
        </Button>
      </div>
      <div className="model-facts tabular">
        <Badge tone="neutral">{modelTypeWord(type)}</Badge>
        <Badge tone={isAboveLevel ? 'attention' : 'neutral'}>
          {isAboveLevel
            ? t('aboveLevel', { level: t(`common:maturity.${maturity}`) })
            : t(`common:maturity.${maturity}`)}
        </Badge>
        {creator && (
          <span className="model-fact">
            <UserRound aria-hidden size={14} />
            <CreatorLink username={creator} />
          </span>
        )}
        {downloadCount !== null && (
          <span className="model-fact" title={formatNumber(downloadCount)}>
            <Download aria-hidden size={14} />
            {t('downloads', { count: downloadCount })}
          </span>
        )}
        {likeCount !== null && (
          <span className="model-fact" title={formatNumber(likeCount)}>
            <ThumbsUp aria-hidden size={14} />
            {t('likes', { count: likeCount })}
          </span>
        )}
      </div>
      {tags.length > 0 && (
        <ul className="model-tags" aria-label={t('tags')}>
          {tags.slice(0, SHOWN_TAGS).map((tag) => (
            <li key={tag}>
              <TextButton className="model-tag" onPress={() => navigate({ screen: 'tag', tag })}>
                #{tag}
              </TextButton>
            </li>
          ))}
          {tags.length > SHOWN_TAGS && (
            <li title={tags.slice(SHOWN_TAGS).join(', ')}>
              {t('moreTags', { count: tags.length - SHOWN_TAGS })}
            </li>
          )}
        </ul>
      )}
    </header>
  );
}
