import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ModelVersion } from '../../../shared/civitai/model';
import { formatRelative } from '../../ui/format';
import { Skeleton } from '../../ui/skeleton';

/** As many as can be taken in at a glance. */
const SHOWN = 6;

interface PeekVersionsProps {
  /** Null while they are on their way. */
  readonly versions: readonly ModelVersion[] | null;
  readonly expectedCount: number;
  readonly onOpen: (versionId: number | null) => void;
}

export function PeekVersions({ versions, expectedCount, onOpen }: PeekVersionsProps) {
  const { t } = useTranslation('discover');
  const count = versions?.length ?? expectedCount;
  return (
    <section className="peek-versions">
      <h3>{t('peek.versions', { count })}</h3>
      {versions === null ? (
        Array.from({ length: Math.min(SHOWN, expectedCount) }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a placeholder is nothing but its place.
          <Skeleton key={index} height={28} radius={6} />
        ))
      ) : (
        <ul>
          {versions.slice(0, SHOWN).map((version) => (
            <li key={version.id}>
              <AriaButton className="peek-version" onPress={() => onOpen(version.id)}>
                <span className="ellipsis">{version.name}</span>
                {version.publishedAt !== null && (
                  <span className="dim peek-version-date">{formatRelative(version.publishedAt)}</span>
                )}
              </AriaButton>
            </li>
          ))}
        </ul>
      )}
      {count > SHOWN && <p className="dim">{t('peek.moreVersions', { count: count - SHOWN })}</p>}
    </section>
  );
}
