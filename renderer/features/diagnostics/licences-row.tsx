import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';
import { Button } from '../../ui/button';
import { SettingRow } from '../settings/setting-row';
import { TextDialog } from './text-dialog';

/** The licences of everything that is part of Civet. */
export function LicencesRow() {
  const { t } = useTranslation('diagnostics', { keyPrefix: 'licences' });
  const [text, setText] = useState<string | null>(null);
  const close = () => setText(null);
  const show = async () => {
    const answer = await api.invoke('diagnostics.licences');
    if (answer.ok) setText(answer.value);
    else showFailure(answer.error);
  };
  return (
    <SettingRow title={t('title')} effect={t('effect')}>
      <Button onPress={() => void show()}>{t('action')}</Button>
      {text !== null && (
        <TextDialog title={t('dialogTitle')} label={t('text')} text={text} onClose={close}>
          <Button onPress={close}>{t('close')}</Button>
        </TextDialog>
      )}
    </SettingRow>
  );
}
