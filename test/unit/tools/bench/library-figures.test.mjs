import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../../../tools/bench/library.mjs';

const measures = {
  sha256sum: [2, 1, 9],
  oneWorker: [2, 2.5, 3],
  twoWorkers: [1, 1.5, 8],
  find: [0.2, 0.1, 0.3],
  rescan: [0.5, 0.8, 0.6],
  firstScanSeconds: 12.34,
  questions: 7,
  loneQuestions: 3,
  files: 50_000,
  list: { firstPage: [1, 40, 2], filterByText: [9, 11, 10] },
  rssBeforeMb: 70,
  rssAfterMb: 340.26,
};

describe('figuresOf', () => {
  it('compares medians with those of the programs on the same files', () => {
    expect(figuresOf(measures).ratios).toEqual({ hashAll: 1.25, hashTwoWorkers: 0.75, rescan: 3 });
  });

  it('gives a median for each list, and the questions for ten thousand files', () => {
    expect(figuresOf(measures).figures).toMatchObject({
      files: 50_000,
      firstPageMs: 2,
      filterByTextMs: 10,
      identificationRequestsPer10000: 2,
      rssAfterMB: 340.3,
    });
    // Fewer files still need a whole question.
    expect(figuresOf({ ...measures, files: 300, questions: 1, loneQuestions: 0 }).figures).toMatchObject({
      identificationRequestsPer10000: 1,
    });
  });
});
