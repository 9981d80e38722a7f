import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/settings/schema';
import { Section } from '../../ui/section';
import { Segmented } from '../../ui/segmented';
import { updateSettings } from './actions';
import { ClipboardRow } from './clipboard-row';
import { SettingRow } from './setting-row';
import { SetupRow } from './setup-row';

const themes = [
  { id: 'system', icon: Monitor },
  { id: 'light', icon: Sun },
  { id: 'dark', icon: Moon },
] as const;

export function GeneralSection({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('settings');
  return (
    <Section title={t('general.title')} className="settings-section">
      <SettingRow
        title={t('general.theme')}
        effect={t('general.themeHint')}
        keywords={themes.map(({ id }) => t(`general.themes.${id}`)).join(' ')}
        part={({ theme }) => ({ theme })}
      >
        <Segmented
          label={t('general.theme')}
          value={settings.theme}
          options={themes.map(({ id, icon }) => ({ id, icon, label: t(`general.themes.${id}`) }))}
          onChange={(theme) => void updateSettings({ theme })}
        />
      </SettingRow>
      <ClipboardRow isOn={settings.watchClipboard} />
      <SetupRow />
    </Section>
  );
}
