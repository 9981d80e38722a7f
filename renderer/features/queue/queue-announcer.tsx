import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DownloadView } from '../../../shared/download/download';
import type { DownloadId } from '../../../shared/ids';
import { describeFailure } from '../../locales/describe-failure';
import { useProgressStore } from '../../stores/progress';
import { formatPercent } from '../../ui/format';
import { VisuallyHidden } from '../../ui/visually-hidden';
import { summarise } from './queue-summary';

/** Speaks for those who cannot see the bars: each tenth of the whole, and what ends well or badly. */
export function QueueAnnouncer({ downloads }: { readonly downloads: readonly DownloadView[] }) {
  const { t } = useTranslation('queue');
  const tenths = useProgressStore(({ byId }) => {
    const { receivedBytes, totalBytes } = summarise(downloads, byId);
    return totalBytes ? Math.floor((receivedBytes / totalBytes) * 10) : 0;
  });
  const [text, setText] = useState('');
  const spokenTenths = useRef(tenths);
  const before = useRef<ReadonlyMap<DownloadId, string>>(new Map());

  useEffect(() => {
    if (tenths > spokenTenths.current)
      setText(t('announce.progress', { percent: formatPercent(tenths / 10) }));
    spokenTenths.current = tenths;
  }, [tenths, t]);

  useEffect(() => {
    for (const { id, modelName: name, state } of downloads) {
      const previous = before.current.get(id);
      if (previous === undefined || previous === state.kind) continue;
      if (state.kind === 'completed') setText(t('announce.placed', { name }));
      if (state.kind === 'failed') {
        setText(t('announce.failed', { name, reason: describeFailure(state.cause).title }));
      }
    }
    before.current = new Map(downloads.map(({ id, state }) => [id, state.kind]));
  }, [downloads, t]);

  return (
    <VisuallyHidden>
      <span role="status">{text}</span>
    </VisuallyHidden>
  );
}
