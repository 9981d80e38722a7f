import type { TFunction } from 'i18next';
import type { LimitInForce } from '../../../../shared/status';
import { formatSpeed } from '../../../ui/format';
import { formatClock } from '../format-amounts';

/** "Full speed", "5.0 MB/s", "Paused until 07:00": what a button has room for. */
export function shortLimit(t: TFunction<'queue'>, { bytesPerSecond, source, untilMs }: LimitInForce): string {
  const until = source === 'schedule' && untilMs !== null ? { time: formatClock(untilMs) } : null;
  if (bytesPerSecond === null) return until ? t('limit.short.fullUntil', until) : t('limit.short.full');
  if (bytesPerSecond === 0) return until ? t('limit.short.nothingUntil', until) : t('limit.short.nothing');
  const speed = formatSpeed(bytesPerSecond);
  return until ? t('limit.short.limitedUntil', { speed, ...until }) : t('limit.short.limited', { speed });
}

/** A sentence that says what holds, and why. */
export function limitReason(
  t: TFunction<'queue'>,
  { bytesPerSecond, source, untilMs }: LimitInForce,
): string {
  const speed =
    bytesPerSecond === null
      ? t('limit.force.fullSpeed')
      : bytesPerSecond === 0
        ? t('limit.force.nothing')
        : formatSpeed(bytesPerSecond);
  const time = untilMs === null ? null : formatClock(untilMs);
  switch (source) {
    case 'none':
      return time === null ? t('limit.force.none') : t('limit.force.noneUntil', { time });
    case 'manual':
      return time === null
        ? t('limit.force.manual', { speed })
        : t('limit.force.manualUntil', { speed, time });
    case 'schedule':
      return time === null
        ? t('limit.force.schedule', { speed })
        : t('limit.force.scheduleUntil', { speed, time });
  }
}
