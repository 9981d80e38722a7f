import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilePreference, Settings } from '../../../shared/settings/schema';
import { Section } from '../../ui/section';
import { Select } from '../../ui/select';
import { updateSettings } from './actions';
import { GpuMemoryRow } from './gpu-memory-row';
import { SettingRow } from './setting-row';
import { SettingsSearch } from './settings-search';

const formats = ['SafeTensor', 'GGUF', 'PickleTensor', 'any'] as const;
const precisions = ['fp16', 'bf16', 'fp32', 'fp8', 'any'] as const;
const sizeClasses = ['pruned', 'full', 'any'] as const;

export function FilesSection({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('settings');
  return (
    <Section title={t('files.title')} description={t('files.text')} className="settings-section">
      <PreferenceRows settings={settings} />
      <GpuMemoryRow ownBytes={settings.gpuMemoryBytes} />
    </Section>
  );
}

/** Which file of a version is preselected. */
export function PreferenceRows({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('settings');
  const { preference } = settings;
  const prefer = (change: Partial<FilePreference>) =>
    void updateSettings({ preference: { ...preference, ...change } });
  const parts = [
    preference.format !== 'any' && t(`files.formats.${preference.format}`),
    preference.precision !== 'any' && t(`files.precisions.${preference.precision}`),
    preference.sizeClass !== 'any' && t(`files.sizeClasses.${preference.sizeClass}`),
  ].filter((part) => part !== false);
  const effect = parts.length > 0 ? t('files.effect', { summary: parts.join(', ') }) : t('files.effectAny');
  return (
    <>
      <SettingRow
        title={t('files.format')}
        effect={t('files.formatHint')}
        part={({ preference: { format } }) => ({ preference: { ...preference, format } })}
        keywords={formats.map((id) => t(`files.formats.${id}`)).join(' ')}
      >
        <Select
          label={t('files.format')}
          isLabelHidden
          value={preference.format}
          options={formats.map((id) => ({ id, label: t(`files.formats.${id}`) }))}
          onChange={(format) => prefer({ format })}
        />
      </SettingRow>
      <SettingRow
        title={t('files.precision')}
        effect={t('files.precisionHint')}
        part={({ preference: { precision } }) => ({ preference: { ...preference, precision } })}
        keywords={precisions.map((id) => t(`files.precisions.${id}`)).join(' ')}
      >
        <Select
          label={t('files.precision')}
          isLabelHidden
          value={preference.precision}
          options={precisions.map((id) => ({ id, label: t(`files.precisions.${id}`) }))}
          onChange={(precision) => prefer({ precision })}
        />
      </SettingRow>
      <SettingRow
        title={t('files.sizeClass')}
        effect={t('files.sizeClassHint')}
        part={({ preference: { sizeClass } }) => ({ preference: { ...preference, sizeClass } })}
        keywords={sizeClasses.map((id) => t(`files.sizeClasses.${id}`)).join(' ')}
      >
        <Select
          label={t('files.sizeClass')}
          isLabelHidden
          value={preference.sizeClass}
          options={sizeClasses.map((id) => ({ id, label: t(`files.sizeClasses.${id}`) }))}
          onChange={(sizeClass) => prefer({ sizeClass })}
        />
      </SettingRow>
      <PreferenceEffect text={effect} />
    </>
  );
}

/** What comes of all three. While something is searched for, what is found stands alone. */
function PreferenceEffect({ text }: { readonly text: string }) {
  return useContext(SettingsSearch).length > 0 ? null : <p className="settings-effect">{text}</p>;
}
