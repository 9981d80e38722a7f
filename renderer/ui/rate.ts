export const RATE_UNITS = ['kB', 'MB'] as const;
export type RateUnit = (typeof RATE_UNITS)[number];

const bytesOf: Readonly<Record<RateUnit, number>> = { kB: 1e3, MB: 1e6 };

/** Slower than this a download looks like a fault; in bytes per second. */
export const SLOWEST_RATE = 20_000;
/** In bytes per second; ten times the fastest lines of today. */
const FASTEST_RATE = 10_000_000_000;

/** A rate as it is written in a field: whole or with one decimal, in the unit that suits it. */
export function splitRate(bytesPerSecond: number): { readonly value: number; readonly unit: RateUnit } {
  const unit = bytesPerSecond < 1e6 ? 'kB' : 'MB';
  return { value: Math.round((bytesPerSecond / bytesOf[unit]) * 10) / 10, unit };
}

/** Without rounding; for a unit that was chosen. */
export function rateIn(unit: RateUnit, bytesPerSecond: number): number {
  return bytesPerSecond / bytesOf[unit];
}

/** In whole bytes per second, within what may be set. */
export function joinRate(value: number, unit: RateUnit): number {
  return Math.min(FASTEST_RATE, Math.max(SLOWEST_RATE, Math.round(value * bytesOf[unit])));
}
