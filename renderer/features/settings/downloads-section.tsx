import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/settings/schema';
import { NumberField } from '../../ui/number-field';
import { Section } from '../../ui/section';
import { updateSettings } from './actions';
import { SettingRow } from './setting-row';

export function DownloadsSection({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('settings');
  return (
    <Section title={t('downloads.title')} className="settings-section">
      <SettingRow title={t('downloads.simultaneous')} effect={t('downloads.simultaneousHint')}>
        <NumberField
          label={t('downloads.simultaneous')}
          isLabelHidden
          value={settings.simultaneousDownloads}
          minValue={1}
          maxValue={10}
          decrementLabel={t('downloads.decrease')}
          incrementLabel={t('downloads.increase')}
          onChange={(simultaneousDownloads) => void updateSettings({ simultaneousDownloads })}
        />
      </SettingRow>
    </Section>
  );
}
