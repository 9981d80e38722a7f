const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const CENTURY_YEARS = 100;

// RFC 9110 §5.6.7 wants all three read: "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
// "Sun Nov  6 08:49:37 1994". The last one is in GMT without saying so.
const TIME = '(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})';
const FORMS = [
  new RegExp(`^[a-z]{3}, (?<day>\\d{1,2}) (?<month>[a-z]{3}) (?<year>\\d{4}) ${TIME} (?:gmt|utc)$`, 'i'),
  new RegExp(`^[a-z]{6,9}, (?<day>\\d{2})-(?<month>[a-z]{3})-(?<year>\\d{2}) ${TIME} gmt$`, 'i'),
  new RegExp(`^[a-z]{3} (?<month>[a-z]{3}) (?<day>[ \\d]\\d) ${TIME} (?<year>\\d{4})$`, 'i'),
];

/**
 * Reads a date of an HTTP header. `Date.parse` is no help: it takes "soon 5" for a day in May 2001.
 *
 * @param nowMs milliseconds since 1970; says which century two digits mean
 * @returns milliseconds since 1970; null for what is no date
 */
export function parseHttpDate(text: string, nowMs: number): number | null {
  const parts = FORMS.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
  if (parts === undefined) return null;
  const month = MONTHS.indexOf((parts.month ?? '').toLowerCase());
  const [day, hour, minute, second] = [parts.day, parts.hour, parts.minute, parts.second].map(Number);
  const year = fullYear(parts.year ?? '', nowMs);
  // The 31st of June is not the 1st of July. A minute may have a leap second.
  const isDay = month >= 0 && new Date(Date.UTC(year, month, day)).getUTCDate() === day;
  const isTime = Number(hour) < 24 && Number(minute) < 60 && Number(second) <= 60;
  return isDay && isTime ? Date.UTC(year, month, day, hour, minute, second) : null;
}

/** Two digits mean the latest year that is not more than 50 years ahead. */
function fullYear(digits: string, nowMs: number): number {
  if (digits.length === 4) return Number(digits);
  const nowYear = new Date(nowMs).getUTCFullYear();
  const year = nowYear - (nowYear % CENTURY_YEARS) + Number(digits);
  return year > nowYear + CENTURY_YEARS / 2 ? year - CENTURY_YEARS : year;
}
