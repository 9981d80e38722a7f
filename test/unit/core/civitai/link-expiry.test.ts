import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lifeOfLink } from '../../../../electron/core/civitai/link-expiry';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const NOW_MS = Date.UTC(2030, 5, 1);
const link = (query: string) => `https://storage.example/model/a.safetensors?${query}`;

describe('lifeOfLink', () => {
  it.each([
    ['a day, as Civitai gives it', 'X-Amz-Expires=86400&X-Amz-Signature=ab', null, 0.95 * DAY_MS, DAY_MS],
    [
      'ten minutes: renewed a minute before its end',
      'X-Amz-Expires=600',
      null,
      9 * MINUTE_MS,
      10 * MINUTE_MS,
    ],
    ['a minute and a half: used for half of it', 'X-Amz-Expires=90', null, 45_000, 90_000],
    ['no time at all', 'X-Amz-Expires=0', null, 0, 0],
    ['longer than a week, which none does', 'X-Amz-Expires=99999999', null, 0.95 * 7 * DAY_MS, 7 * DAY_MS],
    [
      'an end by the clock of the server',
      `Expires=${NOW_MS / 1000 + 600}`,
      NOW_MS,
      9 * MINUTE_MS,
      10 * MINUTE_MS,
    ],
    ['an end that has passed', `Expires=${NOW_MS / 1000 - 600}`, NOW_MS, 0, 0],
    [
      'both: the newer signature counts',
      `Expires=${NOW_MS / 1000 + 9_000}&X-Amz-Expires=600`,
      NOW_MS,
      9 * MINUTE_MS,
      10 * MINUTE_MS,
    ],
  ])('reads %s', (_name, query, serverNowMs, renewAfterMs, deadAfterMs) => {
    expect(lifeOfLink(link(query), serverNowMs)).toEqual({ renewAfterMs, deadAfterMs });
  });

  it.each([
    ['nothing about it', 'a=b', NOW_MS],
    ['an end, but not by which clock', `Expires=${NOW_MS / 1000 + 600}`, null],
    ['words', 'X-Amz-Expires=soon&Expires=tomorrow', NOW_MS],
    ['a negative number', 'X-Amz-Expires=-5', NOW_MS],
    ['a number that is no time', 'Expires=12', NOW_MS],
  ])(
    'uses a link for ten minutes that says %s, and does not claim to know its end',
    (_name, query, serverNowMs) => {
      expect(lifeOfLink(link(query), serverNowMs)).toEqual({
        renewAfterMs: 10 * MINUTE_MS,
        deadAfterMs: null,
      });
    },
  );

  it('does not care for the clock of this machine', () => {
    const query = `Expires=${NOW_MS / 1000 + 3_600}`;
    // Whatever is true: the server says what time it is, and that is all that is asked.
    expect(lifeOfLink(link(query), NOW_MS).deadAfterMs).toBe(60 * MINUTE_MS);
    expect(lifeOfLink(link(query), NOW_MS + 30 * MINUTE_MS).deadAfterMs).toBe(30 * MINUTE_MS);
  });

  it('renews every link before it dies, and none before half of its life', () => {
    fc.assert(
      fc.property(fc.nat({ max: 99_999_999 }), (seconds) => {
        const { renewAfterMs, deadAfterMs } = lifeOfLink(link(`X-Amz-Expires=${seconds}`), null);
        expect(deadAfterMs).toBe(Math.min(seconds * 1000, 7 * DAY_MS));
        expect(renewAfterMs).toBeGreaterThanOrEqual((deadAfterMs ?? 0) / 2);
        if (seconds > 0) expect(renewAfterMs).toBeLessThan(deadAfterMs ?? 0);
      }),
    );
  });

  it('makes something of every query', () => {
    fc.assert(
      fc.property(fc.webQueryParameters(), fc.option(fc.integer()), (query, serverNowMs) => {
        const { renewAfterMs, deadAfterMs } = lifeOfLink(link(query), serverNowMs);
        expect(renewAfterMs).toBeGreaterThanOrEqual(0);
        expect(deadAfterMs === null || deadAfterMs >= renewAfterMs).toBe(true);
      }),
    );
  });
});
