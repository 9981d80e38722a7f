import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { SocksClient } from 'socks';
import { type Failure, failure } from '../../../shared/failure';
import { proxyAddress } from '../../../shared/network';
import type { Route } from '../../core/network/routes';

const CONNECT_MS = 15_000;

type ProxyRoute = Extract<Route, { kind: 'proxy' }>;

export interface Target {
  /** As `URL.hostname` writes it. */
  readonly hostname: string;
  readonly port: number;
}

/** Thrown for a proxy that is not there or lets nobody through; carries the failure that it means. */
export class ProxyError extends Error {
  /** Not one that undici or got tries again by itself. */
  readonly code = 'ECIVETPROXY';

  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/** The failure that a chain of errors ends in, when a proxy is to blame. */
export function proxyFailureIn(error: unknown): Failure | null {
  if (error instanceof ProxyError) return error.failure;
  return error instanceof Error && error.cause !== undefined ? proxyFailureIn(error.cause) : null;
}

/**
 * A connection through a proxy, on which the target itself is then spoken to. The proxy looks the target's name
 * up; it sees name and port, and of https nothing else.
 *
 * @param trust for a proxy that is itself spoken to by https
 * @throws ProxyError
 */
export function openTunnel(
  route: ProxyRoute,
  target: Target,
  trust: SecureContext | undefined,
): Promise<Socket> {
  return route.proxy.kind === 'http' || route.proxy.kind === 'https'
    ? connectByHttp(route, target, trust)
    : connectBySocks(route, target);
}

function connectByHttp(route: ProxyRoute, target: Target, trust: SecureContext | undefined): Promise<Socket> {
  const { proxy, login } = route;
  const path = `${target.hostname}:${target.port}`;
  const send = proxy.kind === 'https' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const refuse = (cause: Failure) => reject(new ProxyError(cause));
    const asked = send({
      host: proxy.host,
      port: proxy.port,
      method: 'CONNECT',
      path,
      headers: { host: path, ...(login === null ? {} : { 'proxy-authorization': basic(login) }) },
      agent: false,
      timeout: CONNECT_MS,
      ...(proxy.kind === 'https' && trust !== undefined ? { secureContext: trust } : {}),
      ...(isIP(proxy.host) === 0 ? { servername: proxy.host } : {}),
    });
    asked.once('connect', (answer, socket, head) => {
      const status = answer.statusCode ?? 0;
      if (status < 200 || status > 299) {
        socket.destroy();
        refuse(refusalOf(status, route, target));
        return;
      }
      socket.setTimeout(0);
      if (head.length > 0) socket.unshift(head);
      // Node gives the connection itself, whether it is encrypted or not.
      resolve(socket as Socket);
    });
    asked.once('timeout', () => asked.destroy(Object.assign(new Error('silent'), { code: 'ETIMEDOUT' })));
    asked.once('error', (error) => refuse(unreachable(error, route)));
    asked.end();
  });
}

/** Basic (RFC 7617) is the only way to say a login; it goes to the proxy it belongs to and nowhere else. */
function basic({ user, password }: NonNullable<ProxyRoute['login']>): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function refusalOf(status: number, { proxy, login }: ProxyRoute, target: Target): Failure {
  const facts = { proxy: proxyAddress(proxy), host: target.hostname, status };
  if (status === 407)
    return failure('network.proxyLogin', { ...facts, given: login === null ? 'none' : 'wrong' });
  // What it cannot reach just now it may reach later; what it forbids it forbids.
  return failure(status >= 500 ? 'network.proxyFailed' : 'network.proxyForbids', facts);
}

const TLS_CODES = /CERT|SELF_SIGNED|SIGNATURE|ERR_TLS|ERR_SSL|EPROTO/;

function unreachable(error: Error, { proxy }: ProxyRoute): Failure {
  const code = 'code' in error ? String(error.code) : error.message;
  const params = { proxy: proxyAddress(proxy), message: code };
  return TLS_CODES.test(code)
    ? failure('network.tls', { host: proxy.host, message: code })
    : failure('network.proxyUnreachable', params);
}

async function connectBySocks(route: ProxyRoute, target: Target): Promise<Socket> {
  const { proxy, login } = route;
  try {
    const { socket } = await SocksClient.createConnection({
      command: 'connect',
      // Version 4 cannot carry a password, and is not told one.
      proxy: {
        host: proxy.host,
        port: proxy.port,
        type: proxy.kind === 'socks4' ? 4 : 5,
        ...(login === null ? {} : { userId: login.user }),
        ...(login === null || proxy.kind === 'socks4' ? {} : { password: login.password }),
      },
      destination: { host: target.hostname.replace(/^\[|\]$/g, ''), port: target.port },
      timeout: CONNECT_MS,
      set_tcp_nodelay: true,
    });
    return socket;
  } catch (error) {
    throw new ProxyError(
      socksFailure(error instanceof Error ? error : new Error(String(error)), route, target),
    );
  }
}

/** The library tells how a proxy refused in words alone. */
function socksFailure(error: Error, route: ProxyRoute, target: Target): Failure {
  const facts = { proxy: proxyAddress(route.proxy), host: target.hostname, message: error.message };
  if (/authentication (failed|type)/i.test(error.message)) {
    return failure('network.proxyLogin', { ...facts, given: route.login === null ? 'none' : 'wrong' });
  }
  if (/NotAllowed/.test(error.message)) return failure('network.proxyForbids', facts);
  if (/rejected connection|Socks4 Proxy/i.test(error.message)) return failure('network.proxyFailed', facts);
  return failure('network.proxyUnreachable', facts);
}
