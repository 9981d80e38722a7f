import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { GotCivitaiHost } from '../../../electron/adapters/civitai-api';
import { createHttpClient } from '../../../electron/adapters/http-transport';
import { systemClock } from '../../../electron/adapters/system';
import type { ApiOrigin } from '../../../electron/core/civitai/origins';
import { PacedCivitaiApi } from '../../../electron/services/catalogue/paced-api';
import { type SmallServer, smallServer } from './small-server';

type Answer = (request: IncomingMessage, response: ServerResponse, nth: number) => void;

let server: SmallServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function apiOn(answer: Answer, token: string | null = null) {
  const running = await smallServer((request, response) =>
    answer(request, response, running.requests.length),
  );
  server = running;
  return pacedApi(running.api, token);
}

function pacedApi(api: ApiOrigin, token: string | null) {
  const host = new GotCivitaiHost({ api, client: createHttpClient(api, 'Civet/0.0.0 (tests)') });
  return new PacedCivitaiApi({ host, clock: systemClock, token: () => token });
}

const json = (response: ServerResponse, value: unknown, status = 200, headers: Record<string, string> = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));

const asked = () => server?.requests ?? [];

describe('PacedCivitaiApi on GotCivitaiHost', () => {
  it('asks at most three questions at once, and every question in the end', async () => {
    const open: ServerResponse[] = [];
    let most = 0;
    const api = await apiOn((_, response) => {
      open.push(response);
      most = Math.max(most, open.length);
    });
    const answers = Promise.all(Array.from({ length: 10 }, (_, index) => api.getJson(`/q/${index}`, [])));
    for (let answered = 0; answered < 10; answered += 1) {
      await expect.poll(() => open.length).toBe(Math.min(3, 10 - answered));
      const response = open.shift();
      if (response !== undefined) json(response, { answered });
    }
    expect((await answers).every(({ ok }) => ok)).toBe(true);
    expect(most).toBe(3);
    expect(new Set(asked().map(({ path }) => path)).size).toBe(10);
  });

  it('repeats keys instead of making lists, and leaves nothing out', async () => {
    const api = await apiOn((_, response) => json(response, {}));
    await api.getJson('/api/v1/models', [
      ['types', 'LORA'],
      ['types', 'Checkpoint'],
      ['query', 'a&b=c d'],
    ]);
    const search = new URL(asked()[0]?.path ?? '', 'http://x').searchParams;
    expect([search.getAll('types'), search.get('query')]).toEqual([['LORA', 'Checkpoint'], 'a&b=c d']);
  });

  it.each([500, 502, 503, 504])('tries again after a passing %i', async (status) => {
    const api = await apiOn((_, response, nth) =>
      nth === 1 ? json(response, { error: 'busy' }, status) : json(response, { fine: true }),
    );
    expect(await api.getJson('/x', [])).toEqual({ ok: true, value: { fine: true } });
    expect(asked()).toHaveLength(2);
  });

  it('gives up on a 503 that stays, after three tries', async () => {
    const api = await apiOn((_, response) => json(response, { error: 'overloaded' }, 503));
    expect(await api.getJson('/x', [])).toMatchObject({
      ok: false,
      error: { code: 'http.serverError', params: { status: 503, message: 'overloaded' } },
    });
    expect(asked()).toHaveLength(3);
  });

  it.each([
    ['without a wish', {}, null],
    ['with a short wish', { 'retry-after': '1' }, 1_000],
    ['with a long wish', { 'retry-after': '3600' }, 3_600_000],
  ] as const)(
    'does not hammer a 429 %s: one question, and the wait is told',
    async (_name, headers, waitMs) => {
      const api = await apiOn((_, response) => json(response, { error: 'slow down' }, 429, headers));
      const refused = await api.getJson('/x', []);
      expect(refused).toMatchObject({ error: { code: 'http.rateLimited', retryAfterMs: waitMs } });
      expect(asked()).toHaveLength(1);
    },
  );

  it('does not wait in silence for an hour that a 503 asks for', async () => {
    const api = await apiOn((_, response) => json(response, {}, 503, { 'retry-after': '3600' }));
    const refused = await api.getJson('/x', []);
    expect(refused).toMatchObject({ error: { code: 'http.serverError', retryAfterMs: 3_600_000 } });
    expect(asked()).toHaveLength(1);
  });

  it.each([
    ['a page with status 200', 'text/html', '<!doctype html><p>Just a moment</p>'],
    ['broken JSON', 'application/json', '{"items": ['],
    ['nothing', 'application/json', ''],
  ])('takes %s for a failure', async (_name, type, body) => {
    const api = await apiOn((_, response) => response.writeHead(200, { 'content-type': type }).end(body));
    expect(await api.getJson('/x', [])).toMatchObject({ ok: false, error: { code: 'http.badAnswer' } });
  });

  it.each([401, 403, 404])('asks once for what answers %i', async (status) => {
    const api = await apiOn((_, response) => json(response, { error: 'no' }, status));
    expect((await api.getJson('/x', [])).ok).toBe(false);
    expect(asked()).toHaveLength(1);
  });

  it('sends the token to the origin of the API alone', async () => {
    const other = await smallServer((_, response) => json(response, {}));
    const api = await apiOn((_, response) => json(response, {}), 'secret-token');
    await api.getJson('/x', []);
    await api.getJson(`${other.origin}/y`, []);
    await api.getJsonWithToken(`${other.origin}/z`, 'another-token');
    expect(asked().map(({ headers }) => headers.authorization)).toEqual(['Bearer secret-token']);
    for (const { headers } of other.requests) expect(headers.authorization).toBe(undefined);
    await other.close();
  });

  it('does not carry the token along a redirect', async () => {
    const other = await smallServer((_, response) => json(response, {}));
    const api = await apiOn(
      (_, response) => response.writeHead(302, { location: `${other.origin}/y` }).end(),
      'secret-token',
    );
    expect((await api.getJson('/x', [])).ok).toBe(false);
    expect(other.requests).toEqual([]);
    await other.close();
  });

  it('says what the network did when nobody answers', async () => {
    const gone = await smallServer(() => undefined);
    await gone.close();
    const api = pacedApi(gone.api, null);
    expect(await api.getJson('/x', [])).toMatchObject({ ok: false, error: { code: 'network.refused' } });
  });
});
