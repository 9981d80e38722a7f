import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chooseLook,
  MOST_MODELS_AT_ONCE,
  nextLookAtMs,
  untilNextLookMs,
} from '../../../../electron/core/following/due';
import { followKey } from '../../../../shared/following/follow-key';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOW = Date.UTC(2030, 0, 1);

const model = (modelId: number, dueInMs: number) => {
  const subject = { kind: 'model', modelId } as const;
  return { key: followKey(subject), subject, nextLookAtMs: NOW + dueInMs };
};
const creator = (username: string, dueInMs: number) => {
  const subject = { kind: 'creator', username } as const;
  return { key: followKey(subject), subject, nextLookAtMs: NOW + dueInMs };
};
const choose = (
  follows: readonly (ReturnType<typeof model> | ReturnType<typeof creator>)[],
  { wanted = [], isHeld = false }: { wanted?: readonly string[]; isHeld?: boolean } = {},
) => {
  const next = chooseLook(follows, NOW, new Set(wanted), isHeld);
  return next?.kind === 'models' ? next.follows.map(({ key }) => key) : (next?.follow.key ?? null);
};

describe('chooseLook', () => {
  it('takes what is due longest, one creator or many models at a time', () => {
    const follows = [creator('mira', -5), model(1, -20), model(2, -10), creator('zed', -15)];
    expect(choose(follows)).toEqual(['model:1', 'model:2']);
    expect(choose([creator('mira', -5), creator('zed', -15)])).toBe('creator:zed');
    expect(choose([creator('mira', 5), model(1, 5)])).toBeNull();
    expect(choose([])).toBeNull();
  });

  it('takes models along that are due soon, but does not begin with them', () => {
    expect(choose([model(1, -1), model(2, 30 * MINUTE_MS), model(3, 2 * HOUR_MS)])).toEqual([
      'model:1',
      'model:2',
    ]);
    expect(choose([model(2, 30 * MINUTE_MS)])).toBeNull();
  });

  it('asks for so many models at once and no more', () => {
    const many = Array.from({ length: 500 }, (_, at) => model(at + 1, -at));
    expect(choose(many)).toHaveLength(MOST_MODELS_AT_ONCE);
    expect(choose(many)?.[0]).toBe('model:500');
  });

  it('looks while it is held at what the user asked for, and at nothing else', () => {
    const follows = [model(1, -10), model(2, HOUR_MS), creator('mira', -20)];
    expect(choose(follows, { isHeld: true })).toBeNull();
    expect(choose(follows, { isHeld: true, wanted: ['model:2'] })).toEqual(['model:2']);
    expect(choose(follows, { wanted: ['model:2'] })).toEqual(['model:2', 'model:1']);
  });

  it('does not wait for a time that a wrong clock has set', () => {
    expect(choose([model(1, 400 * 24 * HOUR_MS)])).toEqual(['model:1']);
    expect(untilNextLookMs([model(1, 400 * 24 * HOUR_MS)], NOW)).toBe(0);
  });
});

describe('untilNextLookMs', () => {
  it('is the shortest wait, and none when nothing is followed', () => {
    expect(untilNextLookMs([], NOW)).toBeNull();
    expect(untilNextLookMs([model(1, HOUR_MS), creator('mira', MINUTE_MS)], NOW)).toBe(MINUTE_MS);
    expect(untilNextLookMs([model(1, -HOUR_MS), creator('mira', MINUTE_MS)], NOW)).toBe(0);
  });
});

describe('nextLookAtMs', () => {
  const hours = (standing: 'available' | 'gone' | 'archived', failedLooks: number, fraction = 0.5) =>
    (nextLookAtMs({ standing, failedLooks }, NOW, fraction) - NOW) / HOUR_MS;

  it('is six hours later, a day for what has gone, a quarter of an hour after a failure and then twice that', () => {
    expect(hours('available', 0)).toBe(6);
    expect(hours('gone', 0)).toBe(24);
    expect(hours('archived', 0)).toBe(24);
    expect([1, 2, 3, 4, 5, 6, 60].map((failed) => hours('available', failed))).toEqual([
      0.25, 0.5, 1, 2, 4, 6, 6,
    ]);
  });

  it('is spread by chance, a tenth to both sides', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999_999, noNaN: true }), (fraction) => {
        expect(hours('available', 0, fraction)).toBeGreaterThanOrEqual(5.4);
        expect(hours('available', 0, fraction)).toBeLessThan(6.6);
      }),
    );
    expect(hours('available', 0, 0)).not.toBe(hours('available', 0, 0.9));
  });
});
