import type { TFunction } from 'i18next';
import type { PlanVolume } from '../../../shared/bulk/plan';
import { formatBytes } from '../../ui/format';

interface VolumeWords {
  readonly needs: string;
  /** What there is, part by part; empty while nobody knows. */
  readonly room: readonly string[];
  /** What is in the way; null when all of it fits. */
  readonly trouble: string | null;
}

/** What the plan needs on a volume and what that has, in words. */
export function volumeWords(t: TFunction<'plan'>, volume: PlanVolume): VolumeWords {
  const { state, freeBytes, reserveBytes, promisedBytes, includedCount, includedBytes } = volume;
  const words = { count: includedCount, bytes: formatBytes(includedBytes) };
  const needs = volume.unknownSizeCount === 0 ? t('volumes.needs', words) : t('volumes.needsAtLeast', words);
  if (state === 'missing')
    return { needs, room: [], trouble: t('volumes.notConnected', { count: includedCount }) };
  if (freeBytes === null) return { needs, room: [t('volumes.looking')], trouble: null };
  const room = [
    t('volumes.free', { bytes: formatBytes(freeBytes) }),
    ...(promisedBytes > 0 ? [t('volumes.promised', { bytes: formatBytes(promisedBytes) })] : []),
    ...(reserveBytes > 0 ? [t('volumes.reserved', { bytes: formatBytes(reserveBytes) })] : []),
  ];
  const trouble =
    volume.missingBytes > 0 ? t('volumes.short', { bytes: formatBytes(volume.missingBytes) }) : null;
  return { needs, room, trouble };
}
