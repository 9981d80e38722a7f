import { lookup } from 'node:dns';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import got, { type Got } from 'got';
import type { Failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import { classifyNetworkError, INSIDE_ADDRESS_CODE } from '../core/civitai/answers';
import { type ApiOrigin, isInsideAddress } from '../core/civitai/origins';
import type { HttpAnswer, HttpRequest, HttpTransport } from '../core/ports';
import type { DiallingAgent } from './network/dialling';
import { proxyFailureIn } from './network/tunnel';

const CONNECT_MS = 15_000;
const ANSWER_MS = 30_000;
const SILENCE_MS = 30_000;

type Lookup = typeof lookup;

/** Thrown by a body that breaks off; carries the failure that it means. */
export class BodyError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/**
 * Refuses names that lead into this machine or its network, for requests that come from the net's
 * own answers: a host name may point anywhere.
 *
 * @param resolve the system's look-up; replaced in tests
 */
export function guardedLookup(resolve: Lookup): Lookup {
  // Node calls a look-up with or without options and asks for one address or for all of them.
  const guarded = (hostname: string, options: unknown, callback?: unknown): void => {
    const done = (typeof options === 'function' ? options : callback) as (
      error: NodeJS.ErrnoException | null,
      address: unknown,
      family?: number,
    ) => void;
    const given = typeof options === 'function' ? {} : (options as object);
    resolve(hostname, given, (error: NodeJS.ErrnoException | null, address: unknown, family?: number) => {
      const found = Array.isArray(address)
        ? address.map((entry) => String(entry.address))
        : [String(address)];
      if (error === null && found.some(isInsideAddress)) {
        const refusal: NodeJS.ErrnoException = new Error(
          `${hostname} leads into this machine or its network`,
        );
        refusal.code = INSIDE_ADDRESS_CODE;
        done(refusal, undefined);
        return;
      }
      done(error, address, family);
    });
  };
  return guarded as Lookup;
}

/** How many connections to one host are open at most, and that they are kept. */
export const AGENT_OPTIONS = { keepAlive: true, maxSockets: 12 } as const;

/**
 * A client for one kind of request; keeps connections open and follows nothing by itself.
 *
 * @param agent dials https; without one, everything is reached directly
 */
export function createHttpClient(api: ApiOrigin, userAgent: string, agent?: DiallingAgent): Got {
  return got.extend({
    headers: { 'user-agent': userAgent },
    agent: { http: new HttpAgent(AGENT_OPTIONS), https: agent ?? new HttpsAgent(AGENT_OPTIONS) },
    ...(api.world === 'https' ? { dnsLookup: guardedLookup(lookup) as never } : {}),
    followRedirect: false,
    throwHttpErrors: false,
    http2: false,
    retry: { limit: 0 },
  });
}

export class GotTransport implements HttpTransport {
  constructor(private readonly client: Got) {}

  async get(request: HttpRequest): Promise<Result<HttpAnswer, Failure>> {
    const host = new URL(request.url).host;
    const stream = this.client.stream(request.url, {
      headers: { ...request.headers },
      signal: request.signal,
      decompress: false,
      timeout: {
        lookup: CONNECT_MS,
        connect: CONNECT_MS,
        secureConnect: CONNECT_MS,
        response: ANSWER_MS,
        socket: SILENCE_MS,
      },
    });
    // Errors are read where they matter; without a listener of its own an early one would end the app.
    stream.on('error', () => undefined);
    try {
      const response = await new Promise<{
        statusCode: number;
        headers: Record<string, string | string[] | undefined>;
      }>((resolve, reject) => {
        stream.once('response', resolve);
        stream.once('error', reject);
      });
      return ok({
        status: response.statusCode,
        headers: Object.fromEntries(
          Object.entries(response.headers).map(([name, value]) => [
            name,
            Array.isArray(value) ? value.join(', ') : value,
          ]),
        ),
        body: readBody(stream, host),
        discard: () => {
          stream.destroy();
        },
      });
    } catch (error) {
      stream.destroy();
      return err(networkFailure(error, host));
    }
  }
}

/** What an error of this client means, whoever it came from. */
export function networkFailure(error: unknown, host: string): Failure {
  return proxyFailureIn(error) ?? classifyNetworkError(codeOf(error), host);
}

async function* readBody(stream: AsyncIterable<unknown>, host: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) {
      if (chunk instanceof Uint8Array) yield chunk;
    }
  } catch (error) {
    throw new BodyError(networkFailure(error, host));
  }
}

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  const cause = 'cause' in error ? codeOf(error.cause) : null;
  const code = typeof error.code === 'string' ? error.code : null;
  return code?.startsWith('ERR_') && cause !== null ? cause : code;
}
