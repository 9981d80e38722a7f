import type { TFunction } from 'i18next';
import type { OperationProgress, PlanningProgress } from '../../../shared/operations/operations';
import { formatBytes, formatDuration, formatSpeed } from '../../ui/format';

type Words = TFunction<'operations'>;

/** For example "Moving files, 3 of 12". */
export function progressWords(
  { kind, way, doneCount: done, totalCount: total }: OperationProgress,
  t: Words,
): string {
  if (way === 'undoing') return t('undoing', { done, total });
  if (way === 'takingBack') return t('takingBack', { done, total });
  if (way === 'redoing') return t('redoing', { done, total });
  return t(`doing.${kind}`, { done, total });
}

/** For example "Looking at 1,200 of 8,000 files". */
export function planningWords(
  { stage, doneCount: done, totalCount: total }: PlanningProgress,
  t: Words,
): string {
  return total === 0 ? t('planning.beginning') : t(`planning.${stage}`, { done, total });
}

/** Of what is copied to another drive, for example "4.2 GB of 30 GB · 120 MB/s · 3 min left"; empty when nothing is. */
export function copyWords({ copy }: OperationProgress, t: Words): string {
  if (copy === null) return '';
  const { doneBytes, totalBytes, bytesPerSecond, remainingMs } = copy;
  const amounts = t('copied', { done: formatBytes(doneBytes), total: formatBytes(totalBytes) });
  if (bytesPerSecond === null || remainingMs === null) return amounts;
  const pace = t('pace', { speed: formatSpeed(bytesPerSecond), left: formatDuration(remainingMs) });
  return `${amounts} · ${pace}`;
}

/** From 0 to 1. Where bytes are copied, names take no time beside them. */
export function shareOf({ copy, way, doneCount, totalCount }: OperationProgress): number {
  if (copy !== null) return copy.doneBytes / copy.totalBytes;
  const share = totalCount === 0 ? 0 : doneCount / totalCount;
  return way === 'undoing' || way === 'takingBack' ? 1 - share : share;
}
