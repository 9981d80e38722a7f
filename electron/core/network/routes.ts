import type { Failure } from '../../../shared/failure';
import { type ProxyServer, readProxyAddress } from '../../../shared/network';
import { isLoopbackIpv4 } from '../civitai/origins';

/** What a proxy wants to know of the user; belongs to one proxy. */
export interface ProxyLogin {
  readonly user: string;
  readonly password: string;
}

/** One way to a host. */
export type Route =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly proxy: ProxyServer; readonly login: ProxyLogin | null };

export const DIRECT: Route = { kind: 'direct' };

/** Which ways lead to a host, and what came of them. */
export interface Lines {
  /**
   * The ways to an origin such as "https://civitai.com", to be tried in this order. Never empty; this machine
   * itself is always reached directly.
   */
  routesTo(origin: string): Promise<readonly Route[]>;
  /**
   * @param trouble null when it let Civet through
   * @param hasLastWord no other way is tried after it, so its trouble is the user's
   */
  noteProxy(proxy: ProxyServer, trouble: Failure | null, hasLastWord: boolean): void;
}

/** No proxy at all; for what runs without a window and without a setting. */
export const DIRECT_LINES: Lines = {
  routesTo: () => Promise.resolve([DIRECT]),
  noteProxy: () => undefined,
};

const PAC_SCHEMES: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  // Without a number, PAC files mean version 4.
  SOCKS: 'socks4',
  SOCKS4: 'socks4',
  SOCKS5: 'socks5',
};

/**
 * Reads what a PAC file, or Chromium's `resolveProxy`, answers: "PROXY a:3128; SOCKS5 b:1080; DIRECT".
 *
 * Parts that mean nothing are passed over, as browsers do. Null stands for DIRECT.
 */
export function readPacAnswer(answer: string): readonly (ProxyServer | null)[] {
  const found: (ProxyServer | null)[] = [];
  for (const part of answer.split(';')) {
    const [keyword = '', address = ''] = part.trim().split(/\s+/);
    if (keyword.toUpperCase() === 'DIRECT') found.push(null);
    const scheme = PAC_SCHEMES[keyword.toUpperCase()];
    const proxy = scheme === undefined ? null : readProxyAddress(`${scheme}://${address}`);
    if (proxy?.ok) found.push(proxy.value);
  }
  return found.length === 0 ? [null] : found;
}

/** Whether a host, as `URL.hostname` writes it, is this machine itself. No proxy is ever asked about it. */
export function isOwnMachine(hostname: string): boolean {
  const host = hostname.toLowerCase();
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || isLoopbackIpv4(host);
}

/**
 * Whether the user's list says that a host is reached without the proxy.
 *
 * Entries stand between commas, semicolons or spaces: "example.org", ".example.org" or "*.example.org" for
 * everything below, "example.org:8443" for one port, "<local>" for names without a dot, "*" for all.
 */
export function isBypassed(list: string, hostname: string, port: number): boolean {
  const host = hostname.toLowerCase();
  return list
    .toLowerCase()
    .split(/[\s,;]+/)
    .some((entry) => {
      if (entry === '') return false;
      if (entry === '<local>') return !host.includes('.') && !host.includes(':');
      const [, name = entry, onlyPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
      if (onlyPort !== undefined && Number(onlyPort) !== port) return false;
      return matches(name.startsWith('.') ? `*${name}` : name, host);
    });
}

/** Each star stands for any signs. Looked for from left to right, so that no list takes long. */
function matches(pattern: string, host: string): boolean {
  const [first = '', ...parts] = pattern.split('*');
  const last = parts.pop();
  if (last === undefined) return host === pattern;
  if (!host.startsWith(first) || !host.endsWith(last) || host.length < first.length + last.length)
    return false;
  let from = first.length;
  for (const part of parts) {
    const at = host.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return from <= host.length - last.length;
}
