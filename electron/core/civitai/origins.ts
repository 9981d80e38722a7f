import { type Failure, failure } from '../../../shared/failure';
import type { ServiceHost } from '../../../shared/network';
import { err, ok, type Result } from '../../../shared/result';

/**
 * Where Civet may send a request. Two worlds that never mix: the real service over https, or a test
 * service on this machine. Nothing on the net may lead Civet to an address inside this machine.
 */
export interface ApiOrigin {
  /** For example "https://civitai.com"; no path, no trailing slash. */
  readonly origin: string;
  readonly world: 'https' | 'loopback';
}

export const CIVITAI_ORIGIN: ApiOrigin = { origin: 'https://civitai.com', world: 'https' };

/** One of Civitai's own hosts, as the setting names them. */
export function originOfHost(host: ServiceHost): ApiOrigin {
  return { origin: `https://${host}`, world: 'https' };
}

/** Whether a host, as `URL.hostname` writes it, is an IPv4 address in 127.0.0.0/8. */
export function isLoopbackIpv4(host: string): boolean {
  const parts = /^127\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(host);
  return parts?.slice(1).every((part) => Number(part) <= 255) ?? false;
}

/**
 * Whether an address, as `URL.hostname` or a name look-up writes it, stays inside this machine or
 * its own network: loopback, link-local, private, unspecified, also written as IPv6.
 */
export function isInsideAddress(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (address === 'localhost' || address.endsWith('.localhost')) return true;
  // IPv4 in IPv6 clothes: mapped, and translated by NAT64.
  const mapped = /^(?:::ffff:|64:ff9b::)(.+)$/.exec(address)?.[1];
  if (mapped !== undefined) return isInsideAddress(fromMapped(mapped));
  if (address.includes(':')) {
    // 2002::/16 (6to4) carries an IPv4 address that no look-up of a real storage needs.
    return address === '::' || address === '::1' || /^(f[cd]|fe[89ab]|2002:)/.test(address);
  }
  const parts = /^(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(address);
  if (parts === null) return false;
  const first = Number(parts[1]);
  const second = Number(parts[2]);
  return (
    first === 0 ||
    first === 10 ||
    first === 127 ||
    (first === 100 && second >= 64 && second <= 127) ||
    (first === 169 && second === 254) ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168)
  );
}

// "::ffff:7f00:1" is how URL writes "::ffff:127.0.0.1".
function fromMapped(tail: string): string {
  const words = /^([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(tail);
  if (words === null) return tail;
  const high = Number.parseInt(words[1] ?? '', 16);
  const low = Number.parseInt(words[2] ?? '', 16);
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}

/**
 * Reads `CIVET_API_ORIGIN`.
 *
 * @returns `input.badOrigin` for anything but an https origin, or an http one on 127.0.0.0/8
 */
export function parseApiOrigin(text: string): Result<ApiOrigin, Failure> {
  const refuse = (why: string) => err(failure('input.badOrigin', { origin: text, message: why }));
  if (!URL.canParse(text)) return refuse('it is not an address');
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return refuse('it must not hold a name or password');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return refuse('it must be an origin without a path, such as https://civitai.com');
  }
  if (url.protocol === 'https:') {
    if (isInsideAddress(url.hostname)) return refuse('https on this machine is not supported');
    return ok({ origin: url.origin, world: 'https' });
  }
  if (url.protocol !== 'http:') return refuse('only https, or http on 127.0.0.0/8, is allowed');
  if (!isLoopbackIpv4(url.hostname)) return refuse('http is allowed on 127.0.0.0/8 only');
  return ok({ origin: url.origin, world: 'loopback' });
}

/**
 * Whether Civet may follow `url` for bytes (storage, pictures) when it talks to `api`.
 *
 * An https service never leads to http or into this machine; a test service may lead to https, and to
 * http or https on 127.0.0.0/8.
 */
export function mayFetch(api: ApiOrigin, url: URL): boolean {
  if (url.username !== '' || url.password !== '') return false;
  if (api.world === 'loopback' && isLoopbackIpv4(url.hostname)) return /^https?:$/.test(url.protocol);
  return url.protocol === 'https:' && !isInsideAddress(url.hostname);
}

/** Whether the account's token may travel with a request to `url`. */
export function mayCarryToken(api: ApiOrigin, url: URL): boolean {
  return url.origin === api.origin;
}
