import type { TFunction } from 'i18next';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { describeFailure } from '../../locales/describe-failure';
import { useDownloadsStore } from '../../stores/downloads';
import { useProgressStore } from '../../stores/progress';
import type { RowChange } from '../../stores/sorted-ids';
import { formatPercent } from '../../ui/format';
import { VisuallyHidden } from '../../ui/visually-hidden';
import { summarise } from './queue-summary';

/** Speaks for those who cannot see the bars: each tenth of the whole, what ends well or badly, and new places. */
export function QueueAnnouncer() {
  const { t } = useTranslation('queue');
  const batch = useDownloadsStore((store) => store.batch);
  const tenths = useProgressStore(({ byId }) => {
    const rows = useDownloadsStore.getState().byId;
    const { receivedBytes, totalBytes } = summarise(batch, byId, (id) => rows.get(id));
    return totalBytes ? Math.floor((receivedBytes / totalBytes) * 10) : 0;
  });
  const [text, setText] = useState('');
  const spokenTenths = useRef(tenths);

  useEffect(() => {
    if (tenths > spokenTenths.current)
      setText(t('announce.progress', { percent: formatPercent(tenths / 10) }));
    spokenTenths.current = tenths;
  }, [tenths, t]);

  useEffect(
    () =>
      useDownloadsStore.subscribe(({ changes, lists }) => {
        const news = newsOf(t, changes, lists.upNext);
        if (news !== null) setText(news);
      }),
    [t],
  );

  return (
    <VisuallyHidden>
      <span role="status">{text}</span>
    </VisuallyHidden>
  );
}

function newsOf(
  t: TFunction<'queue'>,
  changes: readonly RowChange[],
  upNext: readonly RowChange['id'][],
): string | null {
  const moved = changes.filter(({ before, after }) => before && after && before.rank !== after.rank);
  if (moved.length > 1) return t('announce.reordered');
  for (const { id, before, after } of changes) {
    if (!before || !after) continue;
    const { modelName: name, state } = after;
    const place = before.rank === after.rank ? 0 : upNext.indexOf(id) + 1;
    if (place > 0) return t('announce.moved', { name, place, count: upNext.length });
    if (before.state.kind === state.kind) continue;
    if (state.kind === 'completed') return t('announce.placed', { name });
    if (state.kind === 'failed')
      return t('announce.failed', { name, reason: describeFailure(state.cause).title });
  }
  return null;
}
