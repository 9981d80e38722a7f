import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { type ApiOrigin, mayFetch } from '../../core/civitai/origins';
import type { HttpAnswer, HttpTransport, Validator } from '../../core/ports';

/** Storage may move a request on; more hops than this are a loop. */
const MOST_REDIRECTS = 10;

/** What is asked of the storage: everything from `offset` on, if the file is still the same. */
export interface Question {
  readonly offset: number;
  readonly validator: Validator | null;
}

/** Follows redirects by hand, so that each hop is judged and none carries the account's token. */
export async function askStorage(
  needs: { readonly api: ApiOrigin; readonly http: HttpTransport },
  firstUrl: string,
  question: Question,
  signal: AbortSignal,
): Promise<Result<{ readonly answer: HttpAnswer; readonly host: string }, Failure>> {
  let url = new URL(firstUrl);
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    if (!mayFetch(needs.api, url)) return err(failure('network.redirectRefused', { host: url.host }));
    const answered = await needs.http.get({ url: url.href, headers: headersFor(url, question), signal });
    if (!answered.ok) return answered;
    const answer = answered.value;
    if (![301, 302, 303, 307, 308].includes(answer.status)) return ok({ answer, host: url.host });
    answer.discard();
    const { location } = answer.headers;
    if (location === undefined || !URL.canParse(location, url.href)) {
      return err(failure('http.badAnswer', { message: 'a redirect without a target' }));
    }
    url = new URL(location, url.href);
  }
  return err(failure('network.redirectRefused', { host: url.host }));
}

function headersFor(url: URL, question: Question): Record<string, string> {
  const headers: Record<string, string> = { 'accept-encoding': 'identity', accept: '*/*' };
  if (question.offset === 0) return headers;
  headers.range = `bytes=${question.offset}-`;
  // If-Match rather than If-Range: a changed file answers with a short 412, not with all its bytes.
  if (question.validator?.host === url.host) headers['if-match'] = question.validator.etag;
  return headers;
}
