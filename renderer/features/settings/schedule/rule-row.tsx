import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScheduleRule } from '../../../../shared/settings/schema';
import { IconButton } from '../../../ui/icon-button';
import { RateField } from '../../../ui/rate-field';
import { Select } from '../../../ui/select';
import { TimeField } from '../../../ui/time-field';
import { ToggleGroup } from '../../../ui/toggle-group';
import { DAYS, passesMidnight, SPEEDS, type SpeedKind, speedKind, withEnd } from './schedule-rules';

/** What a limit begins with when a rule had none. */
const USUAL_LIMIT = 2_000_000;

interface RuleRowProps {
  readonly rule: ScheduleRule;
  /** Counted from 1, as it is named. */
  readonly number: number;
  readonly onChange: (rule: ScheduleRule) => void;
  readonly onRemove: () => void;
}

export function RuleRow({ rule, number, onChange, onRemove }: RuleRowProps) {
  const { t } = useTranslation('settings');
  const { days, fromMinute, toMinute, bytesPerSecond } = rule;
  // Going to full speed and back must not forget the number.
  const [lastLimit, setLastLimit] = useState(USUAL_LIMIT);
  const kind = speedKind(rule);
  const setKind = (next: SpeedKind) => {
    if (kind === 'limit' && bytesPerSecond) setLastLimit(bytesPerSecond);
    const speeds = { full: null, limit: lastLimit, pause: 0 } as const;
    onChange({ ...rule, bytesPerSecond: speeds[next] });
  };
  return (
    <li className="schedule-rule" aria-label={t('schedule.rule', { number })}>
      <ToggleGroup
        label={t('schedule.days', { number })}
        options={DAYS.map((id) => ({
          id,
          label: t(`schedule.shortDays.${id}`),
          name: t(`schedule.longDays.${id}`),
        }))}
        values={days.flatMap((day) => DAYS[day] ?? [])}
        onChange={(chosen) => onChange({ ...rule, days: chosen.map((day) => DAYS.indexOf(day)) })}
      />
      <span className="schedule-times">
        <TimeField
          label={t('schedule.from')}
          minute={fromMinute}
          onChange={(minute) => onChange({ ...rule, fromMinute: minute })}
        />
        <span className="dim">{t('schedule.dash')}</span>
        <TimeField
          label={t('schedule.to')}
          minute={toMinute % (24 * 60)}
          onChange={(minute) => onChange(withEnd(rule, minute))}
        />
        {passesMidnight(rule) && <span className="dim schedule-next-day">{t('schedule.nextDay')}</span>}
      </span>
      <span className="schedule-speed">
        <Select
          label={t('schedule.speed')}
          isLabelHidden
          value={kind}
          options={SPEEDS.map((id) => ({ id, label: t(`schedule.speeds.${id}`) }))}
          onChange={setKind}
        />
        {kind === 'limit' && bytesPerSecond !== null && (
          <RateField
            label={t('schedule.rate')}
            unitLabel={t('schedule.unit')}
            unitNames={{ kB: t('schedule.units.kB'), MB: t('schedule.units.MB') }}
            bytesPerSecond={bytesPerSecond}
            onChange={(next) => onChange({ ...rule, bytesPerSecond: next })}
          />
        )}
      </span>
      <IconButton
        size="small"
        icon={X}
        label={t('schedule.remove', { number })}
        onPress={onRemove}
        className="schedule-remove"
      />
    </li>
  );
}
