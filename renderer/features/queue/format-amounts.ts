import type { TFunction } from 'i18next';
import { formatBytes } from '../../ui/format';

const units = [1e12, 1e9, 1e6, 1e3] as const;
const oneDecimal = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** "4.1 of 6.5 GB": both in the unit of the whole, which is named once. */
export function formatAmounts(
  t: TFunction<'queue'>,
  receivedBytes: number,
  totalBytes: number | null,
): string {
  if (totalBytes === null) return t('row.amountsUnknown', { received: formatBytes(receivedBytes) });
  const unit = units.find((size) => Math.round((totalBytes / size) * 1000) >= 1000) ?? 1;
  const received =
    unit >= 1e6 ? oneDecimal.format(receivedBytes / unit) : `${Math.round(receivedBytes / unit)}`;
  return t('row.amounts', { received, total: formatBytes(totalBytes) });
}

const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayAndClock = new Intl.DateTimeFormat('en', {
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** "12:04", with the day when it is not today. */
export function formatClock(atMs: number, nowMs: number = Date.now()): string {
  const isToday = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
  return (isToday ? clock : dayAndClock).format(atMs);
}
