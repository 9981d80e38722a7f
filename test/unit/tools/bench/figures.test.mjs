// @ts-check
import { describe, expect, it } from 'vitest';
import {
  civetPeakRssMb,
  completedEvent,
  hashTailP95,
  ratioIn,
  summaryOf,
} from '../../../../tools/bench/figures.mjs';
import { readTimes } from '../../../../tools/bench/measured-run.mjs';
import { judge, targetTable } from '../../../../tools/bench/targets.mjs';

/** @param {number[]} wallSeconds @param {string[]} [outputs] */
function result(wallSeconds, outputs = []) {
  return { wallSeconds, cpuSeconds: wallSeconds.map((value) => value * 2), peakRssMb: [100, 130.4], outputs };
}

/** @param {unknown} event */
const line = (event) => `${JSON.stringify(event)}\n`;
const done = (/** @type {number} */ hashTailMs) =>
  `${line({ status: 'progress' })}${line({ status: 'completed', hashTailMs })}`;

describe('ratioIn', () => {
  it('compares medians with the named program', () => {
    const results = { civet: result([1, 2, 30]), aria2c: result([4, 4, 4]), curl: result([8, 8, 8]) };
    expect(ratioIn(results, 'aria2c', 'wallSeconds')).toBe(0.5);
    expect(ratioIn(results, 'curl', 'cpuSeconds')).toBe(0.25);
  });
  it.each([[null], [{ civet: result([1]) }]])('is null where there is nothing to compare', (results) => {
    expect(ratioIn(results, 'aria2c', 'wallSeconds')).toBeNull();
  });
});

describe('completedEvent', () => {
  it('finds the event among others and among lines that are none', () => {
    expect(completedEvent(`${done(3)}a word\n`)).toEqual({ status: 'completed', hashTailMs: 3 });
  });
  it('throws when civet told of none', () => {
    expect(() => completedEvent(line({ status: 'progress' }))).toThrow('no completed download');
  });
});

describe('hashTailP95', () => {
  it('looks at every run of civet', () => {
    const outputs = [5, 40, 7].map(done);
    expect(hashTailP95([null, { civet: result([1], outputs) }])).toBe(40);
  });
  it('is null, never a good number, when no run told of it', () => {
    expect(hashTailP95([{ civet: result([1], [line({ status: 'completed' })]) }])).toBeNull();
  });
});

describe('civetPeakRssMb', () => {
  it('is the largest of all runs', () => {
    expect(civetPeakRssMb([{ civet: result([1]) }, null])).toBe(130);
    expect(civetPeakRssMb([null])).toBeNull();
  });
});

describe('summaryOf', () => {
  it('keeps the extremes', () => {
    expect(summaryOf({ civet: result([1, 3, 2]) }).civet?.wallSeconds).toEqual({
      median: 2,
      min: 1,
      max: 3,
      rounds: 3,
    });
  });
});

describe('readTimes', () => {
  it('adds user and system time', () => {
    expect(readTimes('1.500 0.250 0.750\n')).toEqual({ wallSeconds: 1.5, cpuSeconds: 1 });
  });
  it('is no number when the shell told nothing', () => {
    expect(readTimes('').cpuSeconds).toBeNaN();
  });
});

describe('judge', () => {
  it('counts exactly the limit as met, more as missed, and nothing as not measured', () => {
    const judged = judge({ hash_tail_ms_p95: 50, engine_rss_mb_max: 250.1 });
    expect(judged.hash_tail_ms_p95).toMatchObject({ limit: 50, isMet: true });
    expect(judged.engine_rss_mb_max).toMatchObject({ limit: 250, isMet: false });
    expect(judged.wall_vs_aria2c_x4_sha256).toEqual({ limit: 1, value: null, isMet: null });
    expect(targetTable(judged)).toMatch(/MiB of memory at the peak +250\.1 +≤ 250 +missed/);
  });
});
