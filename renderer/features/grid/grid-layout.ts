/** Distances of the grid in pixels; the same numbers stand in card-grid.css. */
const GAP = 12;
export const PADDING = 16;
/** The scroll bar has a lane of its own beside it. */
const PADDING_END = 4;
const NARROWEST_CARD = 184;

interface GridMeasures {
  readonly columnCount: number;
  readonly cardWidth: number;
  readonly cardHeight: number;
  /** With the gap below it. */
  readonly rowHeight: number;
}

/** As many cards as fit in a row, with pictures of 3:4. */
export function measureGrid(width: number): GridMeasures {
  const room = Math.max(0, width - PADDING - PADDING_END);
  const columnCount = Math.max(1, Math.floor((room + GAP) / (NARROWEST_CARD + GAP)));
  const cardWidth = (room - GAP * (columnCount - 1)) / columnCount;
  const cardHeight = Math.round((cardWidth * 4) / 3);
  return { columnCount, cardWidth, cardHeight, rowHeight: cardHeight + GAP };
}

/** Where a row of cards stands, as the style of its element. @param row from 0 */
export function placeRow(row: number, columnCount: number, rowHeight: number) {
  return {
    gridTemplateColumns: `repeat(${columnCount}, minmax(0, 1fr))`,
    height: rowHeight - GAP,
    transform: `translateY(${PADDING + row * rowHeight}px)`,
  };
}
