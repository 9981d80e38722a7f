import { useTranslation } from 'react-i18next';
import type { ScheduleRule } from '../../../../shared/settings/schema';
import { classNames } from '../../../ui/class-names';
import { formatTimeOfDay } from '../../../ui/clock-time';
import { formatSpeed } from '../../../ui/format';
import { type Band, DAYS, speedKind, weekBands } from './schedule-rules';

const DAY_MINUTES = 24 * 60;
const HOURS = [0, 6, 12, 18, 24] as const;

interface WeekChartProps {
  readonly rules: readonly ScheduleRule[];
  readonly isOn: boolean;
}

/** What all rules together come to, a line a day. */
export function WeekChart({ rules, isOn }: WeekChartProps) {
  const { t } = useTranslation('settings');
  const week = weekBands(rules);
  const speedOf = ({ bytesPerSecond }: Band) => {
    if (bytesPerSecond === null) return t('schedule.speeds.full');
    return bytesPerSecond === 0 ? t('schedule.paused') : formatSpeed(bytesPerSecond);
  };
  return (
    <figure aria-label={t('schedule.week')} className={classNames('week-chart', !isOn && 'week-chart-off')}>
      {DAYS.map((day, at) => (
        <div key={day} className="week-day">
          <span className="week-name dim">{t(`schedule.shortDays.${day}`)}</span>
          <ul className="week-line">
            {(week[at] ?? []).map((band) => {
              const words = t('schedule.band', {
                day: t(`schedule.longDays.${day}`),
                from: formatTimeOfDay(band.fromMinute),
                to: formatTimeOfDay(band.toMinute),
                speed: speedOf(band),
              });
              return (
                <li
                  key={band.fromMinute}
                  aria-label={words}
                  title={words}
                  className={`week-band week-band-${speedKind(band)}`}
                  style={{
                    insetInlineStart: `${(band.fromMinute / DAY_MINUTES) * 100}%`,
                    width: `${((band.toMinute - band.fromMinute) / DAY_MINUTES) * 100}%`,
                  }}
                >
                  <span className="ellipsis">{speedOf(band)}</span>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
      <div aria-hidden className="week-hours dim tabular">
        {HOURS.map((hour) => (
          <span key={hour} style={{ insetInlineStart: `${(hour / 24) * 100}%` }}>
            {formatTimeOfDay((hour * 60) % DAY_MINUTES)}
          </span>
        ))}
      </div>
    </figure>
  );
}
