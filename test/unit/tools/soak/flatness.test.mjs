// @ts-check
import { describe, expect, it } from 'vitest';
import { nextCut, nextMischief } from '../../../../tools/soak/chaos.mjs';
import { flatness } from '../../../../tools/soak/flatness.mjs';
import { createRandom } from '../../../support/civitai/random.mjs';

const ALLOWED = { share: 0.2, amount: 32 };
/** @param {number} count @param {(index: number) => number} value */
const series = (count, value) => Array.from({ length: count }, (_, index) => value(index));

describe('flatness', () => {
  it('forgives what fills up in the beginning, and breathing', () => {
    const samples = series(100, (index) => Math.min(140, 60 + index * 8) + (index % 7) * 4);
    expect(flatness(samples, ALLOWED).isFlat).toBe(true);
  });
  it('finds a leak that is still slow at the end', () => {
    expect(
      flatness(
        series(200, (index) => 100 + index),
        ALLOWED,
      ).isFlat,
    ).toBe(false);
  });
  it('is not misled by one peak', () => {
    expect(
      flatness(
        series(100, (index) => (index === 90 ? 900 : 140)),
        ALLOWED,
      ),
    ).toEqual({
      early: 140,
      late: 140,
      max: 900,
      isFlat: true,
    });
  });
  it('says nothing about a run that was too short', () => {
    expect(
      flatness(
        series(19, (index) => index * 1_000),
        ALLOWED,
      ).isFlat,
    ).toBeNull();
    expect(flatness([], ALLOWED).isFlat).toBeNull();
  });
});

describe('nextMischief', () => {
  const kinds = (/** @type {number} */ seed) => {
    const random = createRandom('soak', seed);
    return Array.from({ length: 400 }, () => JSON.stringify(nextMischief(random)));
  };
  it('is the same for the same seed, and another for another', () => {
    expect(kinds(1)).toEqual(kinds(1));
    expect(kinds(1)).not.toEqual(kinds(2));
  });
  it('makes every kind of mischief, and is honest most of the time', () => {
    const made = kinds(3).map((text) => JSON.parse(text));
    expect(new Set(made.map(({ kind }) => kind))).toEqual(
      new Set(['honest', 'reset', 'short', 'stall', 'busy']),
    );
    expect(made.some(({ kind, forMs }) => kind === 'stall' && forMs === null)).toBe(true);
    expect(made.filter(({ kind }) => kind === 'honest').length).toBeGreaterThan(250);
  });
});

describe('nextCut', () => {
  it('cuts about half of the connections', () => {
    const random = createRandom('lines', 1);
    const cuts = Array.from({ length: 200 }, () => nextCut(random)).filter((cut) => cut !== null);
    expect(cuts.length).toBeGreaterThan(60);
    expect(cuts.length).toBeLessThan(140);
  });
});
