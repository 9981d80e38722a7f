import { request } from 'node:http';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Failure } from '../../../shared/failure';
import { proxyAddress, type TestedStep, type TestStep } from '../../../shared/network';
import { classifyApiAnswer } from '../../core/civitai/answers';
import type { ApiOrigin } from '../../core/civitai/origins';
import type { Route } from '../../core/network/routes';
import { networkFailure } from '../http-transport';
import { type Dialling, leadsOn, tunnelAndTell } from './dialling';

const STEP_MS = 15_000;
/** The smallest answer of the service; the same that the filters are made of. */
const PATH = '/api/v1/enums';
const MOST_WORDS = 4_096;

/**
 * Reaches the service on a connection of its own, one step after the other, and says of each how it ended.
 * Carries no token.
 */
export async function testConnection(
  dialling: Dialling,
  api: ApiOrigin,
  userAgent: string,
): Promise<readonly TestedStep[]> {
  const steps: TestedStep[] = [];
  const url = new URL(PATH, api.origin);
  let open: Socket | null = null;
  const step = async <T>(name: TestStep, what: () => Promise<readonly [T, string]>): Promise<T> => {
    const fromMs = performance.now();
    const told = (detail: string, failed: Failure | null) =>
      steps.push({ step: name, detail, durationMs: Math.round(performance.now() - fromMs), failure: failed });
    try {
      const [value, detail] = await what();
      told(detail, null);
      return value;
    } catch (error) {
      told('', error instanceof AnswerError ? error.failure : networkFailure(error, url.host));
      throw error;
    }
  };
  try {
    const port = Number(url.port === '' ? 443 : url.port);
    const target = { hostname: url.hostname, port };
    const routes = await step('route', async () => {
      const ways = await dialling.lines.routesTo(url.origin);
      return [
        ways,
        ways.map((way) => (way.kind === 'proxy' ? proxyAddress(way.proxy) : 'DIRECT')).join(', '),
      ];
    });
    const line = await lineBy(routes, (route, isLast) =>
      route.kind === 'proxy'
        ? step('proxy', async () => {
            const attempt = { target, isLast, trust: dialling.trust() };
            return [await tunnelAndTell(dialling.lines, route, attempt), proxyAddress(route.proxy)];
          })
        : step('connection', async () => {
            const socket = await reached(connect({ host: url.hostname, port }), 'connect');
            return [socket, socket.remoteAddress ?? ''];
          }),
    );
    open = line;
    const spoken =
      url.protocol === 'https:'
        ? await step('certificate', async () => {
            const socket = await reached(encrypted(line, url.hostname, dialling), 'secureConnect');
            const { O: company, CN: name } = socket.getPeerCertificate().issuer ?? {};
            return [socket, String(company ?? name ?? '')];
          })
        : line;
    await step('service', async () => [null, await answerOf(spoken, url, userAgent)]);
  } catch {
    // The step that failed has said so.
  }
  open?.destroy();
  return steps;
}

/** As for everything else: what is not there is passed over while another way is left. */
async function lineBy(
  routes: readonly Route[],
  reach: (route: Route, isLast: boolean) => Promise<Socket>,
): Promise<Socket> {
  for (const [at, route] of routes.entries()) {
    const isLast = at === routes.length - 1;
    try {
      return await reach(route, isLast);
    } catch (error) {
      if (isLast || !leadsOn(error)) throw error;
    }
  }
  throw new Error('There is always a way, if only the direct one.');
}

/** The service answered, and not with what was asked for. */
class AnswerError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

function encrypted(socket: Socket, hostname: string, dialling: Dialling): TLSSocket {
  const trust = dialling.trust();
  return connectTls({
    socket,
    host: hostname,
    ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
    ...(trust === undefined ? {} : { secureContext: trust }),
  });
}

function reached<T extends Socket>(socket: T, event: 'connect' | 'secureConnect'): Promise<T> {
  return new Promise((resolve, reject) => {
    const silent = Object.assign(new Error('No answer in time.'), { code: 'ETIMEDOUT' });
    socket.setTimeout(STEP_MS, () => socket.destroy(silent));
    socket.once('error', reject);
    socket.once(event, () => {
      socket.setTimeout(0);
      resolve(socket);
    });
  });
}

function answerOf(socket: Socket, url: URL, userAgent: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({
      createConnection: () => socket,
      host: url.host,
      path: url.pathname,
      headers: { host: url.host, 'user-agent': userAgent, accept: 'application/json', connection: 'close' },
      timeout: STEP_MS,
    });
    asked.once('timeout', () => {
      asked.destroy(Object.assign(new Error('No answer in time.'), { code: 'ETIMEDOUT' }));
    });
    asked.once('error', reject);
    asked.once('response', (answer) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        if (bytes < MOST_WORDS) chunks.push(chunk);
        bytes += chunk.length;
      });
      answer.once('error', reject);
      answer.once('end', () => {
        const status = answer.statusCode ?? 0;
        const contentType = answer.headers['content-type'] ?? null;
        if (status === 200 && contentType?.includes('json')) resolve(url.host);
        else {
          const bodyText = Buffer.concat(chunks).toString('utf8');
          const retryAfter = answer.headers['retry-after'] ?? null;
          reject(
            new AnswerError(classifyApiAnswer({ status, contentType, retryAfter, bodyText }, Date.now())),
          );
        }
      });
    });
    asked.end();
  });
}
