import { describe, expect, it } from 'vitest';
import { measureGrid } from '../../../../../renderer/features/grid/grid-layout';

describe('measureGrid', () => {
  it('fits five columns into the usual window and three into the smallest', () => {
    expect(measureGrid(1100).columnCount).toBe(5);
    expect(measureGrid(740).columnCount).toBe(3);
  });

  it('keeps one column where not even one card fits', () => {
    expect(measureGrid(0).columnCount).toBe(1);
    expect(measureGrid(120).columnCount).toBe(1);
  });

  it('makes cards three wide by four high', () => {
    const { cardWidth, cardHeight } = measureGrid(1100);
    expect(cardHeight / cardWidth).toBeCloseTo(4 / 3, 1);
  });
});
