import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { NamedKey } from '../../support/civitai/catalogue/named.mjs';
import { civitaiForFile, rawRequest } from './civitai-for-file.js';

const { civitai, resolve } = civitaiForFile({ models: 20 });

const named = (key: NamedKey) => civitai().named[key];
const linkTo = async (key: NamedKey, extra = '') =>
  (await resolve(`${named(key).versionId}?fileId=${named(key).fileId}${extra}`)).location;
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex').toUpperCase();

afterEach(() => civitai().reset());

describe('the storage', () => {
  it('sends the whole file with length, strong ETag and the promise of ranges', async () => {
    const { status, headers, body } = await rawRequest(
      await linkTo('loginRequired', `&token=${civitai().token}`),
    );
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'accept-ranges': 'bytes',
      'content-length': '120000',
      etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
    });
    expect(sha256(body)).toBe(named('loginRequired').sha256);
  });

  it('joins ranges to the same file', async () => {
    const link = await linkTo('noHash');
    const parts = await Promise.all([
      rawRequest(link, { range: 'bytes=0-99999' }),
      rawRequest(link, { range: 'bytes=100000-' }),
    ]);
    expect(parts.map(({ status, headers }) => [status, headers['content-range']])).toEqual([
      [206, 'bytes 0-99999/240000'],
      [206, 'bytes 100000-239999/240000'],
    ]);
    expect(sha256(Buffer.concat(parts.map(({ body }) => body)))).toBe(named('noHash').sha256);
  });

  it.each([
    ['bytes=239999-', 206, 1],
    ['bytes=-10', 206, 10],
    ['bytes=0-999999999', 206, 240_000],
    ['bytes=240000-', 416, 0],
    ['bytes=5-1', 200, 240_000],
    ['bytes=0-1,5-6', 200, 240_000],
    ['lines=1-2', 200, 240_000],
  ])('%s → %i with %i bytes', async (range, status, bytes) => {
    const answer = await rawRequest(await linkTo('noHash'), { range });
    expect([answer.status, answer.body.length]).toEqual([status, bytes]);
    if (status === 416) expect(answer.headers['content-range']).toBe('bytes */240000');
  });

  it('honours If-Range and If-Match', async () => {
    const link = await linkTo('noHash');
    const { headers } = await rawRequest(link, { range: 'bytes=0-0' });
    const etag = String(headers.etag);
    expect((await rawRequest(link, { range: 'bytes=5-', 'if-range': etag })).status).toBe(206);
    expect((await rawRequest(link, { range: 'bytes=5-', 'if-range': '"other"' })).status).toBe(200);
    expect(
      (await rawRequest(link, { range: 'bytes=5-', 'if-range': String(headers['last-modified']) })).status,
    ).toBe(206);
    expect((await rawRequest(link, { 'if-match': etag, range: 'bytes=5-' })).status).toBe(206);
    expect((await rawRequest(link, { 'if-match': '"other"' })).status).toBe(412);
  });

  it('refuses every request with an Authorization header, whatever the link', async () => {
    const answer = await rawRequest(await linkTo('noHash'), { authorization: 'Bearer x' });
    expect(answer.status).toBe(400);
    expect(answer.body.toString()).toContain('<Code>InvalidArgument</Code>');
  });

  it('refuses HEAD, a changed link and an expired one, in XML', async () => {
    const link = await linkTo('noHash');
    expect((await rawRequest(link, {}, 'HEAD')).status).toBe(403);
    const forged = await rawRequest(link.replace('X-Amz-Expires=86400', 'X-Amz-Expires=99999'));
    expect([forged.status, forged.body.toString()]).toEqual([
      403,
      expect.stringContaining('SignatureDoesNotMatch'),
    ]);
    expect((await rawRequest(link.split('?')[0] ?? '')).status).toBe(403);
    civitai().faults.set('all', { linkTtlMs: 0 });
    const expired = await rawRequest(await linkTo('noHash'));
    expect([expired.status, expired.headers['content-type'], expired.body.toString()]).toEqual([
      403,
      'application/xml',
      expect.stringContaining('Request has expired'),
    ]);
  });

  it('makes a file of any size on request, at any offset', async () => {
    const link = await linkTo('noHash', '&bytes=5000000000');
    const { headers, body } = await rawRequest(link, { range: 'bytes=4999999990-' });
    expect([headers['content-range'], body.length]).toEqual(['bytes 4999999990-4999999999/5000000000', 10]);
    const head = await rawRequest(link, { range: 'bytes=0-7' });
    expect(head.body.readBigUInt64LE()).toBeLessThan(100_000n);
  });

  it('streams a documented checkpoint of two gigabytes in its printed size', async () => {
    const { location } = await resolve('1144?fileId=196');
    const { headers, body } = await rawRequest(location, { range: 'bytes=1000000000-1000000099' });
    expect([headers['content-range'], body.length]).toEqual([
      `bytes 1000000000-1000000099/${Math.round(2082690.173828125 * 1024)}`,
      100,
    ]);
  });
});

describe('faults', () => {
  it('cut the line after so many bytes, so many times', async () => {
    civitai().faults.set(named('noHash').fileId, { cutAfterBytes: 50_000, cutTimes: 1 });
    const link = await linkTo('noHash');
    const cut = await rawRequest(link);
    expect(cut.isCut).toBe(true);
    expect(cut.body.length).toBeLessThanOrEqual(50_000);
    expect((await rawRequest(link)).isCut).toBe(false);
  });

  it('stall with the socket open', async () => {
    civitai().faults.set('all', { stallAfterBytes: 1_000 });
    const controller = new AbortController();
    const response = await fetch(await linkTo('noHash'), { signal: controller.signal });
    const first = await response.body?.getReader().read();
    expect(first?.value?.length).toBe(1_000);
    controller.abort();
    expect(civitai().requests.at(-1)?.sentBytes).toBe(1_000);
  });

  it('throttle', async () => {
    civitai().faults.set('all', { bytesPerSecond: 2_400_000 });
    const started = performance.now();
    await rawRequest(await linkTo('noHash'));
    expect(performance.now() - started).toBeGreaterThan(60);
  });

  it('ignore Range, change the ETag, flip bits, answer HTML', async () => {
    const link = await linkTo('noHash');
    const { headers } = await rawRequest(link, { range: 'bytes=0-0' });
    const { fileId, sha256: expected } = named('noHash');
    civitai().faults.set(fileId, { ignoreRange: true });
    expect((await rawRequest(link, { range: 'bytes=5-' })).status).toBe(200);
    civitai().faults.clear(fileId);
    civitai().faults.set(fileId, { changeEtag: true, wrongBytes: true });
    const changed = await rawRequest(link);
    expect(changed.headers.etag).not.toBe(headers.etag);
    expect(changed.body.length).toBe(240_000);
    expect(sha256(changed.body)).not.toBe(expected);
    civitai().faults.set(fileId, { html: true });
    expect((await rawRequest(link)).headers['content-type']).toContain('text/html');
  });

  it('force a status at the storage or at the API, for a while', async () => {
    civitai().faults.set('all', { storageStatus: 503, storageTimes: 1, retryAfter: 2 });
    const link = await linkTo('noHash');
    const busy = await rawRequest(link);
    expect([busy.status, busy.headers['retry-after']]).toEqual([503, '2']);
    expect((await rawRequest(link)).status).toBe(200);
    civitai().reset();
    civitai().faults.set('all', { apiStatus: 429, apiTimes: 2, retryAfter: 3, apiPath: '/api/v1/models' });
    const statuses = [];
    for (const path of [
      '/api/v1/tags',
      '/api/v1/models?limit=1',
      '/api/v1/models?limit=1',
      '/api/v1/models?limit=1',
    ])
      statuses.push((await fetch(`${civitai().origin}${path}`)).status);
    expect(statuses).toEqual([200, 429, 429, 200]);
    civitai().faults.set('all', { apiHtml: true, apiPath: null, apiStatus: 403, apiTimes: null });
    const blocked = await fetch(`${civitai().origin}/api/v1/tags`);
    expect([blocked.status, blocked.headers.get('content-type')]).toEqual([403, 'text/html; charset=utf-8']);
  });

  it('are refused when nobody knows them', () => {
    // @ts-expect-error A misspelt fault must not pass silently, in another process neither.
    expect(() => civitai().faults.set('all', { cutAfter: 5 })).toThrow(/unknown fault cutAfter/);
    // @ts-expect-error As above.
    expect(() => civitai().faults.set('all', { html: 'yes' })).toThrow(/takes a boolean/);
  });
});

describe('named flaws', () => {
  it('send HTML or JSON where a model should be', async () => {
    const html = await rawRequest(await linkTo('htmlInsteadOfModel'));
    expect([html.status, html.headers['content-type'], html.body.toString().slice(0, 15)]).toEqual([
      200,
      'text/html; charset=utf-8',
      '<!doctype html>',
    ]);
    const json = await rawRequest(await linkTo('jsonInsteadOfModel'));
    expect([json.status, json.headers['content-type']]).toEqual([200, 'application/json']);
  });
});

describe('the record of requests', () => {
  it('keeps origin, method, path, headers and status, in order, and never a token at the storage', async () => {
    const { token, requests } = civitai();
    const { location } = await resolve(String(named('loginRequired').versionId), {
      authorization: `Bearer ${token}`,
    });
    await rawRequest(location, { range: 'bytes=10-19' });
    expect(requests.map(({ origin, method, status }) => [origin, method, status])).toEqual([
      ['api', 'GET', 307],
      ['storage', 'GET', 206],
    ]);
    expect(requests[0]?.headers.authorization).toBe(`Bearer ${token}`);
    expect(requests[1]?.headers).toMatchObject({ range: 'bytes=10-19' });
    expect(requests[1]?.sentBytes).toBe(10);
    expect(JSON.stringify(requests.filter(({ origin }) => origin !== 'api'))).not.toContain(token);
  });
});
