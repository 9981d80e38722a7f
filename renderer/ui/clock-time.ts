const DAY_MINUTES = 24 * 60;

/** "07:05" */
export function formatTimeOfDay(minute: number): string {
  const part = (value: number) => String(value).padStart(2, '0');
  return `${part(Math.floor(minute / 60))}:${part(minute % 60)}`;
}

/**
 * A time of day as people type it: "7", "7:05", "7.05", "0705", "19 30", and "24:00" for midnight.
 *
 * @returns minutes since midnight, 0 to 1439; null when it is no time
 */
export function parseTimeOfDay(text: string): number | null {
  const match = /^(\d{1,2})(?:[:.h ]?(\d{2}))?$/.exec(text.trim());
  if (match === null) return null;
  const hours = Number(match[1]);
  const minutes = Number(match[2] ?? 0);
  const minute = hours * 60 + minutes;
  return minutes < 60 && minute <= DAY_MINUTES ? minute % DAY_MINUTES : null;
}

/** The next full quarter of an hour in that direction, around midnight. */
export function stepQuarter(minute: number, direction: 1 | -1): number {
  const quarters = direction === 1 ? Math.floor(minute / 15) + 1 : Math.ceil(minute / 15) - 1;
  return (quarters * 15 + DAY_MINUTES) % DAY_MINUTES;
}
