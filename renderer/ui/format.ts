// Words are English so far, so numbers are too: a German decimal comma in an English sentence misleads.
const LOCALE = 'en';

const number = (options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(LOCALE, options);

const BYTE_UNITS = [
  { from: 1e12, unit: 'terabyte' },
  { from: 1e9, unit: 'gigabyte' },
  { from: 1e6, unit: 'megabyte' },
  { from: 1e3, unit: 'kilobyte' },
] as const;

function formatUnit(value: number, unit: string, digits: number): string {
  return number({
    style: 'unit',
    unit,
    unitDisplay: 'short',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

function scaled(bytes: number, suffix: '' | '-per-second', bigDigits: number): string {
  // 999 960 000 bytes are 1.0 GB, not 1000.0 MB: the unit is chosen after rounding to one decimal.
  const step = BYTE_UNITS.find(({ from }) => Math.round((bytes / from) * 1000) >= 1000);
  if (!step && suffix) return formatUnit(bytes / 1000, `kilobyte${suffix}`, 0);
  if (!step) return formatExactBytes(bytes);
  const digits = step.from >= 1e9 ? bigDigits : step.from === 1e6 ? 1 : 0;
  return formatUnit(bytes / step.from, `${step.unit}${suffix}`, digits);
}

/** Decimal units as on Civitai: "6.5 GB", "220.4 MB", "20 kB". */
export function formatBytes(bytes: number): string {
  return scaled(bytes, '', 1);
}

/** With two decimals from a gigabyte on, for the one place that promises an amount: "6.46 GB". */
export function formatPreciseBytes(bytes: number): string {
  return scaled(bytes, '', 2);
}

/** Every single byte, for a tooltip: "6,462,345,678 bytes". */
export function formatExactBytes(bytes: number): string {
  return number({ style: 'unit', unit: 'byte', unitDisplay: 'long', maximumFractionDigits: 0 }).format(bytes);
}

export function formatSpeed(bytesPerSecond: number): string {
  return scaled(bytesPerSecond, '-per-second', 1);
}

/** The two largest parts that matter: "3 min 12 sec", "2 hr 5 min". */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const parts: string[] = [];
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (hours > 0) parts.push(formatUnit(hours, 'hour', 0));
  if (minutes > 0) parts.push(formatUnit(minutes, 'minute', 0));
  if (hours === 0 && (seconds % 60 > 0 || minutes === 0)) parts.push(formatUnit(seconds % 60, 'second', 0));
  return new Intl.ListFormat(LOCALE, { type: 'unit', style: 'narrow' }).format(parts);
}

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

/** The date and time in full, for a tooltip. */
export function formatDate(atMs: number): string {
  return new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeStyle: 'short' }).format(atMs);
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
