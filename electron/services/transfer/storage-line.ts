import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { type ApiOrigin, mayFetch } from '../../core/civitai/origins';
import type { StorageAnswer, StorageTransport } from '../../core/ports';

/** Storage may move a request on; more hops than this are a loop. */
const MOST_REDIRECTS = 10;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

export interface LineNeeds {
  readonly api: ApiOrigin;
  readonly storage: StorageTransport;
}

/** Bytes of the file, `end` behind the last one; null for the whole file. */
export type ByteRange = { readonly from: number; readonly end: number } | null;

export interface Answered {
  readonly answer: StorageAnswer;
  /** Of the last hop. */
  readonly host: string;
}

/**
 * Follows redirects by hand, so that each hop is judged and none carries the account's token.
 *
 * @param validators strong entity tags by host: If-Match rather than If-Range, because a changed file then
 *   answers with a short 412, not with all its bytes
 * @returns any answer that is no redirect; `network.redirectRefused`, `access.loginNeeded` or
 *   `http.badAnswer` (with its status) for a redirect that leads nowhere
 */
export async function followToStorage(
  needs: LineNeeds,
  firstUrl: string,
  range: ByteRange,
  validators: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<Result<Answered, Failure>> {
  let url = firstUrl;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const { host } = new URL(url);
    if (!mayFetch(needs.api, new URL(url))) return err(failure('network.redirectRefused', { host }));
    const headers = headersFor(range, validators.get(host) ?? null);
    const answered = await openOnce(needs.storage, url, headers, signal);
    if (!answered.ok) return answered;
    const answer = answered.value;
    if (!REDIRECTS.includes(answer.status)) return ok({ answer, host });
    answer.discard();
    const { location } = answer.headers;
    if (location === undefined || !URL.canParse(location, url)) {
      const { status } = answer;
      return err(failure('http.badAnswer', { status, message: 'a redirect without a target' }));
    }
    const target = new URL(location, url);
    if (target.pathname.startsWith('/login')) return err(failure('access.loginNeeded'));
    // A signature covers every byte of an address, so it is passed on as it was written.
    url = /^https?:\/\/[\x21-\x7e]+$/i.test(location) ? location : target.href;
  }
  return err(failure('network.redirectRefused', { host: new URL(url).host }));
}

/** A connection that was idle may be closed while the request is on its way: that is nobody's failure. */
async function openOnce(
  storage: StorageTransport,
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Result<StorageAnswer, Failure>> {
  const first = await storage.open({ url, headers, signal });
  if (first.ok || first.error.code !== 'network.reset' || signal.aborted) return first;
  return storage.open({ url, headers, signal });
}

function headersFor(range: ByteRange, etag: string | null): Record<string, string> {
  const headers: Record<string, string> = { 'accept-encoding': 'identity', accept: '*/*' };
  if (range === null) return headers;
  headers.range = `bytes=${range.from}-${range.end - 1}`;
  if (etag !== null) headers['if-match'] = etag;
  return headers;
}
