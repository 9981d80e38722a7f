interface GridShape {
  readonly count: number;
  readonly columnCount: number;
  /** How many rows Page Up and Page Down go. */
  readonly pageRows: number;
}

interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
}

/** Where a key leads in a grid that is filled row by row; null when it is not a key that moves. */
export function moveInGrid({ key, ctrlKey }: KeyPress, from: number, shape: GridShape): number | null {
  const { count, columnCount, pageRows } = shape;
  const last = count - 1;
  const rowStart = from - (from % columnCount);
  const within = (index: number) => Math.min(last, Math.max(0, index));
  const byRows = (rows: number) => {
    const wanted = from + rows * columnCount;
    if (wanted >= 0 && wanted <= last) return wanted;
    // From the last full row, down leads to the end of a shorter one below it.
    if (wanted > last) return Math.floor(last / columnCount) > Math.floor(from / columnCount) ? last : from;
    return from % columnCount;
  };
  switch (key) {
    case 'ArrowRight':
      return within(from + 1);
    case 'ArrowLeft':
      return within(from - 1);
    case 'ArrowDown':
      return byRows(1);
    case 'ArrowUp':
      return from >= columnCount ? from - columnCount : from;
    case 'PageDown':
      return byRows(pageRows);
    case 'PageUp':
      return byRows(-pageRows);
    case 'Home':
      return ctrlKey ? 0 : rowStart;
    case 'End':
      return ctrlKey ? last : within(rowStart + columnCount - 1);
    default:
      return null;
  }
}
