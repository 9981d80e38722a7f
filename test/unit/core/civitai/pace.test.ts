import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterStart,
  afterSuccess,
  afterTrouble,
  atOnce,
  FULL_PACE,
  startsAt,
} from '../../../../electron/core/civitai/pace';

describe('Pace', () => {
  it('is only a matter of how many at once while all is well', () => {
    const pace = afterSuccess(afterStart(FULL_PACE, 1_000));
    expect(startsAt(pace)).toBeLessThanOrEqual(1_000);
    expect(atOnce(pace, 3)).toBe(3);
  });

  it('halves with each sign of trouble, down to one in four seconds', () => {
    let pace = FULL_PACE;
    const gaps: number[] = [];
    for (let nth = 0; nth < 7; nth += 1) {
      pace = afterTrouble(pace, nth * 10_000, nth * 10_000, null);
      gaps.push(pace.gapMs);
    }
    expect(gaps).toEqual([250, 500, 1_000, 2_000, 4_000, 4_000, 4_000]);
    expect(atOnce(pace, 3)).toBe(1);
  });

  it('halves once for questions that met the same trouble', () => {
    let pace = FULL_PACE;
    for (const askedAtMs of [0, 10, 20]) pace = afterTrouble(pace, 1_000 + askedAtMs, askedAtMs, null);
    expect(pace.gapMs).toBe(250);
    expect(afterTrouble(pace, 2_000, 1_500, null).gapMs).toBe(500);
  });

  it('grows by a fifth with each good answer until nothing is left of the trouble', () => {
    let pace = afterTrouble(afterTrouble(FULL_PACE, 0, 0, null), 1, 1, null);
    let answers = 0;
    while (pace.gapMs > 0) {
      const slower = pace.gapMs;
      pace = afterSuccess(pace);
      expect(pace.gapMs).toBeLessThan(slower);
      expect(pace.gapMs === 0 || pace.gapMs >= slower * 0.8 - 1e-9).toBe(true);
      answers += 1;
    }
    expect(answers).toBe(7);
  });

  it('never begins before what the host asked for, whatever happens meanwhile', () => {
    const event = fc.oneof(
      fc.record({ kind: fc.constant('good' as const) }),
      fc.record({ kind: fc.constant('start' as const) }),
      fc.record({
        kind: fc.constant('trouble' as const),
        retryAfterMs: fc.option(fc.integer({ min: 0, max: 86_400_000 })),
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 5_000 }), event)), (events) => {
        let pace = FULL_PACE;
        let nowMs = 0;
        let promisedMs = 0;
        for (const [passedMs, happened] of events) {
          nowMs += passedMs;
          if (happened.kind === 'good') pace = afterSuccess(pace);
          else if (happened.kind === 'start') pace = afterStart(pace, nowMs);
          else {
            pace = afterTrouble(pace, nowMs, nowMs, happened.retryAfterMs);
            promisedMs = Math.max(promisedMs, nowMs + (happened.retryAfterMs ?? 0));
          }
          if (promisedMs > nowMs) expect(startsAt(pace)).toBeGreaterThanOrEqual(promisedMs);
          expect(pace.gapMs).toBeLessThanOrEqual(4_000);
        }
      }),
    );
  });
});
