import { useEffect } from 'react';

/** Rows from the end at which the next page is asked for: about one screen ahead. */
const ROWS_AHEAD = 3;

interface NearEnd {
  /** The last row that anybody looks at. */
  readonly seenRow: number;
  readonly rowCount: number;
  /** Null while nothing more can or may be loaded. */
  readonly onNearEnd: (() => void) | null;
}

/** Asks for more before the end of a list comes into view. */
export function useNearEnd({ seenRow, rowCount, onNearEnd }: NearEnd): void {
  const isNearEnd = rowCount > 0 && seenRow >= rowCount - ROWS_AHEAD;
  useEffect(() => {
    if (isNearEnd) onNearEnd?.();
  }, [isNearEnd, onNearEnd]);
}
