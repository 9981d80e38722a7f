import { describe, expect, it } from 'vitest';
import { shareOf } from '../../../../../renderer/features/operations/progress-words';
import type { OperationProgress } from '../../../../../shared/operations/operations';

const progress = (
  way: OperationProgress['way'],
  copy: OperationProgress['copy'] = null,
): OperationProgress => ({
  ...{ id: '0'.repeat(16), kind: 'move', way, doneCount: 1, totalCount: 4, copy, canCallOff: true },
});

describe('shareOf', () => {
  it('counts names up on the way there, and down on the way back', () => {
    expect(shareOf(progress('doing'))).toBe(0.25);
    expect(shareOf(progress('redoing'))).toBe(0.25);
    expect(shareOf(progress('undoing'))).toBe(0.75);
    expect(shareOf(progress('takingBack'))).toBe(0.75);
  });

  it('goes by bytes alone where any are copied', () => {
    const copy = { doneBytes: 30, totalBytes: 40, bytesPerSecond: null, remainingMs: null };
    expect(shareOf(progress('takingBack', copy))).toBe(0.75);
    expect(shareOf(progress('doing', { ...copy, doneBytes: 4 }))).toBe(0.1);
  });
});
