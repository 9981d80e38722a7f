import { z } from 'zod';
import { type Failure, type FailureCode, failure } from '../../../shared/failure';
import { redact } from '../log/redact';
import { cleanLine } from './clean-text';
import { parseHttpDate } from './http-date';

/** What Civet understands from an answer that is not the one it asked for (API notes 0.4, 4.3). */

export interface Answer {
  readonly status: number;
  readonly contentType: string | null;
  readonly retryAfter: string | null;
  /** The beginning of the body, as text; at most 64 KiB. */
  readonly bodyText: string;
}

/** A longer wait than a day is a mistake of the server's, and the only one that is shortened. */
const LONGEST_RETRY_AFTER_MS = 24 * 3_600_000;

/**
 * Reads `Retry-After`: seconds or an HTTP date (RFC 9110 §10.2.3). Null for what is neither, as if the
 * server had not said anything.
 *
 * What a server asks for is honoured in full up to a day; the page shows the time of the next try, and
 * the user may try sooner.
 *
 * @param nowMs milliseconds since 1970
 * @returns milliseconds from now, 0 for a moment that has passed
 */
export function readRetryAfter(value: string | null, nowMs: number): number | null {
  const trimmed = value?.trim() ?? '';
  const waitMs = /^\d+(\.\d+)?$/.test(trimmed)
    ? Math.ceil(Number(trimmed) * 1000)
    : (parseHttpDate(trimmed, nowMs) ?? Number.NaN) - nowMs;
  return Number.isNaN(waitMs) ? null : Math.min(Math.max(0, waitMs), LONGEST_RETRY_AFTER_MS);
}

const errorBody = z.object({
  error: z.union([z.string(), z.object({ message: z.string().optional() })]).optional(),
  message: z.string().optional(),
  code: z.string().optional(),
  deadline: z.string().nullish(),
});

interface ErrorWords {
  readonly message: string;
  readonly code: string | null;
  readonly deadlineMs: number | null;
}

/** On one line, and without what a server may have repeated of our request: its token, its signature. */
function wordsOf(text: string): string {
  return redact(cleanLine(text), []).slice(0, 300);
}

/** The server's own words, from any of the shapes it uses; empty for HTML and for nothing. */
export function readErrorBody(bodyText: string): ErrorWords {
  const none = { message: '', code: null, deadlineMs: null };
  const trimmed = bodyText.trim();
  if (trimmed === '' || trimmed.startsWith('<')) return none;
  if (!trimmed.startsWith('{') && !trimmed.startsWith('[')) return { ...none, message: wordsOf(trimmed) };
  let json: unknown;
  try {
    json = JSON.parse(trimmed);
  } catch {
    return none;
  }
  const parsed = errorBody.safeParse(Array.isArray(json) ? json[0] : json);
  if (!parsed.success) return none;
  const { error, message, code, deadline } = parsed.data;
  const errorText = typeof error === 'string' ? error : (error?.message ?? '');
  const deadlineMs = deadline ? Date.parse(deadline) : Number.NaN;
  return {
    message: wordsOf(message ?? errorText),
    code: code ?? null,
    deadlineMs: Number.isNaN(deadlineMs) ? null : deadlineMs,
  };
}

function isHtml(answer: Answer): boolean {
  return (answer.contentType ?? '').includes('html') || answer.bodyText.trimStart().startsWith('<');
}

function throttled(answer: Answer, nowMs: number): Failure {
  return failure('http.rateLimited', { status: answer.status }, readRetryAfter(answer.retryAfter, nowMs));
}

/** A failure for an answer of the JSON API. */
export function classifyApiAnswer(answer: Answer, nowMs: number): Failure {
  const { status } = answer;
  const words = readErrorBody(answer.bodyText);
  const params = { status, message: words.message };
  // Whoever says when to come back is believed, whatever else is said.
  const retryAfterMs = readRetryAfter(answer.retryAfter, nowMs);
  if (status === 451) return failure('http.regionBlocked', params);
  if (status === 401) return failure('access.loginNeeded', params);
  if (status === 403)
    return isHtml(answer)
      ? failure('http.badAnswer', params, retryAfterMs)
      : failure('access.noPermission', params);
  if (status === 404) return failure('http.notFound', params);
  if (status === 429) {
    // This one is about the question, not about the pace, and is never worth repeating.
    if (/too many pages/i.test(words.message)) return failure('http.tooManyPages', params);
    return throttled(answer, nowMs);
  }
  if (status >= 500 || status === 408 || status === 425 || status === 499) {
    return failure('http.serverError', params, retryAfterMs);
  }
  if (status >= 400) return failure('http.rejected', params);
  return failure('http.badAnswer', params);
}

/** A failure for an answer of `/api/download/models/:id` that is no redirect to the storage. */
export function classifyDownloadAnswer(answer: Answer, nowMs: number): Failure {
  const { status } = answer;
  const words = readErrorBody(answer.bodyText);
  const params: Record<string, string | number> = { status, message: words.message };
  switch (status) {
    case 401:
      // One status, three meanings: only the words tell whether a token would help.
      return failure(
        /disabled downloads/i.test(words.message) ? 'access.downloadsDisabled' : 'access.loginNeeded',
        params,
      );
    case 403:
      if (/early access/i.test(`${words.message} ${answer.bodyText.slice(0, 500)}`)) {
        if (words.deadlineMs === null) return failure('access.paid', params);
        return failure('access.earlyAccess', { ...params, until: words.deadlineMs });
      }
      if (isHtml(answer)) return failure('http.rateLimited', params);
      return failure('access.noPermission', params);
    case 404:
      return failure('http.notFound', params);
    case 410:
      return failure('access.archived', params);
    case 429:
      if (/unusual amount/i.test(words.message)) return failure('access.quota', params);
      return throttled(answer, nowMs);
    case 451:
      return failure('http.regionBlocked', params);
    default:
      if (status >= 200 && status < 300) return failure('content.webPage', params);
      return classifyApiAnswer(answer, nowMs);
  }
}

/** A failure for an answer of the storage that is neither 200 nor 206. */
export function classifyStorageAnswer(answer: Answer, nowMs: number): Failure {
  const { status } = answer;
  const params = { status, message: readErrorBody(answer.bodyText).message };
  if (status === 429) return throttled(answer, nowMs);
  if (status === 503) return failure('http.busy', params, readRetryAfter(answer.retryAfter, nowMs));
  // The link is a signed capability that expires; a fresh one is asked for, the bytes are kept.
  if (status === 400 || status === 401 || status === 403 || status === 404 || status === 410) {
    return failure('http.linkExpired', params);
  }
  if (status === 412) return failure('http.remoteChanged', params);
  if (status >= 500 || status === 408 || status === 425) return failure('http.serverError', params);
  return failure('http.badAnswer', params);
}

/** Given to a look-up that leads into this machine or its network. */
export const INSIDE_ADDRESS_CODE = 'ECIVETINSIDE';

const NETWORK_CODES: Readonly<Record<string, FailureCode>> = {
  [INSIDE_ADDRESS_CODE]: 'network.redirectRefused',
  ENOTFOUND: 'network.dns',
  EAI_AGAIN: 'network.dns',
  ENETUNREACH: 'network.offline',
  ENETDOWN: 'network.offline',
  EHOSTUNREACH: 'network.offline',
  ENETCHANGED: 'network.offline',
  ECONNREFUSED: 'network.refused',
  ECONNRESET: 'network.reset',
  EPIPE: 'network.reset',
  ECONNABORTED: 'network.reset',
  ETIMEDOUT: 'network.timeout',
  CERT_HAS_EXPIRED: 'network.tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'network.tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'network.tls',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'network.tls',
  UNABLE_TO_GET_ISSUER_CERT: 'network.tls',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'network.tls',
  CERT_NOT_YET_VALID: 'network.tls',
  CERT_REVOKED: 'network.tls',
  CERT_UNTRUSTED: 'network.tls',
  CERT_CHAIN_TOO_LONG: 'network.tls',
  CERT_SIGNATURE_FAILURE: 'network.tls',
  HOSTNAME_MISMATCH: 'network.tls',
  ERR_SSL_WRONG_VERSION_NUMBER: 'network.tls',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'network.tls',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'network.tls',
  ERR_TLS_CERT_ALTNAME_INVALID: 'network.tls',
};

/**
 * A failure for an error that the network made before or during an answer.
 *
 * @param code as Node names it, for example "ECONNRESET"
 */
export function classifyNetworkError(code: string | null, host: string): Failure {
  return failure(NETWORK_CODES[code ?? ''] ?? 'network.reset', { host, message: code ?? '' });
}
