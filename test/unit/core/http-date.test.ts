import { describe, expect, it } from 'vitest';
import { parseHttpDate } from '../../../electron/core/civitai/http-date';

const now = Date.UTC(2026, 5, 1);
const moment = Date.UTC(1994, 10, 6, 8, 49, 37);

describe('parseHttpDate', () => {
  it.each([
    ['Sun, 06 Nov 1994 08:49:37 GMT', moment],
    ['sun, 6 nov 1994 08:49:37 utc', moment],
    ['Sunday, 06-Nov-94 08:49:37 GMT', moment],
    ['Sun Nov  6 08:49:37 1994', moment],
    ['Sun Nov 16 08:49:37 1994', moment + 10 * 86_400_000],
    ['Friday, 06-Nov-76 08:49:37 GMT', Date.UTC(2076, 10, 6, 8, 49, 37)],
    ['Sunday, 06-Nov-77 08:49:37 GMT', Date.UTC(1977, 10, 6, 8, 49, 37)],
    ['Tue, 30 Jun 2026 23:59:60 GMT', Date.UTC(2026, 6, 1)],
  ])('%s', (text, expected) => {
    expect(parseHttpDate(text, now)).toBe(expected);
  });

  it.each([
    '',
    'soon 5',
    '2026',
    'May 5',
    '2026-06-01T00:00:30Z',
    'Sun, 06 Foo 1994 08:49:37 GMT',
    'Sun, 31 Jun 2026 08:49:37 GMT',
    'Sun, 00 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 24:00:00 GMT',
    'Sun, 06 Nov 1994 08:60:37 GMT',
    'Sun, 06 Nov 1994 08:49:61 GMT',
    'Sun, 06 Nov 1994 08:49:37 PST',
    'Sun, 06 Nov 1994 08:49:37 GMT and more',
  ])('"%s" is no date', (text) => {
    expect(parseHttpDate(text, now)).toBe(null);
  });
});
