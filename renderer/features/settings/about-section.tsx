import { useTranslation } from 'react-i18next';
import { useStatusStore } from '../../stores/status';
import { KeyValue } from '../../ui/key-value';
import { Section } from '../../ui/section';
import { LicencesRow } from '../diagnostics/licences-row';
import { SettingBlock } from './setting-row';

export function AboutSection() {
  const { t } = useTranslation('settings');
  const info = useStatusStore((store) => store.info);
  if (!info) return null;
  return (
    <Section title={t('about.title')} className="settings-section">
      <SettingBlock words={[t('about.version'), t('about.electron'), t('about.service')]}>
        <KeyValue
          rows={[
            { label: t('about.version'), value: info.version },
            { label: t('about.electron'), value: info.electron },
            {
              label: t('about.service'),
              value: info.isCustomOrigin
                ? t('about.otherOrigin', { origin: info.apiOrigin })
                : info.apiOrigin,
            },
          ]}
        />
      </SettingBlock>
      <LicencesRow />
    </Section>
  );
}
