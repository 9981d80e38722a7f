import { useTranslation } from 'react-i18next';
import { navigate } from '../../stores/view';
import { Button } from '../../ui/button';
import { SettingRow } from './setting-row';

/** The way back to the guided first start. */
export function SetupRow() {
  const { t } = useTranslation('entry');
  return (
    <SettingRow title={t('welcome.again.title')} effect={t('welcome.again.effect')}>
      <Button onPress={() => navigate({ screen: 'welcome' })}>{t('welcome.again.action')}</Button>
    </SettingRow>
  );
}
