import type { lookup } from 'node:dns';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import {
  BodyError,
  createHttpClient,
  GotTransport,
  guardedLookup,
} from '../../../electron/adapters/http-transport';
import { CIVITAI_ORIGIN } from '../../../electron/core/civitai/origins';
import { type SmallServer, smallServer } from './small-server';

const AGENT = 'Civet/0.0.0 (tests)';
let server: SmallServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function ask(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  signal?: AbortSignal,
) {
  server = await smallServer(answer);
  const transport = new GotTransport(createHttpClient(server.api, AGENT));
  return transport.get({
    url: `${server.origin}/file?x=1`,
    headers: { accept: '*/*', range: 'bytes=5-' },
    signal: signal ?? new AbortController().signal,
  });
}

async function readAll(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('GotTransport', () => {
  it('sends what it is told, one plain user agent, and no cookie', async () => {
    const answered = await ask((_, response) => response.end('ok'));
    expect(answered.ok).toBe(true);
    expect(server?.requests).toHaveLength(1);
    expect(server?.requests[0]).toMatchObject({
      path: '/file?x=1',
      headers: { 'user-agent': AGENT, range: 'bytes=5-', accept: '*/*' },
    });
    expect(server?.requests[0]?.headers.cookie).toBe(undefined);
    expect(server?.requests[0]?.headers.authorization).toBe(undefined);
  });

  it.each([301, 302, 303, 307, 308])('follows no redirect: %i is handed over', async (status) => {
    const answered = await ask((_, response) => response.writeHead(status, { location: '/elsewhere' }).end());
    expect(answered).toMatchObject({ ok: true, value: { status, headers: { location: '/elsewhere' } } });
    expect(server?.requests.map(({ path }) => path)).toEqual(['/file?x=1']);
  });

  it.each([400, 404, 429, 500, 503])(
    'hands a %i over with its body, and does not try again',
    async (status) => {
      const answered = await ask((_, response) => response.writeHead(status).end('why'));
      if (!answered.ok) throw new Error(answered.error.code);
      expect(answered.value.status).toBe(status);
      expect((await readAll(answered.value.body)).toString()).toBe('why');
      expect(server?.requests).toHaveLength(1);
    },
  );

  it('hands over compressed bytes as they came, because a hash is of what is stored', async () => {
    const packed = gzipSync('a model that happens to be compressed');
    const answered = await ask((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed),
    );
    if (!answered.ok) throw new Error(answered.error.code);
    expect((await readAll(answered.value.body)).equals(packed)).toBe(true);
    const asked = server?.requests[0]?.headers['accept-encoding'] ?? 'identity';
    expect(asked).toBe('identity');
  });

  it('says that a host refused the connection', async () => {
    const gone = await smallServer(() => undefined);
    await gone.close();
    const transport = new GotTransport(createHttpClient(gone.api, AGENT));
    const signal = new AbortController().signal;
    const answered = await transport.get({ url: `${gone.origin}/x`, headers: {}, signal });
    expect(answered).toMatchObject({
      ok: false,
      error: {
        code: 'network.refused',
        params: { host: new URL(gone.origin).host, message: 'ECONNREFUSED' },
      },
    });
  });

  it('says that the line broke before an answer', async () => {
    const answered = await ask((request) => request.socket.destroy());
    expect(answered).toMatchObject({ ok: false, error: { code: 'network.reset' } });
  });

  it('never ends a body that breaks off as if it were whole', async () => {
    const answered = await ask((_, response) => {
      response.writeHead(200, { 'content-length': 1_000 });
      response.write('x'.repeat(400), () => response.destroy());
    });
    if (!answered.ok) throw new Error(answered.error.code);
    const outcome = await readAll(answered.value.body).then(
      (bytes) => bytes.length,
      (error: unknown) => (error instanceof BodyError ? error.failure.code : error),
    );
    expect(outcome).toBe('network.reset');
  });

  it('stops at once when it is called off, before and during a body', async () => {
    const before = new AbortController();
    const pending = ask(() => before.abort(), before.signal);
    expect((await pending).ok).toBe(false);
    await server?.close();
    const during = new AbortController();
    const answered = await ask((_, response) => {
      response.writeHead(200, { 'content-length': 1_000 });
      response.write('x');
    }, during.signal);
    if (!answered.ok) throw new Error(answered.error.code);
    const reading = readAll(answered.value.body);
    during.abort();
    await expect(reading).rejects.toBeInstanceOf(BodyError);
    answered.value.discard();
  });
});

type Entry = { address: string; family: number };

/** A look-up that knows one answer. */
function resolverOf(addresses: readonly string[]): typeof lookup {
  const entries: Entry[] = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  const resolve = (
    _host: string,
    options: { all?: boolean },
    done: (error: Error | null, address: unknown, family?: number) => void,
  ) => (options.all === true ? done(null, entries) : done(null, entries[0]?.address, entries[0]?.family));
  return resolve as unknown as typeof lookup; // only the form that Node calls is played
}

const lookUp = (addresses: readonly string[], all: boolean) =>
  new Promise<string>((done) => {
    guardedLookup(resolverOf(addresses))('files.example', { all }, (error, address) =>
      done(error === null ? JSON.stringify(address) : 'refused'),
    );
  });

describe('guardedLookup', () => {
  it.each([
    '127.0.0.1',
    '127.8.8.8',
    '10.0.0.5',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '0.0.0.0',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
  ])('refuses a name that leads to %s', async (address) => {
    expect(await lookUp([address], false)).toBe('refused');
    expect(await lookUp([address], true)).toBe('refused');
  });

  it('refuses a name of which only one address leads inside', async () => {
    expect(await lookUp(['93.184.216.34', '127.0.0.1'], true)).toBe('refused');
  });

  it('lets addresses of the net through, asked for one or for all', async () => {
    expect(await lookUp(['93.184.216.34'], false)).toBe('"93.184.216.34"');
    expect(await lookUp(['93.184.216.34'], true)).toContain('93.184.216.34');
    expect(await lookUp(['2606:2800:220:1::1'], false)).toContain('2606:2800');
  });

  it('guards a client of the real service: a name of this machine is not reached', async () => {
    server = await smallServer((_, response) => response.end('inside'));
    const transport = new GotTransport(createHttpClient(CIVITAI_ORIGIN, AGENT));
    const url = `http://localhost:${new URL(server.origin).port}/`;
    const answered = await transport.get({ url, headers: {}, signal: new AbortController().signal });
    expect(answered.ok).toBe(false);
    expect(server.requests).toEqual([]);
  });
});
