import { useTranslation } from 'react-i18next';
import type { Settings, SettingsPatch } from '../../../../shared/settings/schema';
import { showFailure } from '../../../app/show-failure';
import { api } from '../../../ipc/api';
import { useSettingsStore } from '../../../stores/settings';
import { useStatusStore } from '../../../stores/status';
import { navigate } from '../../../stores/view';
import { Checkbox } from '../../../ui/checkbox';
import { RateField } from '../../../ui/rate-field';
import { Segmented } from '../../../ui/segmented';
import { TextButton } from '../../../ui/text-button';
import { limitReason } from './limit-words';
import './limit.css';

async function update(patch: SettingsPatch): Promise<void> {
  const answer = await api.invoke('settings.update', patch);
  if (!answer.ok) showFailure(answer.error);
}

/** How fast all downloads together may be; what is set holds at once, also for what runs. */
export function LimitForm() {
  const settings = useSettingsStore((store) => store.settings);
  return settings && <Fields settings={settings} />;
}

function Fields({ settings: { limit, schedule } }: { readonly settings: Settings }) {
  const { t } = useTranslation('queue');
  const inForce = useStatusStore((store) => store.status?.limit ?? null);
  const setLimit = (change: Partial<Settings['limit']>) => void update({ limit: { ...limit, ...change } });
  const hasRules = schedule.rules.length > 0;
  return (
    <div className="queue-limit">
      <h2 className="queue-limit-title">{t('limit.title')}</h2>
      <div className="queue-limit-row">
        <Segmented
          label={t('limit.mode')}
          value={limit.isOn ? 'on' : 'off'}
          options={[
            { id: 'off', label: t('limit.off') },
            { id: 'on', label: t('limit.on') },
          ]}
          onChange={(mode) => setLimit({ isOn: mode === 'on' })}
        />
        <RateField
          label={t('limit.value')}
          unitLabel={t('limit.unit')}
          unitNames={{ kB: t('limit.units.kB'), MB: t('limit.units.MB') }}
          bytesPerSecond={limit.bytesPerSecond}
          isDisabled={!limit.isOn}
          onChange={(bytesPerSecond) => setLimit({ bytesPerSecond })}
        />
      </div>
      <p role="status" className="queue-limit-force tabular">
        {inForce && limitReason(t, inForce)}
      </p>
      <div className="queue-limit-schedule">
        <Checkbox
          isSelected={schedule.isOn}
          isDisabled={!hasRules}
          onChange={(isOn) => void update({ schedule: { ...schedule, isOn } })}
          {...(hasRules ? {} : { description: t('limit.noRules') })}
        >
          {t('limit.follow')}
        </Checkbox>
        <TextButton onPress={() => navigate({ screen: 'settings' })}>{t('limit.edit')}</TextButton>
      </div>
    </div>
  );
}
