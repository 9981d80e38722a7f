import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DiagnosedFolder, Diagnostics } from '../../../shared/diagnostics';
import { ask } from '../../ipc/api';
import { Box, BoxRow } from '../../ui/box';
import { formatBytes, formatNumber } from '../../ui/format';
import { KeyValue } from '../../ui/key-value';
import { SearchField } from '../../ui/search-field';
import './diagnostics.css';

/** What Civet runs on and what it has written to its log. */
export function MachineFacts() {
  const { data } = useQuery({
    queryKey: ['diagnostics'],
    queryFn: () => ask('diagnostics.snapshot'),
    staleTime: 0,
  });
  if (!data) return null;
  return (
    <div className="diagnostics-facts">
      <Facts about={data} />
      <RecentLog lines={data.log} />
    </div>
  );
}

function Facts({ about }: { readonly about: Diagnostics }) {
  const { t } = useTranslation('diagnostics', { keyPrefix: 'facts' });
  const { t: folders } = useTranslation('folders');
  const { versions, system, keychain, downloads, warnings, errors } = about;
  const whereIs = ({ path, isThere, freeBytes }: DiagnosedFolder) => {
    if (!isThere) return t('notThere', { path });
    return freeBytes === null ? path : t('free', { path, size: formatBytes(freeBytes) });
  };
  const counts = downloads.map(({ state, count }) => `${formatNumber(count)} ${state}`).join(', ');
  const troubles = [
    t('warnings', { count: warnings, number: formatNumber(warnings) }),
    t('errors', { count: errors, number: formatNumber(errors) }),
  ];
  return (
    <KeyValue
      rows={[
        { label: t('runtime'), value: t('runtimeValue', versions) },
        { label: t('system'), value: system },
        { label: t('keychain'), value: keychain ?? t('noKeychain') },
        ...about.folders.map((folder) => ({
          label: t('folder', { layout: folders(`layouts.${folder.layout}`) }),
          value: whereIs(folder),
        })),
        { label: t('downloads'), value: counts === '' ? t('noDownloads') : counts },
        { label: t('troubles'), value: troubles.join(', ') },
      ]}
    />
  );
}

function RecentLog({ lines }: { readonly lines: readonly string[] }) {
  const { t } = useTranslation('diagnostics', { keyPrefix: 'log' });
  const [words, setWords] = useState('');
  const wanted = words.trim().toLowerCase();
  const shown = lines.filter((line) => line.toLowerCase().includes(wanted)).toReversed();
  if (lines.length === 0) return <p className="dim">{t('empty')}</p>;
  return (
    <div className="diagnostics-log">
      <SearchField
        clearLabel={t('clear')}
        label={t('filter')}
        placeholder={t('filter')}
        value={words}
        onChange={setWords}
      />
      <Box label={t('title')} title={t('title')}>
        {shown.length === 0 && <BoxRow className="dim">{t('noMatch')}</BoxRow>}
        {shown.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing else, and may be the same.
          <BoxRow key={index} className="mono selectable">
            {line}
          </BoxRow>
        ))}
      </Box>
    </div>
  );
}
