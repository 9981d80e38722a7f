import { useLayoutEffect, useState } from 'react';
import { type RowSpan, rowsNext, rowsNow } from './few-rows';

/**
 * Spreads the drawing of new rows over several frames: a row of cards costs some milliseconds, and three
 * of them in one frame are felt while scrolling.
 *
 * @returns those of the wanted rows that are drawn now
 */
export function useFewRows(wanted: readonly number[], inView: RowSpan): readonly number[] {
  const [drawn, setDrawn] = useState<ReadonlySet<number>>(new Set());
  const now = rowsNow({ wanted, drawn, inView });
  const isComplete = now.length === wanted.length;
  useLayoutEffect(() => {
    // What is in view after a jump has to be remembered even when it is all that is wanted.
    if (isComplete && now.every((row) => drawn.has(row))) return;
    const frame = requestAnimationFrame(() => {
      const there = new Set(now);
      setDrawn(new Set([...now, ...rowsNext({ wanted, drawn: there, inView })]));
    });
    return () => cancelAnimationFrame(frame);
  });
  return now;
}
