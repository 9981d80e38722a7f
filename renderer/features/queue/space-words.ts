import type { TFunction } from 'i18next';
import type { VolumeSpace } from '../../../shared/download/space';
import { formatBytes } from '../../ui/format';

/** What a person has to know of a volume; null while everything that is wanted fits. */
export function spaceWords(t: TFunction<'queue'>, space: VolumeSpace): string | null {
  const { label: volume, state, freeBytes, wantedCount, wantedBytes, fitCount, waitingCount } = space;
  switch (state) {
    case 'full':
      return t('space.full', { volume, count: waitingCount });
    case 'missing':
      return t('space.missing', { volume, count: waitingCount });
    case 'faulty':
      return t('space.faulty', { volume, count: waitingCount });
    case 'ready': {
      if (freeBytes === null || fitCount >= wantedCount) return null;
      const words = {
        volume,
        count: wantedCount,
        needed: formatBytes(wantedBytes),
        free: formatBytes(freeBytes),
        reserve: formatBytes(space.reserveBytes),
      };
      return fitCount === 0 ? t('space.shortNone', words) : t('space.short', { ...words, fit: fitCount });
    }
  }
}
