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

const number = (options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(LOCALE, options);

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

/** "12.4K" */
export function formatCount(count: number): string {
  return number({ notation: 'compact', maximumFractionDigits: 1 }).format(count);
}

export function formatNumber(value: number): string {
  return number().format(value);
}

export function formatPercent(share: number): string {
  return number({ style: 'percent', maximumFractionDigits: 0 }).format(share);
}
