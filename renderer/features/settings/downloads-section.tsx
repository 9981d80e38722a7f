import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/settings/schema';
import { Checkbox } from '../../ui/checkbox';
import { NumberField } from '../../ui/number-field';
import { Section } from '../../ui/section';
import { updateSettings } from './actions';
import { SettingRow } from './setting-row';

export function DownloadsSection({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('settings');
  return (
    <Section title={t('downloads.title')} className="settings-section">
      <SettingRow
        title={t('downloads.simultaneous')}
        effect={t('downloads.simultaneousHint')}
        part={({ simultaneousDownloads }) => ({ simultaneousDownloads })}
      >
        <NumberField
          label={t('downloads.simultaneous')}
          isLabelHidden
          value={settings.simultaneousDownloads}
          minValue={1}
          maxValue={10}
          decrementLabel={t('downloads.decrease')}
          incrementLabel={t('downloads.increase')}
          onChange={(simultaneousDownloads) => updateSettings({ simultaneousDownloads })}
        />
      </SettingRow>
      <SettingRow
        title={t('downloads.connections')}
        effect={t('downloads.connectionsHint')}
        part={({ connectionsPerDownload }) => ({ connectionsPerDownload })}
      >
        <NumberField
          label={t('downloads.connections')}
          isLabelHidden
          value={settings.connectionsPerDownload}
          minValue={1}
          maxValue={8}
          decrementLabel={t('downloads.fewerConnections')}
          incrementLabel={t('downloads.moreConnections')}
          onChange={(connectionsPerDownload) => updateSettings({ connectionsPerDownload })}
        />
      </SettingRow>
      <SettingRow
        title={t('downloads.power')}
        effect={t('downloads.powerHint')}
        keywords={`${t('downloads.battery')} ${t('downloads.metered')}`}
        part={({ pauseOnBattery, pauseOnMetered }) => ({ pauseOnBattery, pauseOnMetered })}
      >
        <div className="settings-checks">
          <Checkbox
            isSelected={settings.pauseOnBattery}
            onChange={(pauseOnBattery) => void updateSettings({ pauseOnBattery })}
          >
            {t('downloads.battery')}
          </Checkbox>
          <Checkbox
            isSelected={settings.pauseOnMetered}
            onChange={(pauseOnMetered) => void updateSettings({ pauseOnMetered })}
          >
            {t('downloads.metered')}
          </Checkbox>
        </div>
      </SettingRow>
      <SettingRow
        title={t('downloads.sleep')}
        effect={t('downloads.sleepHint')}
        keywords={t('downloads.keepAwake')}
        part={({ keepAwake }) => ({ keepAwake })}
      >
        <Checkbox
          isSelected={settings.keepAwake}
          onChange={(keepAwake) => void updateSettings({ keepAwake })}
        >
          {t('downloads.keepAwake')}
        </Checkbox>
      </SettingRow>
    </Section>
  );
}
