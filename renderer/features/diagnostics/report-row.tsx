import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';
import { Button } from '../../ui/button';
import { showToast } from '../../ui/toast';
import { SettingRow } from '../settings/setting-row';
import { TextDialog } from './text-dialog';

/** Shows what a report would hold, and saves just that. */
export function ReportRow() {
  const { t } = useTranslation('diagnostics', { keyPrefix: 'report' });
  const [text, setText] = useState<string | null>(null);
  const close = () => setText(null);
  const show = async () => {
    const answer = await api.invoke('diagnostics.report');
    if (answer.ok) setText(answer.value);
    else showFailure(answer.error);
  };
  const save = async () => {
    const answer = await api.invoke('diagnostics.save');
    if (!answer.ok) return showFailure(answer.error);
    if (!answer.value) return;
    close();
    showToast({ text: t('saved') });
  };
  return (
    <SettingRow title={t('title')} effect={t('effect')}>
      <Button onPress={() => void show()}>{t('action')}</Button>
      {text !== null && (
        <TextDialog
          title={t('dialogTitle')}
          explanation={t('explanation')}
          label={t('text')}
          text={text}
          onClose={close}
        >
          <Button onPress={close}>{t('close')}</Button>
          <Button variant="primary" onPress={() => void save()}>
            {t('save')}
          </Button>
        </TextDialog>
      )}
    </SettingRow>
  );
}
