/** Rows of an index, the first and the last one in view included. */
export interface RowSpan {
  readonly startIndex: number;
  readonly endIndex: number;
}

interface FewRows {
  /** The rows that should be in the document, in order. */
  readonly wanted: readonly number[];
  /** Those that are there already. */
  readonly drawn: ReadonlySet<number>;
  readonly inView: RowSpan;
}

/** One row in advance of what is in view; of what is in view already, as many as a frame still bears. */
const AHEAD_A_FRAME = 1;
const IN_VIEW_A_FRAME = 2;

const distance = (row: number, { startIndex, endIndex }: RowSpan) =>
  Math.max(0, startIndex - row, row - endIndex);

/**
 * What is drawn at once: what was there, or, when nothing of what is in view was, as at first and after a
 * jump, the first rows in view.
 */
export function rowsNow({ wanted, drawn, inView }: FewRows): readonly number[] {
  const seen = wanted.filter((row) => distance(row, inView) === 0);
  const fresh = seen.some((row) => drawn.has(row)) ? [] : seen.slice(0, IN_VIEW_A_FRAME);
  return wanted.filter((row) => drawn.has(row) || fresh.includes(row));
}

/** The rows that the next frame adds, those in view first; none when all are there. */
export function rowsNext({ wanted, drawn, inView }: FewRows): readonly number[] {
  const missing = wanted
    .filter((row) => !drawn.has(row))
    .sort((a, b) => distance(a, inView) - distance(b, inView));
  const inViewCount = missing.filter((row) => distance(row, inView) === 0).length;
  return missing.slice(0, Math.min(IN_VIEW_A_FRAME, Math.max(AHEAD_A_FRAME, inViewCount)));
}
