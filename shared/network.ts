import type { Failure } from './failure';
import { err, ok, type Result } from './result';

/** How Civet reaches the net. The page knows that a proxy has a name and a password; never which. */

export const PROXY_MODES = ['system', 'none', 'manual'] as const;
export type ProxyMode = (typeof PROXY_MODES)[number];

export const SERVICE_HOSTS = ['civitai.com', 'civitai.red', 'civitai.green'] as const;
export type ServiceHost = (typeof SERVICE_HOSTS)[number];

export type ProxyKind = 'http' | 'https' | 'socks4' | 'socks5';

export interface ProxyServer {
  readonly kind: ProxyKind;
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
}

/** Why a text is no address of a proxy; each has a sentence of its own. */
export type ProxyAddressProblem = 'empty' | 'scheme' | 'login' | 'address';

export const LONGEST_PROXY_ADDRESS = 300;

const KINDS: Readonly<Record<string, ProxyKind>> = {
  http: 'http',
  https: 'https',
  socks: 'socks5',
  socks5: 'socks5',
  socks5h: 'socks5',
  socks4: 'socks4',
  socks4a: 'socks4',
};
const USUAL_PORTS: Readonly<Record<ProxyKind, number>> = { http: 80, https: 443, socks4: 1080, socks5: 1080 };

/**
 * Reads the address of a proxy as people write it, such as "proxy.example:3128" or "socks5://10.0.0.1".
 *
 * A name and password in it are refused: settings are written to disk and exported, logins are not.
 */
export function readProxyAddress(text: string): Result<ProxyServer, ProxyAddressProblem> {
  const trimmed = text.trim();
  if (trimmed === '') return err('empty');
  const [, scheme = 'http', rest = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/i.exec(trimmed) ?? [];
  const kind = Object.hasOwn(KINDS, scheme.toLowerCase()) ? KINDS[scheme.toLowerCase()] : undefined;
  if (kind === undefined) return err('scheme');
  if (rest.includes('@')) return err('login');
  const address = `http://${rest}`;
  if (!URL.canParse(address)) return err('address');
  const url = new URL(address);
  if (url.hostname === '' || url.pathname !== '/' || url.search !== '' || url.hash !== '')
    return err('address');
  // A URL forgets the port that is usual for http.
  const given = /:(\d+)\/?$/.exec(rest)?.[1];
  const port = given === undefined ? USUAL_PORTS[kind] : Number(given);
  return port === 0 ? err('address') : ok({ kind, host: url.hostname.replace(/^\[|\]$/g, ''), port });
}

/** One spelling for one proxy, such as "http://proxy.example:3128". */
export function proxyAddress({ kind, host, port }: ProxyServer): string {
  return `${kind}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** A certificate authority that the user has added. */
export interface AuthorityView {
  readonly subject: string;
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly validToMs: number;
  /** Colons between pairs of digits, as other programs show it. */
  readonly sha256: string;
}

export interface NetworkView {
  /** Where Civet gets its answers from in this run. */
  readonly origin: string;
  /** Named by the environment, so the setting does not hold. */
  readonly isOriginFixed: boolean;
  /** The first proxy on the way to that origin, without a login; null for none. */
  readonly proxy: string | null;
  /** How the login for that proxy is kept; null when there is none. */
  readonly login: 'keychain' | 'session' | 'locked' | null;
  readonly authorities: readonly AuthorityView[];
  /** Why what was added before cannot be used now. */
  readonly authorityTrouble: Failure | null;
  /** What the proxy answered last, when that was a refusal. */
  readonly trouble: Failure | null;
}

export const TEST_STEPS = ['route', 'proxy', 'connection', 'certificate', 'service'] as const;
export type TestStep = (typeof TEST_STEPS)[number];

/** One step of a connection test. A proxy that is not there is followed by the next way, if there is one. */
export interface TestedStep {
  readonly step: TestStep;
  /** The ways between commas (DIRECT is one), a proxy, an address, who vouches for a certificate, or who answered. */
  readonly detail: string;
  readonly durationMs: number;
  readonly failure: Failure | null;
}
