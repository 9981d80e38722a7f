import { useTranslation } from 'react-i18next';
import { MATURITY_LEVELS } from '../../../shared/civitai/model';
import type { Settings } from '../../../shared/settings/schema';
import { RadioGroup } from '../../ui/radio-group';
import { Section } from '../../ui/section';
import { updateSettings } from './actions';
import { SettingBlock } from './setting-row';

export function SearchSection({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('settings');
  const words = [
    t('search.maturity'),
    t('search.maturityHint'),
    'NSFW',
    ...MATURITY_LEVELS.map((id) => `${t(`search.levels.${id}`)} ${t(`search.levelHints.${id}`)}`),
  ];
  return (
    <Section title={t('search.title')} className="settings-section">
      <SettingBlock words={words}>
        <MaturityChoice settings={settings} />
      </SettingBlock>
    </Section>
  );
}

/** The level above which nothing is shown. */
export function MaturityChoice({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('settings');
  return (
    <RadioGroup
      label={t('search.maturity')}
      description={t('search.maturityHint')}
      value={settings.maturity}
      options={MATURITY_LEVELS.map((id) => ({
        id,
        label: t(`search.levels.${id}`),
        description: t(`search.levelHints.${id}`),
      }))}
      onChange={(maturity) => void updateSettings({ maturity })}
      className="settings-levels"
    />
  );
}
