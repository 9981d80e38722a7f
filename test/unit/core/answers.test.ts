import { describe, expect, it } from 'vitest';
import {
  classifyApiAnswer,
  classifyDownloadAnswer,
  classifyStorageAnswer,
  readRetryAfter,
} from '../../../electron/core/civitai/answers';

const now = Date.parse('2026-06-01T00:00:00Z');
const json = (status: number, body: object, retryAfter: string | null = null) => ({
  status,
  contentType: 'application/json',
  retryAfter,
  bodyText: JSON.stringify(body),
});
const html = (status: number) => ({
  status,
  contentType: 'text/html',
  retryAfter: null,
  bodyText: '<html>…',
});

describe('classifyDownloadAnswer', () => {
  it.each([
    [
      'login needed',
      json(401, {
        error: 'Unauthorized',
        message: 'The creator of this asset requires you to be logged in to download it',
      }),
      'access.loginNeeded',
    ],
    [
      'downloads disabled',
      json(401, {
        error: 'Unauthorized',
        message: 'The creator of this asset has disabled downloads on this file',
      }),
      'access.downloadsDisabled',
    ],
    [
      'early access',
      json(403, {
        error: 'Early Access',
        deadline: '2026-07-01T00:00:00Z',
        message: 'This asset is in Early Access.',
      }),
      'access.earlyAccess',
    ],
    [
      'paid for ever',
      json(403, { error: 'Early Access', message: 'This asset is in Early Access.' }),
      'access.paid',
    ],
    ['no grant', json(403, { error: 'You do not have access to download this file' }), 'access.noPermission'],
    ['a wall in front of the service', html(403), 'http.rateLimited'],
    ['not found', json(404, { error: 'File not found' }), 'http.notFound'],
    ['archived', json(410, { error: 'Model archived, not available for download' }), 'access.archived'],
    [
      'quota',
      json(429, { error: "We've noticed an unusual amount of downloading from your account." }),
      'access.quota',
    ],
    ['too fast', json(429, { error: 'slow down' }), 'http.rateLimited'],
    ['a broken service', html(502), 'http.serverError'],
    ['a page instead of a redirect', html(200), 'content.webPage'],
  ])('%s', (_name, answer, expected) => {
    expect(classifyDownloadAnswer(answer, now).code).toBe(expected);
  });
  it('keeps the end of an early access and the words of the service', () => {
    const cause = classifyDownloadAnswer(
      json(403, { error: 'Early Access', deadline: '2026-07-01T00:00:00Z', message: 'Soon.' }),
      now,
    );
    expect(cause.params).toMatchObject({ until: Date.parse('2026-07-01T00:00:00Z'), message: 'Soon.' });
  });
});

describe('classifyApiAnswer', () => {
  it('never repeats a question for too many pages', () => {
    const answer = json(429, { error: "You've requested too many pages, please use cursors instead" });
    expect(classifyApiAnswer(answer, now).code).toBe('http.tooManyPages');
  });
  it('reads the words out of a zod error and out of a list of issues', () => {
    expect(
      classifyApiAnswer(json(400, { error: { name: 'ZodError', message: 'bad limit' } }), now).params.message,
    ).toBe('bad limit');
    expect(
      classifyApiAnswer({ ...json(400, {}), bodyText: '[{"message":"bad tag"}]' }, now).params.message,
    ).toBe('bad tag');
  });
  it('shows no HTML as words', () => {
    expect(classifyApiAnswer(html(503), now)).toMatchObject({
      code: 'http.serverError',
      params: { message: '' },
    });
  });
  it('explains a blocked region', () => {
    expect(classifyApiAnswer(json(451, { code: 'REGION_BLOCKED' }), now).code).toBe('http.regionBlocked');
  });
});

describe('classifyStorageAnswer', () => {
  it.each([400, 401, 403, 404, 410])('takes %i for an expired link', (status) => {
    expect(classifyStorageAnswer(html(status), now).code).toBe('http.linkExpired');
  });
  it('keeps what the storage asked for', () => {
    expect(classifyStorageAnswer({ ...html(503), retryAfter: '7' }, now)).toMatchObject({
      code: 'http.busy',
      retryAfterMs: 7_000,
    });
  });
});

describe('readRetryAfter', () => {
  it.each([
    ['5', 5_000],
    ['0', 0],
    ['Mon, 01 Jun 2026 00:00:30 GMT', 30_000],
    ['Mon, 01 Jun 2020 00:00:30 GMT', 0],
    ['-5', null],
    ['soon', null],
    ['1000000000', 86_400_000],
    ['99999999999999999999999999', 86_400_000],
    ['86399', 86_399_000],
    ['Mon, 01 Jun 2027 00:00:30 GMT', 86_400_000],
    [' 7 ', 7_000],
    ['1.5', 1_500],
    ['1e3', null],
    ['0x10', null],
    ['5, 10', null],
    ['soon 5', null],
    ['', null],
    [null, null],
  ])('%s → %s', (value, expected) => {
    expect(readRetryAfter(value, now)).toBe(expected);
  });
});

describe('an answer of the API that says when to come back', () => {
  it.each([408, 425, 500, 502, 503, 504, 520])('is believed with status %i', (status) => {
    expect(classifyApiAnswer(json(status, {}, '120'), now).retryAfterMs).toBe(120_000);
  });

  it('is believed as a page that stands in front of the service', () => {
    expect(classifyApiAnswer({ ...html(403), retryAfter: '120' }, now)).toMatchObject({
      code: 'http.badAnswer',
      retryAfterMs: 120_000,
    });
  });
});
