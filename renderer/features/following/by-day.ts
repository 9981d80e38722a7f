export interface Day<Item> {
  /** Midnight of it, in milliseconds since 1970. */
  readonly startMs: number;
  readonly items: readonly Item[];
}

/** The days on which something was, in the order of the items; local time. */
export function byDay<Item extends { readonly atMs: number }>(items: readonly Item[]): readonly Day<Item>[] {
  const days = new Map<number, Item[]>();
  for (const item of items) {
    const startMs = startOfDay(item.atMs);
    const day = days.get(startMs);
    if (day === undefined) days.set(startMs, [item]);
    else day.push(item);
  }
  return [...days].map(([startMs, ofDay]) => ({ startMs, items: ofDay }));
}

/** How many midnights lie between; 0 for today, 1 for yesterday, negative for what is to come. */
export function daysAgo(startMs: number, nowMs: number): number {
  // A day with a change of the clock is not 24 hours long.
  return Math.round((startOfDay(nowMs) - startMs) / 86_400_000);
}

function startOfDay(atMs: number): number {
  return new Date(atMs).setHours(0, 0, 0, 0);
}
