import { useTranslation } from 'react-i18next';
import { Checkbox } from '../../ui/checkbox';
import { updateSettings } from './actions';
import { SettingRow } from './setting-row';

export function ClipboardRow({ isOn }: { readonly isOn: boolean }) {
  const { t } = useTranslation('entry');
  return (
    <SettingRow title={t('clipboard.title')} effect={t('clipboard.effect')}>
      <Checkbox isSelected={isOn} onChange={(watchClipboard) => void updateSettings({ watchClipboard })}>
        {t('clipboard.check')}
      </Checkbox>
    </SettingRow>
  );
}
