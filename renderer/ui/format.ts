export {
  formatBytes,
  formatDate,
  formatDuration,
  formatExactBytes,
  formatPreciseBytes,
  formatSpeed,
} from '../../shared/words/format';

// Words are English so far, so numbers are too: a German decimal comma in an English sentence misleads.
const LOCALE = 'en';

// Made once: making a formatter costs many times what using it does, and every card of a list needs several.
const wholeNumbers = new Intl.NumberFormat(LOCALE);
const shortNumbers = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumFractionDigits: 1 });
const percents = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 0 });

const RELATIVE_STEPS = [
  { unit: 'year', ms: 31_557_600_000 },
  { unit: 'month', ms: 2_629_800_000 },
  { unit: 'week', ms: 604_800_000 },
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const;

/** "3 days ago", "in 2 weeks", "now". */
export function formatRelative(atMs: number, nowMs: number = Date.now()): string {
  const distance = atMs - nowMs;
  const step = RELATIVE_STEPS.find(({ ms }) => Math.abs(distance) >= ms);
  const words = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' });
  return step ? words.format(Math.round(distance / step.ms), step.unit) : words.format(0, 'second');
}

export function formatDay(atMs: number): string {
  return new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium' }).format(atMs);
}

/** "Sunday, January 6", with the year where it is another one. */
export function formatWeekday(atMs: number, nowMs: number = Date.now()): string {
  const isThisYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear();
  return new Intl.DateTimeFormat(LOCALE, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(atMs);
}

/** "12.4K" */
export function formatCount(count: number): string {
  return shortNumbers.format(count);
}

export function formatNumber(value: number): string {
  return wholeNumbers.format(value);
}

export function formatPercent(share: number): string {
  return percents.format(share);
}
