import { CalendarDays, Download, Layers, Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ModelDetails, ModelVersion } from '../../../shared/civitai/model';
import { formatDate, formatNumber, formatRelative } from '../../ui/format';
import { AccessMark } from './access-mark';
import { useAccessState } from './use-access-state';

interface VersionFactsProps {
  readonly model: ModelDetails;
  readonly version: ModelVersion;
}

/** One line about the version: how old it is, what it is made for, and whether it can be had. */
export function VersionFacts({ model, version }: VersionFactsProps) {
  const { t } = useTranslation('model');
  const state = useAccessState(model, version);
  const { publishedAt, baseModel, downloadCount } = version;
  const isFront = model.versions.length > 1 && model.versions[0]?.id === version.id;
  return (
    <div className="model-facts tabular">
      <AccessMark state={state} />
      {publishedAt !== null && (
        <span className="model-fact" title={formatDate(publishedAt)}>
          <CalendarDays aria-hidden size={14} />
          {t('published', { when: formatRelative(publishedAt) })}
        </span>
      )}
      {baseModel && (
        <span className="model-fact selectable">
          <Layers aria-hidden size={14} />
          {baseModel}
        </span>
      )}
      {downloadCount !== null && (
        <span className="model-fact" title={formatNumber(downloadCount)}>
          <Download aria-hidden size={14} />
          {t('downloads', { count: downloadCount })}
        </span>
      )}
      {isFront && (
        <span className="model-fact" title={t('frontHint')}>
          <Star aria-hidden size={14} />
          {t('front')}
        </span>
      )}
    </div>
  );
}
