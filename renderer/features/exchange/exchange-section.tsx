import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportPreview } from '../../../shared/settings/exchange';
import { useFoldersStore } from '../../stores/folders';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { Section } from '../../ui/section';
import { SettingRow } from '../settings/setting-row';
import { exportSettings, readSettings } from './actions';
import { ImportDialog } from './import-dialog';

/** Settings into a file and out of one. */
export function ExchangeSection() {
  const { t } = useTranslation('entry');
  const hasFolders = useFoldersStore((store) => store.folders?.kind === 'chosen');
  const [withFolders, setWithFolders] = useState(true);
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  return (
    <Section title={t('exchange.title')} description={t('exchange.text')} className="settings-section">
      <SettingRow title={t('exchange.export.title')} effect={t('exchange.export.effect')}>
        <div className="settings-checks">
          {hasFolders && (
            <Checkbox isSelected={withFolders} onChange={setWithFolders}>
              {t('exchange.export.folders')}
            </Checkbox>
          )}
          <Button onPress={() => void exportSettings(hasFolders && withFolders)}>
            {t('exchange.export.action')}
          </Button>
        </div>
      </SettingRow>
      <SettingRow title={t('exchange.import.title')} effect={t('exchange.import.effect')}>
        <Button onPress={() => void readSettings().then(setPreview)}>{t('exchange.import.action')}</Button>
      </SettingRow>
      {preview !== null && <ImportDialog preview={preview} onClose={() => setPreview(null)} />}
    </Section>
  );
}
