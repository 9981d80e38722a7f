// Words are English so far, so numbers are too: a German decimal comma in an English sentence misleads.
const LOCALE = 'en';

const BYTE_UNITS = [
  { from: 1e12, unit: 'terabyte' },
  { from: 1e9, unit: 'gigabyte' },
  { from: 1e6, unit: 'megabyte' },
  { from: 1e3, unit: 'kilobyte' },
] as const;

/** Making a formatter costs many times what using it does, and a list needs the same few for every row. */
const unitFormats = new Map<string, Intl.NumberFormat>();

function formatUnit(value: number, unit: string, digits: number): string {
  const key = `${unit} ${digits}`;
  const known = unitFormats.get(key);
  if (known) return known.format(value);
  const format = new Intl.NumberFormat(LOCALE, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  unitFormats.set(key, format);
  return format.format(value);
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
  const words = { style: 'unit', unit: 'byte', unitDisplay: 'long', maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(LOCALE, words).format(bytes);
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

/** The date and time in full, in this machine's time zone. */
export function formatDate(atMs: number): string {
  return new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeStyle: 'short' }).format(atMs);
}
