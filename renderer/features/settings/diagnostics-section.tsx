import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../ipc/api';
import { Button } from '../../ui/button';
import { formatBytes, formatNumber, formatPercent } from '../../ui/format';
import { KeyValue } from '../../ui/key-value';
import { Section } from '../../ui/section';
import { showToast } from '../../ui/toast';
import { MachineFacts } from '../diagnostics/machine-facts';
import { ReportRow } from '../diagnostics/report-row';
import { SettingBlock, SettingRow } from './setting-row';

const KEY = ['cacheFacts'];

/** What Civet keeps of Civitai's answers, and how well that serves. */
export function DiagnosticsSection() {
  const { t } = useTranslation('settings');
  const queries = useQueryClient();
  const { data: facts } = useQuery({
    queryKey: KEY,
    queryFn: () => ask('catalogue.cacheFacts'),
    staleTime: 0,
  });
  const forget = async () => {
    const answer = await api.invoke('catalogue.clearCache');
    if (!answer.ok) return;
    queries.setQueryData(KEY, answer.value);
    showToast({ text: t('diagnostics.empty.done') });
  };
  if (!facts) return null;
  const { entries, bytes, limitBytes, answers, hits, pictures } = facts;
  return (
    <Section title={t('diagnostics.title')} className="settings-section">
      <SettingBlock words={[t('diagnostics.kept'), t('diagnostics.pictures'), t('diagnostics.hits')]}>
        <KeyValue
          rows={[
            {
              label: t('diagnostics.kept'),
              value: t('diagnostics.keptValue', {
                count: entries,
                number: formatNumber(entries),
                size: formatBytes(bytes),
                limit: formatBytes(limitBytes),
              }),
            },
            {
              label: t('diagnostics.pictures'),
              value: t('diagnostics.picturesValue', {
                count: pictures.entries,
                number: formatNumber(pictures.entries),
                size: formatBytes(pictures.bytes),
                limit: formatBytes(pictures.limitBytes),
              }),
            },
            {
              label: t('diagnostics.hits'),
              value:
                answers === 0
                  ? t('diagnostics.noneYet')
                  : t('diagnostics.hitsValue', {
                      share: formatPercent(hits / answers),
                      number: formatNumber(answers),
                    }),
            },
          ]}
        />
      </SettingBlock>
      <SettingRow title={t('diagnostics.empty.title')} effect={t('diagnostics.empty.effect')}>
        <Button isDisabled={entries + pictures.entries === 0} onPress={() => void forget()}>
          {t('diagnostics.empty.action')}
        </Button>
      </SettingRow>
      <ReportRow />
      <MachineFacts />
    </Section>
  );
}
