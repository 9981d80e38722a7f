interface Span {
  readonly start: number;
  /** Behind the last byte. */
  readonly end: number;
}

/** A set of byte offsets, kept as spans that neither touch nor overlap. */
export class ByteRanges {
  private spans: Span[] = [];

  /** @returns how many of these bytes were in the set before */
  add(start: number, end: number): number {
    if (end <= start) return 0;
    const known = this.countIn(start, end);
    const apart = this.spans.filter((span) => span.end < start || span.start > end);
    const touching = this.spans.filter((span) => span.end >= start && span.start <= end);
    const joined = {
      start: Math.min(start, ...touching.map((span) => span.start)),
      end: Math.max(end, ...touching.map((span) => span.end)),
    };
    this.spans = [...apart, joined].sort((a, b) => a.start - b.start);
    return known;
  }

  /** Every span from the first byte to behind the last one. */
  all(): readonly Span[] {
    return this.spans;
  }

  countIn(start: number, end: number): number {
    return this.spans.reduce(
      (sum, span) => sum + Math.max(0, Math.min(end, span.end) - Math.max(start, span.start)),
      0,
    );
  }
}
