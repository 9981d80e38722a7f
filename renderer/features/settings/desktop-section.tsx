import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/settings/schema';
import { Checkbox } from '../../ui/checkbox';
import { Section } from '../../ui/section';
import { updateSettings } from './actions';
import { SettingRow } from './setting-row';

const TOLD = ['completed', 'failed', 'loginNeeded'] as const;

export function DesktopSection({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('desktop');
  const { notifications } = settings;
  return (
    <Section title={t('title')} className="settings-section">
      <SettingRow title={t('closing')} effect={t('closingHint')}>
        <Checkbox
          isSelected={settings.closeToTray}
          onChange={(closeToTray) => void updateSettings({ closeToTray })}
        >
          {t('closeToTray')}
        </Checkbox>
      </SettingRow>
      <SettingRow title={t('quitting')} effect={t('quittingHint')}>
        <Checkbox
          isSelected={settings.askBeforeQuit}
          onChange={(askBeforeQuit) => void updateSettings({ askBeforeQuit })}
        >
          {t('askBeforeQuit')}
        </Checkbox>
      </SettingRow>
      <SettingRow title={t('notifications')} effect={t('notificationsHint')}>
        <div className="settings-checks">
          {TOLD.map((kind) => (
            <Checkbox
              key={kind}
              isSelected={notifications[kind]}
              onChange={(isOn) => void updateSettings({ notifications: { ...notifications, [kind]: isOn } })}
            >
              {t(kind)}
            </Checkbox>
          ))}
        </div>
      </SettingRow>
      <SettingRow title={t('start')} effect={t('startHint')}>
        <div className="settings-checks">
          <Checkbox
            isSelected={settings.startAtLogin}
            onChange={(startAtLogin) => void updateSettings({ startAtLogin })}
          >
            {t('startAtLogin')}
          </Checkbox>
          <Checkbox
            isSelected={settings.startHidden}
            isDisabled={!settings.startAtLogin}
            onChange={(startHidden) => void updateSettings({ startHidden })}
          >
            {t('startHidden')}
          </Checkbox>
        </div>
      </SettingRow>
    </Section>
  );
}
