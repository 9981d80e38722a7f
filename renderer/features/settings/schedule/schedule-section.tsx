import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BandwidthSchedule } from '../../../../shared/settings/schema';
import { Button } from '../../../ui/button';
import { Checkbox } from '../../../ui/checkbox';
import { Section } from '../../../ui/section';
import { updateSettings } from '../actions';
import { SettingBlock } from '../setting-row';
import { RuleRow } from './rule-row';
import { firstRule, withoutRule, withRule } from './schedule-rules';
import { WeekChart } from './week-chart';
import './schedule.css';

/** As many as main takes. */
const MOST_RULES = 50;
/** What a first rule suggests: enough to go on, too little to be noticed by others. */
const SUGGESTED_LIMIT = 2_000_000;

const save = (schedule: BandwidthSchedule) => void updateSettings({ schedule });

export function ScheduleSection({ schedule }: { readonly schedule: BandwidthSchedule }) {
  const { t } = useTranslation('settings');
  const { isOn, rules } = schedule;
  const add = () =>
    save({
      // Whoever makes a first rule wants it to hold.
      isOn: rules.length === 0 || isOn,
      rules: [...rules, rules.at(-1) ?? firstRule(SUGGESTED_LIMIT)],
    });
  return (
    <Section title={t('schedule.title')} description={t('schedule.text')} className="settings-section">
      <SettingBlock words={[t('schedule.empty')]}>
        {rules.length === 0 ? (
          <p className="schedule-empty dim">{t('schedule.empty')}</p>
        ) : (
          <>
            <Checkbox isSelected={isOn} onChange={(next) => save({ ...schedule, isOn: next })}>
              {t('schedule.follow')}
            </Checkbox>
            <ol className="schedule-rules">
              {rules.map((rule, at) => (
                <RuleRow
                  // biome-ignore lint/suspicious/noArrayIndexKey: a rule is nothing but its place in the list.
                  key={at}
                  rule={rule}
                  number={at + 1}
                  onChange={(next) => save(withRule(schedule, at, next))}
                  onRemove={() => save(withoutRule(schedule, at))}
                />
              ))}
            </ol>
          </>
        )}
        <Button icon={Plus} isDisabled={rules.length >= MOST_RULES} onPress={add} className="schedule-add">
          {t('schedule.add')}
        </Button>
        {rules.length > 0 && <WeekChart rules={rules} isOn={isOn} />}
      </SettingBlock>
    </Section>
  );
}
