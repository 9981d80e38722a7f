import { describe, expect, it } from 'vitest';
import {
  isHurried,
  keepSamples,
  REST_MS,
  type ScrollSample,
} from '../../../../../renderer/features/grid/pace';

const VIEW = 700;
const FRAME_MS = 16;

/** What a list says that is scrolled for so long at a steady pace. */
function scrolled(screensASecond: number, durationMs: number, from: readonly ScrollSample[] = []) {
  const last = from.at(-1) ?? { offset: 0, at: 0 };
  let samples = from;
  for (let passed = FRAME_MS; passed <= durationMs; passed += FRAME_MS)
    samples = keepSamples(samples, {
      offset: last.offset + (screensASecond * VIEW * passed) / 1_000,
      at: last.at + passed,
    });
  return samples;
}

describe('isHurried', () => {
  it('is so for six screens a second, in both directions', () => {
    expect(isHurried(scrolled(6, 400), VIEW)).toBe(true);
    expect(isHurried(scrolled(-6, 400), VIEW)).toBe(true);
  });

  it('is not so for a pace at which pictures are looked at', () => {
    expect(isHurried(scrolled(2, 400), VIEW)).toBe(false);
  });

  it('is not so for one jump, however far', () => {
    const jump = keepSamples(keepSamples([], { offset: 0, at: 0 }), { offset: 100_000, at: 20 });
    expect(isHurried(jump, VIEW)).toBe(false);
  });

  it('is so for jumps that follow one another, as of a key that is held', () => {
    let samples: readonly ScrollSample[] = [];
    for (let press = 0; press < 8; press += 1)
      samples = keepSamples(samples, { offset: press * VIEW, at: press * 33 });
    expect(isHurried(samples, VIEW)).toBe(true);
  });

  it('ends while the list still moves, when it has become slow', () => {
    const slower = scrolled(1, 300, scrolled(6, 400));
    expect(isHurried(slower, VIEW)).toBe(false);
  });

  it('says nothing of a list without a height', () => {
    expect(isHurried(scrolled(6, 400), 0)).toBe(false);
    expect(isHurried([], VIEW)).toBe(false);
  });
});

describe('keepSamples', () => {
  it('begins anew after a rest', () => {
    const before = scrolled(6, 400);
    const next = { offset: 0, at: (before.at(-1)?.at ?? 0) + REST_MS + 1 };
    expect(keepSamples(before, next)).toEqual([next]);
  });

  it('keeps no more than it needs', () => {
    expect(scrolled(6, 60_000).length).toBeLessThan(20);
  });
});
